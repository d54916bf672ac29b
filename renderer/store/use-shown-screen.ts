import { useConnection, useView } from './hoist.ts';
import { type ShownScreen, shownScreen } from './shown-screen.ts';

/** Nothing until the connection is known: a first run that flashes up and goes would startle. */
export function useShownScreen(): ShownScreen | null {
  const screen = useView((view) => view.screen);
  return shownScreen(screen, useConnection());
}
