import { FlaskConical } from 'lucide-react';
import type { Connection } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useSettingsActions } from './use-settings-actions.ts';

/**
 * The way in without an account; the way out is the bar that marks the sandbox. One line where there is no room beside the form; on the
 * first run it stands above it then, so that it is seen.
 */
export function SandboxCard({ mode }: { readonly mode: Connection['mode'] }) {
  const { t } = useTexts();
  const { startSandbox } = useSettingsActions();
  const inUse = mode === 'sandbox';
  return (
    <section
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-raised p-3 md:block md:p-4 ${mode === 'none' ? 'max-md:order-first' : ''}`}
    >
      <FlaskConical
        aria-hidden="true"
        size={20}
        strokeWidth={1.5}
        className="shrink-0 text-accent-ink md:mb-2"
      />
      <h3 className="font-semibold max-md:flex-1">
        {t(mode === 'none' ? 'settings.sandboxTitle' : 'settings.sandboxOther')}
      </h3>
      <p className={`mt-1 text-sm text-soft ${inUse ? 'basis-full' : 'mb-4 max-md:hidden'}`}>
        {t(inUse ? 'settings.sandboxInUse' : 'settings.sandboxBody')}
      </p>
      {!inUse && <Button onClick={() => void startSandbox()}>{t('settings.useSandbox')}</Button>}
    </section>
  );
}
