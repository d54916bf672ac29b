import { ClipboardClock, Info } from 'lucide-react';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { DismissibleNotice } from '../../ui/dismissible-notice.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { Mark } from '../../ui/mark.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { CopyTemplate } from '../shared/copy/copy-template.tsx';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { DetailsPane } from '../shared/details/details-pane.tsx';
import { TextPane } from '../shared/reading/text-pane.tsx';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';
import { ActionBanner, WaitBanner } from '../shared/status/blocked-banner.tsx';
import { ConversionBanner } from './conversion-banner.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ListActions } from './list-actions.tsx';
import { OverallProgress } from './overall-progress.tsx';
import { PauseButton } from './pause-button.tsx';
import { KeepMenu } from './retention-menu.tsx';
import { RetryFailedButton } from './retry-failed-button.tsx';
import { Summary } from './summary.tsx';
import { UploadList } from './upload-list.tsx';
import { useQueueActions } from './use-queue-actions.ts';

/**
 * In a low window, the whole screen scrolls, so that the list never shrinks to nothing. While only the first rows are
 * loaded, the totals come from the main process, and what concerns rows that are still to come waits for them.
 */
export function QueueScreen() {
  const isEmpty = useHoist(({ queue: { order } }) => order.length === 0);
  const isWhole = useHoist(({ queue: { seq } }) => seq !== null);
  if (isEmpty && !isWhole) return null;
  return (
    <main tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
      <QueueNotice />
      <ActionBanner />
      <ConversionBanner />
      {isEmpty ? (
        <EmptyQueue />
      ) : (
        <>
          <div className="shrink-0 space-y-2 px-4 pt-3 pb-2">
            <QueueHead />
            <OverallProgress />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <FilterBar />
              {/* On one line with the filters only if all of it has room there. */}
              <div className="flex flex-1 basis-112 flex-wrap items-center gap-x-4 gap-y-1">
                <QueueSearch />
                <ListActions />
              </div>
            </div>
          </div>
          <div className="relative flex min-h-44 flex-1">
            <UploadList />
            <Pane />
          </div>
        </>
      )}
      <CopyWaitBar />
      <WaitBanner />
      <CopyTemplate />
    </main>
  );
}

/** What adds files, what rules all of them, and how they stand. */
function QueueHead() {
  return (
    <div className="queue-head">
      <div className="cell-add flex flex-wrap items-center gap-2">
        <AddButtons />
      </div>
      <div className="cell-run -mr-2 flex flex-wrap items-center gap-0.5">
        <RetryFailedButton />
        <PauseButton />
      </div>
      <div className="cell-summary">
        <Summary />
      </div>
    </div>
  );
}

/** A message about the saved list, for example that it was damaged. Dismissing it lasts until Hoist quits. */
function QueueNotice() {
  const texts = useTexts();
  const { queueView } = useStores();
  const notice = useHoist(({ queue }) => queue.notice);
  const dismissed = useHoist(({ queueView }) => queueView.dismissedNotice);
  if (notice === null || notice.code === dismissed) return null;
  return (
    <DismissibleNotice Icon={Info} onDismiss={() => queueView.dismissNotice(notice.code)}>
      {sentence(notice, texts)}
    </DismissibleNotice>
  );
}

function QueueSearch() {
  const { t } = useTexts();
  const { platform } = useApi();
  const { queueView } = useStores();
  const search = useHoist(({ queueView }) => queueView.search);
  return (
    <SearchField label={t('list.search')} value={search} onSearch={queueView.setSearch} platform={platform} />
  );
}

function EmptyQueue() {
  const { t } = useTexts();
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto p-4">
      <div className="flex min-h-max flex-1 flex-col items-center justify-center rounded-xl border-2 border-dashed border-line p-4 text-center">
        <Mark size={56} />
        <h2 className="mt-5 text-lg font-semibold">{t('empty.title')}</h2>
        <p className="mt-1 text-soft">{t('empty.body')}</p>
        <div className="mt-6 flex flex-wrap justify-center gap-2">
          <AddButtons />
        </div>
        <p className="mt-6 text-sm text-soft">{t('empty.types')}</p>
      </div>
    </div>
  );
}

/** Beside the list: what the server found in a file, or the details of one. */
function Pane() {
  const { queueView } = useStores();
  const actions = useQueueActions();
  const reading = useHoist(({ queueView }) => queueView.reading);
  if (reading === null) return <DetailsPane />;
  const { id, name, state } = reading;
  return (
    <TextPane
      key={id}
      name={name}
      state={state}
      onClose={queueView.closeText}
      onRetry={() => void actions.readSent(id)}
    />
  );
}

/** Says that Hoist will write to the clipboard once all files have ended. */
function CopyWaitBar() {
  const { t } = useTexts();
  const copying = useCopyActions();
  const isWaiting = useHoist(({ copyWait }) => copyWait.kind === 'waiting');
  if (!isWaiting) return null;
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-3 border-t border-line bg-accent-soft py-1 pr-4 pl-6">
      <ClipboardClock aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-accent-ink" />
      <p className="min-w-0 flex-1">{t('copy.waiting')}</p>
      <Button ref={handsBackFocus} size="small" onClick={() => void copying.stopWaiting()}>
        {t('copy.cancel')}
      </Button>
    </div>
  );
}

function AddButtons() {
  const { t } = useTexts();
  const actions = useQueueActions();
  return (
    <>
      <Button look="primary" onClick={() => void actions.choose('files')}>
        {t('add.files')}
      </Button>
      <Button onClick={() => void actions.choose('folder')}>{t('add.folder')}</Button>
      <KeepMenu />
    </>
  );
}
