import { TriangleAlert, X } from 'lucide-react';
import { useWords } from '../../locales/use-words.ts';
import { useHoist, useLibrary } from '../../store/hoist.ts';
import { IconButton } from '../../ui/button.tsx';
import { visibleName } from '../../ui/file-name.ts';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { Notice } from '../../ui/notice.tsx';

const MAX_SHOWN = 3;

/** What was not deleted, or not surely, until the person has read it; over restarts, too. */
export function FailedDeletions() {
  const { t } = useWords();
  const { library } = useHoist();
  const failed = useLibrary((state) => state.deletions.failed);
  if (failed.length === 0) return null;
  const more = failed.length - MAX_SHOWN;
  return (
    <div className="shrink-0 px-4 pt-3">
      <Notice
        Icon={TriangleAlert}
        action={
          <IconButton
            ref={handsBackFocus}
            label={t('notice.dismiss')}
            className="-my-1 -mr-2"
            onClick={() => void library.dismissFailed()}
          >
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        }
      >
        {failed.slice(0, MAX_SHOWN).map(({ fileId, name, failure }) => (
          <span key={fileId} className="block">
            {t(`library.failed.${failure}`, { name: visibleName(name) })}
          </span>
        ))}
        {more > 0 && <span className="block">{t('library.failed.more', { count: more })}</span>}
      </Notice>
    </div>
  );
}
