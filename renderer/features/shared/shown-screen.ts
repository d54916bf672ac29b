import type { AppScreen, Connection } from '../../../preload/contract/contract.ts';
import { useHoist } from './state/hoist.ts';
import type { Screen } from './state/view-store.ts';

export type ShownScreen = AppScreen | 'first-run' | 'unlocking';

/** @returns what the window shows when the person has gone to `screen`; null until the connection is known */
export function shownScreen(screen: Screen, connection: Connection | null): ShownScreen | null {
  if (!connection) return null;
  if (connection.mode === 'unlocking') return 'unlocking';
  if (screen === 'auto') return connection.mode === 'none' ? 'first-run' : 'queue';
  if (screen !== 'queue' && connection.mode === 'none') return 'first-run';
  return screen;
}

/** A first run that flashes up and goes would startle, so nothing shows until the connection is known. */
export const useShownScreen = (): ShownScreen | null =>
  useHoist(({ view, connection }) => shownScreen(view.screen, connection));
