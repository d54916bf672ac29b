import { useEffect } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist, useLibrary } from '../../store/hoist.ts';
import { ActionBanner, WaitBanner } from '../queue/blocked-banner.tsx';
import { BeforeLibrary, EmptyLibrary } from './before-library.tsx';
import { FailedDeletions } from './failed-deletions.tsx';
import { LibraryList } from './library-list.tsx';
import { LibraryToolbar } from './library-toolbar.tsx';
import { ReadingPane } from './reading-pane.tsx';

/** What the server has for this user, whichever computer it came from. */
export function LibraryScreen() {
  const { t } = useTexts();
  const { library } = useHoist();
  const total = useLibrary((state) => state.total);
  const isFresh = useLibrary((state) => state.total === null && !state.isLoading && state.problem === null);

  // What the server has changes without a word, so whoever comes asks it.
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
            <ReadingPane />
          </div>
        </>
      )}
      <WaitBanner />
    </main>
  );
}
