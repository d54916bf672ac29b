import { app, session } from 'electron';
import { registerAppScheme } from '../shell/app-scheme.ts';
import { askDesktopForShortcuts } from '../system/clipboard-shortcut.ts';

/** Sets what Electron reads before the app is ready. */
export function setupBeforeReady(): void {
  // Enabling it would undo the switch, and as root Chromium's processes end without the switch.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  askDesktopForShortcuts();
}

/** Refuses all permissions, navigations and new windows: the app's page needs none. */
export function hardenSession(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
