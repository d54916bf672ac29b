import { Settings } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Connection, ShownStatus } from '../../preload/contract/contract.ts';
import { ConnectionStatus } from '../features/activity/connection-status.tsx';
import { ConnectionsMenu } from '../features/settings/connections-menu.tsx';
import { useHoist, useStores } from '../features/shared/state/hoist.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { IconButton } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import { MainNav } from './main-nav.tsx';

type State =
  | 'connected'
  | 'sandbox'
  | 'unlocking'
  | 'notConnected'
  | 'offline'
  | 'serverTrouble'
  | 'storageTrouble'
  | 'paused'
  | 'needsSetting'
  | 'needsDisk';

/** @returns whether Hoist has a server; without one, there is a single page */
const knowsWhere = ({ mode }: Connection) => mode === 'account' || mode === 'sandbox';

function stateOf(connection: Connection, queueStatus: ShownStatus, paused: boolean): State {
  if (connection.mode === 'unlocking') return 'unlocking';
  if (connection.mode === 'none') return 'notConnected';
  if (queueStatus.kind === 'configuration') return 'needsSetting';
  if (queueStatus.kind === 'disk') return 'needsDisk';
  if (paused) return 'paused';
  if (queueStatus.kind === 'offline') return 'offline';
  if (queueStatus.kind === 'server-trouble') return 'serverTrouble';
  if (queueStatus.kind === 'storage-trouble') return 'storageTrouble';
  return connection.mode === 'sandbox' ? 'sandbox' : 'connected';
}

const dots: Readonly<Record<State, string>> = {
  connected: 'bg-good',
  sandbox: 'bg-accent',
  unlocking: 'bg-wait',
  notConnected: 'border-2 border-soft',
  offline: 'bg-wait',
  serverTrouble: 'bg-wait',
  storageTrouble: 'bg-wait',
  paused: 'bg-soft',
  needsSetting: 'bg-bad',
  needsDisk: 'bg-bad',
};

export function AppHeader() {
  const { t } = useTexts();
  const { view } = useStores();
  const connection = useHoist(({ connection }) => connection);
  const queueStatus = useHoist(({ queue }) => queue.queueStatus);
  const paused = useHoist(({ queue }) => queue.paused);
  const inSettings = useHoist(({ view: { screen } }) => screen === 'settings');
  const settings = useRef<HTMLButtonElement>(null);
  const wasInSettings = useRef(false);

  // Back from the settings, the focus returns to their button.
  useEffect(() => {
    if (wasInSettings.current && !inSettings && document.activeElement === document.body)
      settings.current?.focus();
    wasInSettings.current = inSettings;
  }, [inSettings]);

  const isKeyGiven = useHoist(({ organisation }) => organisation?.locked.includes('apiKey') ?? false);
  const state = connection && stateOf(connection, queueStatus, paused);
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-4 max-[26rem]:gap-x-1 max-[26rem]:px-3">
      <Mark size={20} />
      <h1 className="-ml-1 text-base font-semibold tracking-tight max-[26rem]:sr-only">{t('app.name')}</h1>
      <MainNav />
      {/* If both do not fit beside the screens, they share a line of their own. */}
      <div className="ml-auto flex items-center gap-x-1">
        {connection && <ConnectionsMenu connection={connection} />}
        {connection && state && (
          <ConnectionStatus
            text={t(state === 'unlocking' && isKeyGiven ? 'header.fetchingKey' : `header.${state}`)}
            dot={dots[state]}
            isConnected={knowsWhere(connection)}
          />
        )}
        {connection && knowsWhere(connection) && (
          <IconButton
            ref={settings}
            label={t('header.settings')}
            aria-current={inSettings ? 'page' : undefined}
            onClick={() => view.show(inSettings ? 'auto' : 'settings')}
          >
            <Settings size={18} strokeWidth={1.75} />
          </IconButton>
        )}
      </div>
    </header>
  );
}
