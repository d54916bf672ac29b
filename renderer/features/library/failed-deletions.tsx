import { TriangleAlert } from 'lucide-react';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DismissibleNotice } from '../../ui/dismissible-notice.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { useLibraryActions } from './use-library-actions.ts';

const MAX_SHOWN = 3;

/** What was not deleted, or not surely, until the person has read it; over restarts, too. */
export function FailedDeletions() {
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
