/** Identifies Hoist's notifications on Windows. A test compares it with `appId` in electron-builder.yml. */
export const APP_ID = 'com.hoist.desktop';

/**
 * The COM class through which Windows returns a clicked notification to Hoist. Electron writes it to the registry and
 * the Start-menu link, and would make up a new one at each start. The uninstaller removes it, which a test checks.
 */
export const TOAST_ACTIVATOR = '{380187F6-3FC1-402C-B666-A342EE80D137}';
