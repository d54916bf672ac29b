import { LibraryBig, LoaderCircle, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { problemText } from '../shared/reading/problem-text.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { isBlocked } from '../shared/status/blocked-notice.ts';
import { useLibraryActions } from './use-library-actions.ts';

function Middle({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto p-4">
      <div className="m-auto flex max-w-md flex-col items-center gap-4 py-4 text-center">{children}</div>
    </div>
  );
}

/** Shows until the list has loaded. Banners say what is in the way. */
export function BeforeLibrary() {
  const texts = useTexts();
  const { t } = texts;
  const library = useLibraryActions();
  const problem = useHoist(({ library }) => library.problem);
  const isHeld = useHoist(({ queue: { queueStatus } }) => isBlocked(queueStatus));
  if (problem === null) {
    return (
      <Middle>
        <LoaderCircle
          aria-hidden="true"
          size={32}
          strokeWidth={1.5}
          className={isHeld ? 'text-soft' : 'animate-spin text-accent-ink'}
        />
        <p role="status" className="text-soft">
          {isHeld ? t('library.waiting') : t('library.loading')}
        </p>
      </Middle>
    );
  }
  return (
    <Middle>
      <TriangleAlert aria-hidden="true" size={32} strokeWidth={1.5} className="text-wait" />
      <p role="status">
        {problem.kind === 'not-there' ? t('library.noListing') : problemText(problem, texts)}
      </p>
      <Button onClick={() => void library.reload()}>
        <RotateCw aria-hidden="true" size={14} />
        {t('library.tryAgain')}
      </Button>
    </Middle>
  );
}

export function EmptyLibrary() {
  const { t } = useTexts();
  const { view } = useStores();
  return (
    <Middle>
      <LibraryBig aria-hidden="true" size={48} strokeWidth={1.25} className="text-soft" />
      <div>
        <h3 className="text-lg font-semibold">{t('library.empty.title')}</h3>
        <p className="mt-1 text-soft">{t('library.empty.body')}</p>
      </div>
      <Button onClick={() => view.show('queue')}>{t('library.empty.toQueue')}</Button>
    </Middle>
  );
}
