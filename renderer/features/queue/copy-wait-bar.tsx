import { ClipboardClock } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useHoist } from '../shared/state/hoist.ts';

/** Says that the clipboard will be written by itself, as long as that is to come. */
export function CopyWaitBar() {
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
