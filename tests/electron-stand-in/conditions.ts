/**
 * What depends on the person's system and not on Electron. Each is chosen by an environment variable, so that a test can
 * run the app on a system that it does not have.
 */

/** `HOIST_STAND_IN_READY_TO_SHOW=never`: as on Wayland, for a window that was made with `show: false`. */
export const readyToShowComes = process.env['HOIST_STAND_IN_READY_TO_SHOW'] !== 'never';

/** `HOIST_STAND_IN_KEYRING_ASKS=<path>`: the keyring asks the person, and answers once there is a file of that path. */
export const keyringAsks = process.env['HOIST_STAND_IN_KEYRING_ASKS'] ?? null;

/** `HOIST_STAND_IN_KEYRING_REFUSES=1`: a person has denied the keychain. */
export const keyringRefuses = process.env['HOIST_STAND_IN_KEYRING_REFUSES'] === '1';

/** `HOIST_STAND_IN_KEYRING_HARD_CODED=1`: no keyring answers, whatever the desktop's name lets one expect. */
export const keyringIsHardCoded = process.env['HOIST_STAND_IN_KEYRING_HARD_CODED'] === '1';

/**
 * `HOIST_STAND_IN_WAYLAND=1`: “minimised” is no state, no window is shown without the focus, and a global shortcut that
 * is registered is not held before the desktop has bound it.
 */
export const isWayland = process.env['HOIST_STAND_IN_WAYLAND'] === '1';
