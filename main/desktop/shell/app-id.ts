/** By which Windows knows whose a notification is: electron-builder.yml's `appId`, which a test holds to it. */
export const APP_ID = 'com.hoist.desktop';

/**
 * The COM class by which Windows brings a clicked notification back to Hoist. Electron writes it into the registry and
 * the Start-menu link, a new one at each start where it is given none. The uninstaller removes it, which a test holds.
 */
export const TOAST_ACTIVATOR = '{380187F6-3FC1-402C-B666-A342EE80D137}';
