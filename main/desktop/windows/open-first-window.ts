import { setTimeout as sleep } from 'node:timers/promises';
import { traysAreShown } from '../shell/tray-support.ts';
import { wasOpenedAtLogin } from '../system/system-login-item.ts';
import { decideStarting } from './decide-first-window.ts';
import type { MainWindow } from './main-window.ts';

/** At login, the desktop's tray may still be starting. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 500;

/**
 * Opens the window as the start requests it.
 * @param options.hasTray whether Hoist has an icon, wherever the desktop shows one
 */
export async function openFirstWindow(options: {
  readonly mainWindow: MainWindow;
  readonly isHidden: boolean;
  readonly hasTray: boolean;
}): Promise<void> {
  const { mainWindow, hasTray } = options;
  const isHidden = options.isHidden || wasOpenedAtLogin();
  const isTrayShown = isHidden && hasTray && (await traysAppear());
  const { platform } = process;
  const starting = decideStarting({ platform, isHidden, hasTray: isTrayShown });
  // Somebody may have opened the window already.
  if (mainWindow.current !== null) return;
  if (starting === 'show') mainWindow.show();
  else if (starting === 'minimised') mainWindow.openMinimised();
}

async function traysAppear(): Promise<boolean> {
  // Without a session bus there is no tray.
  if (process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS']) return false;
  const untilMs = performance.now() + PATIENCE_MS;
  while (performance.now() < untilMs) {
    if (await traysAreShown()) return true;
    await sleep(LOOK_MS);
  }
  return false;
}
