import { useTexts } from '../../i18n/use-texts.ts';
import { CopyTemplate } from '../shared/copy/copy-template.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { ActionBanner, WaitBanner } from '../shared/status/blocked-banner.tsx';
import { AddButtons } from './add-buttons.tsx';
import { CopyWaitBar } from './copy-wait-bar.tsx';
import { EmptyQueue } from './empty-queue.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ListActions } from './list-actions.tsx';
import { QueueNotice } from './queue-notice.tsx';
import { QueueSearch } from './queue-search.tsx';
import { Summary } from './summary.tsx';
import { UploadList } from './upload-list.tsx';

/** Below a certain height the whole screen scrolls, so that the list never shrinks to nothing. */
export function QueueScreen() {
  const { t } = useTexts();
  const isEmpty = useHoist(({ queue: { order } }) => order.length === 0);
  const isKnown = useHoist(({ queue: { seq } }) => seq !== null);
  if (!isKnown) return null;
  return (
    <main tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
      <QueueNotice />
      <ActionBanner />
      {isEmpty ? (
        <EmptyQueue />
      ) : (
        <>
          <div className="shrink-0 space-y-2 px-4 pt-3 pb-2">
            <div className="flex flex-wrap items-center gap-2">
              <AddButtons />
              <p className="ml-auto text-sm text-soft max-[44rem]:hidden">{t('add.hint')}</p>
            </div>
            <Summary />
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <FilterBar />
              <div className="flex flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <QueueSearch />
                <ListActions />
              </div>
            </div>
          </div>
          <UploadList />
        </>
      )}
      <CopyWaitBar />
      <WaitBanner />
      <CopyTemplate />
    </main>
  );
}
