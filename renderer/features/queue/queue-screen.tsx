import { useTexts } from '../../i18n/use-texts.ts';
import { useQueue } from '../../store/hoist.ts';
import { AddButtons } from './add-buttons.tsx';
import { ActionBanner, WaitBanner } from './blocked-banner.tsx';
import { CopyTemplate } from './copy-template.tsx';
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
  const isEmpty = useQueue(({ order }) => order.length === 0);
  const isKnown = useQueue(({ seq }) => seq !== null);
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
