import { Settings } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Connection, Hold } from '../preload/contract.ts';
import { useWords } from './locales/use-words.ts';
import { useConnection, useHoist, useQueue, useView } from './store/hoist.ts';
import { IconButton } from './ui/button.tsx';
import { Mark } from './ui/mark.tsx';

type State = 'connected' | 'sandbox' | 'notConnected' | 'offline' | 'paused' | 'needsSetting' | 'needsDisk';

function stateOf(connection: Connection, hold: Hold): State {
  if (connection.mode === 'none') return 'notConnected';
  if (hold.kind === 'configuration') return 'needsSetting';
  if (hold.kind === 'disk') return 'needsDisk';
  if (hold.kind === 'offline' || hold.kind === 'paused') return hold.kind;
  return connection.mode === 'sandbox' ? 'sandbox' : 'connected';
}

const dots: Readonly<Record<State, string>> = {
  connected: 'bg-good',
  sandbox: 'bg-accent',
  notConnected: 'border-2 border-soft',
  offline: 'bg-wait',
  paused: 'bg-soft',
  needsSetting: 'bg-bad',
  needsDisk: 'bg-bad',
};

export function AppHeader() {
  const { t } = useWords();
  const { view } = useHoist();
  const connection = useConnection();
  const hold = useQueue((queue) => queue.hold);
  const inSettings = useView(({ screen }) => screen === 'settings');
  const settings = useRef<HTMLButtonElement>(null);
  const wasInSettings = useRef(false);

  // Whoever comes back from the settings stands where they left, instead of nowhere.
  useEffect(() => {
    if (wasInSettings.current && !inSettings && document.activeElement === document.body)
      settings.current?.focus();
    wasInSettings.current = inSettings;
  }, [inSettings]);

  const state = connection && stateOf(connection, hold);
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4">
      <Mark size={20} />
      <h1 className="-ml-1 text-base font-semibold tracking-tight">{t('app.name')}</h1>
      <div className="flex-1" />
      {state && (
        <p className="flex items-center gap-2 text-sm text-soft">
          <span aria-hidden="true" className={`size-2 rounded-full ${dots[state]}`} />
          {t(`header.${state}`)}
        </p>
      )}
      {connection && connection.mode !== 'none' && (
        <IconButton
          ref={settings}
          label={t('header.settings')}
          aria-current={inSettings ? 'page' : undefined}
          onClick={() => view.show(inSettings ? 'auto' : 'settings')}
        >
          <Settings size={18} strokeWidth={1.75} />
        </IconButton>
      )}
    </header>
  );
}
