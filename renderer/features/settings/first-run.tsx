import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { rowTotal } from '../../../main/core/model/row-counts.ts';
import type { Connection } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { ConnectionSection } from './connection-section.tsx';
import { useLocked } from './use-locked.ts';

/** The first screen, until Hoist has a server. Dropped files wait. */
export function FirstRun() {
  const { t } = useTexts();
  const { view } = useStores();
  const connection = useHoist(({ connection }) => connection);
  const waiting = useHoist(({ queue: { counts } }) => rowTotal(counts));
  if (!connection) return null;
  return (
    <SetupLayout connection={connection}>
      <h2 className="text-lg font-semibold tracking-tight">{t('settings.firstRunTitle')}</h2>
      <p className="mt-1 text-soft">{t('settings.firstRunBody')}</p>
      {waiting > 0 && (
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          {t('settings.waiting', { count: waiting })}
          <Button size="small" onClick={() => view.show('queue')}>
            {t('settings.showQueue')}
          </Button>
        </p>
      )}
    </SetupLayout>
  );
}

interface SetupLayoutProps {
  readonly connection: Connection;
  /** Above the form. */
  readonly children: ReactNode;
}

/** The page of the first run. */
function SetupLayout({ connection, children }: SetupLayoutProps) {
  return (
    <main tabIndex={-1} className="min-h-0 flex-1 overflow-auto outline-none">
      <div className="mx-auto max-w-3xl p-4 sm:p-6 md:pt-10">
        <div className="mb-6">{children}</div>
        <ConnectionSection connection={connection} />
      </div>
    </main>
  );
}

/** Shows until the system's keyring has released the key. Dropped files wait. */
export function Unlocking() {
  const { t } = useTexts();
  const isCommand = useLocked()('apiKey') !== null;
  const waiting = useHoist(({ queue: { counts } }) => rowTotal(counts));
  return (
    <main tabIndex={-1} className="flex min-h-0 flex-1 overflow-auto p-6 outline-none">
      <div role="status" className="m-auto max-w-md text-center">
        <KeyRound aria-hidden="true" size={32} strokeWidth={1.5} className="mx-auto mb-3 text-soft" />
        <h2 className="text-lg font-semibold tracking-tight">{t('settings.unlockingTitle')}</h2>
        <p className="mt-1 text-balance text-soft">
          {t(isCommand ? 'settings.unlockingByCommand' : 'settings.unlockingBody')}
        </p>
        {waiting > 0 && <p className="mt-3">{t('settings.waiting', { count: waiting })}</p>}
      </div>
    </main>
  );
}
