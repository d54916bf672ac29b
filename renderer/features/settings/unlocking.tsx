import { KeyRound } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist } from '../shared/state/hoist.ts';

/** Until the system's keyring has given the key out. Files may be dropped already; they wait. */
export function Unlocking() {
  const { t } = useTexts();
  const waiting = useHoist(({ queue: { order } }) => order.length);
  return (
    <main tabIndex={-1} className="flex min-h-0 flex-1 overflow-auto p-6 outline-none">
      <div role="status" className="m-auto max-w-md text-center">
        <KeyRound aria-hidden="true" size={32} strokeWidth={1.5} className="mx-auto mb-3 text-soft" />
        <h2 className="text-lg font-semibold tracking-tight">{t('settings.unlockingTitle')}</h2>
        <p className="mt-1 text-balance text-soft">{t('settings.unlockingBody')}</p>
        {waiting > 0 && <p className="mt-3">{t('settings.waiting', { count: waiting })}</p>}
      </div>
    </main>
  );
}
