import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DismissibleNotice } from '../../ui/dismissible-notice.tsx';
import { DetailsPane } from '../shared/details/details-pane.tsx';
import { TextPane } from '../shared/reading/text-pane.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { ActionBanner, WaitBanner } from '../shared/status/blocked-banner.tsx';
import { BeforeLibrary, EmptyLibrary } from './before-library.tsx';
import { FileDetails } from './file-details.tsx';
import { LibraryList } from './library-list.tsx';
import { LibraryToolbar } from './library-toolbar.tsx';
import { useLibraryActions } from './use-library-actions.ts';

/** The user's files on the server, from any computer. */
export function LibraryScreen() {
  const { t } = useTexts();
  const library = useLibraryActions();
  const total = useHoist(({ library }) => library.total);
  const isFresh = useHoist(
    ({ library }) => library.total === null && !library.isLoading && library.problem === null,
  );

  // The server does not push changes, so each visit reloads.
  useEffect(() => {
    void library.reload();
  }, [library]);
  // Another connection has other files.
  useEffect(() => {
    if (isFresh) void library.more();
  }, [isFresh, library]);

  return (
    <main tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
      <h2 className="sr-only">{t('library.title')}</h2>
      <ActionBanner />
      <FailedDeletions />
      {total === null && <BeforeLibrary />}
      {total === 0 && <EmptyLibrary />}
      {total !== null && total > 0 && (
        <>
          <LibraryToolbar />
          <div className="relative flex min-h-44 flex-1">
            <LibraryList />
            <Beside />
          </div>
        </>
      )}
      <WaitBanner />
    </main>
  );
}

/** One pane at a time: a text, or the details of a file, wherever it was sent from. */
function Beside() {
  const isReading = useHoist(({ library }) => library.reading !== null);
  const isFromElsewhere = useHoist(({ library }) => library.shown !== null);
  if (isReading) return <ReadingPane />;
  return isFromElsewhere ? <FileDetails /> : <DetailsPane />;
}

function ReadingPane() {
  const { closeText } = useStores().library;
  const library = useLibraryActions();
  const reading = useHoist(({ library }) => library.reading);
  if (reading === null) return null;
  const { row, state } = reading;
  return (
    <TextPane
      key={row.fileId}
      name={row.name}
      state={state}
      onClose={closeText}
      onRetry={() => void library.read(row.fileId)}
    />
  );
}

const MAX_SHOWN = 3;

/** Failed and unconfirmed deletions, until the person dismisses them; restarts keep them. */
function FailedDeletions() {
  const { t } = useTexts();
  const library = useLibraryActions();
  const failed = useHoist(({ library }) => library.deletions.failed);
  if (failed.length === 0) return null;
  const more = failed.length - MAX_SHOWN;
  return (
    <DismissibleNotice Icon={TriangleAlert} onDismiss={() => void library.dismissFailed()}>
      {failed.slice(0, MAX_SHOWN).map(({ fileId, name, failure }) => (
        <span key={fileId} className="block">
          {t(`library.failed.${failure}`, { name: visibleName(name) })}
        </span>
      ))}
      {more > 0 && <span className="block">{t('library.failed.more', { count: more })}</span>}
    </DismissibleNotice>
  );
}
