/** The window's state after a start. */
export type Starting =
  | 'show'
  /** The window opens on request. */
  | 'hidden'
  /** Without a tray to open it from, the window stays in reach. */
  | 'minimised';

/**
 * @param state.isHidden whether Hoist starts without a window, as at login
 * @param state.hasTray whether the desktop shows Hoist's icon
 */
export function decideStarting(state: {
  readonly platform: NodeJS.Platform;
  readonly isHidden: boolean;
  readonly hasTray: boolean;
}): Starting {
  if (!state.isHidden) return 'show';
  // On macOS, the dock shows running apps.
  return state.platform === 'darwin' || state.hasTray ? 'hidden' : 'minimised';
}
