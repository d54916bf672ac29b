/** The effect of closing the window. */
export type Closing =
  /** The window closes, and Hoist stays in the dock. */
  | 'close'
  /** The window hides, and Hoist stays in the tray. */
  | 'hide'
  /** Without a tray to reopen it from, the window stays in reach. */
  | 'minimise'
  /** The person decides, because minimising may not work. */
  | 'ask'
  | 'quit';

/**
 * @param state.hasTray whether the desktop shows Hoist's icon at this moment
 * @param state.isMinimised whether the window was minimised when it was closed, as from the task bar
 * @param state.isOnWayland whether a program cannot see that its window is minimised
 */
export function decideClosing(state: {
  readonly platform: NodeJS.Platform;
  readonly keepInTray: boolean;
  readonly hasTray: boolean;
  readonly isMinimised: boolean;
  readonly isOnWayland: boolean;
}): Closing {
  // On macOS, closing a window never ends an app.
  if (state.platform === 'darwin') return 'close';
  if (!state.keepInTray) return 'quit';
  if (state.hasTray) return 'hide';
  if (state.isOnWayland) return 'ask';
  // Closing a minimised window means quitting.
  return state.isMinimised ? 'quit' : 'minimise';
}
