import type { AppScreen } from '../preload/contract.ts';
import { useConnection, useView } from './store/hoist.ts';

export type ShownScreen = AppScreen | 'first-run';

/** Nothing until the connection is known: a first run that flashes up and goes would startle. */
export function useShownScreen(): ShownScreen | null {
  const screen = useView((view) => view.screen);
  const connection = useConnection();
  if (!connection) return null;
  if (screen === 'auto') return connection.mode === 'none' ? 'first-run' : 'queue';
  if (screen !== 'queue' && connection.mode === 'none') return 'first-run';
  return screen;
}
