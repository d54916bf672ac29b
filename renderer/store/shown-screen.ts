import type { AppScreen, Connection } from '../../preload/contract/contract.ts';
import type { Screen } from './view.ts';

export type ShownScreen = AppScreen | 'first-run' | 'unlocking';

/** What the window shows where the person has gone to `screen`. Null until the connection is known. */
export function shownScreen(screen: Screen, connection: Connection | null): ShownScreen | null {
  if (!connection) return null;
  if (connection.mode === 'unlocking') return 'unlocking';
  if (screen === 'auto') return connection.mode === 'none' ? 'first-run' : 'queue';
  if (screen !== 'queue' && connection.mode === 'none') return 'first-run';
  return screen;
}
