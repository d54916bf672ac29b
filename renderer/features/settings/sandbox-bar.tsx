import { FlaskConical } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { useHoist } from '../shared/state/hoist.ts';
import { useSettingsActions } from './use-settings-actions.ts';

/** There as long as the sandbox is in use, on every screen: nobody shall take its file ids for real ones. */
export function SandboxBar() {
  const { t } = useTexts();
  const { leaveSandbox } = useSettingsActions();
  if (useHoist(({ connection }) => connection?.mode) !== 'sandbox') return null;
  return (
    <section
      aria-label={t('sandbox.mark')}
      className="flex shrink-0 items-center gap-2 border-b border-line bg-accent-soft py-1 pr-2 pl-4 text-sm text-accent-ink"
    >
      <FlaskConical aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">{t('sandbox.mark')}</strong> · {t('sandbox.text')}
      </p>
      <Button ref={handsBackFocus} look="accent" size="small" onClick={() => void leaveSandbox()}>
        {t('sandbox.leave')}
      </Button>
    </section>
  );
}
