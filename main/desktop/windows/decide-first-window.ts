/** How the window comes at a start. */
export type Starting =
  | 'show'
  /** It opens once somebody wants to see it. */
  | 'hidden'
  /** There is no tray to open it from, so it is in reach without being in the way. */
  | 'minimised';

/**
 * @param state.isHidden whether the start was to be without a window, as at login
 * @param state.hasTray whether the desktop shows Hoist's icon
 */
export function decideStarting(state: {
  readonly platform: NodeJS.Platform;
  readonly isHidden: boolean;
  readonly hasTray: boolean;
}): Starting {
  if (!state.isHidden) return 'show';
  // On a Mac, the dock shows what runs.
  return state.platform === 'darwin' || state.hasTray ? 'hidden' : 'minimised';
}
