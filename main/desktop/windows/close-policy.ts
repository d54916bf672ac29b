/** What becomes of the window when a person closes it. */
export type Closing =
  /** It goes, and Hoist stays where the system shows running apps. */
  | 'close'
  /** Hoist goes on in the tray. */
  | 'hide'
  /** There is no tray to come back from, so the window stays in reach. */
  | 'minimise'
  /** The same, where nobody can tell whether that works: the person decides. */
  | 'ask'
  | 'quit';

/**
 * @param state.hasTray whether the desktop shows Hoist's icon at this moment
 * @param state.isMinimised whether the window was minimised when it was closed, as by the task bar's own menu
 * @param state.isOnWayland there “minimised” is no state that a program can see
 */
export function decideClosing(state: {
  readonly platform: NodeJS.Platform;
  readonly keepInTray: boolean;
  readonly hasTray: boolean;
  readonly isMinimised: boolean;
  readonly isOnWayland: boolean;
}): Closing {
  // On a Mac, closing a window never ends an app: it stays in the dock.
  if (state.platform === 'darwin') return 'close';
  if (!state.keepInTray) return 'quit';
  if (state.hasTray) return 'hide';
  if (state.isOnWayland) return 'ask';
  // Who closes what is out of the way already means it.
  return state.isMinimised ? 'quit' : 'minimise';
}
