import { setTimeout as sleep } from 'node:timers/promises';
import { traysAreShown } from '../shell/tray-support.ts';
import { wasOpenedAtLogin } from '../system/system-login-item.ts';
import { decideStarting } from './decide-first-window.ts';
import type { MainWindow } from './main-window.ts';

/** At login, the part of the desktop that shows icons may still be starting itself. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 500;

/**
 * Opens the window as the start asks for.
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
  // Meanwhile somebody may have opened it.
  if (mainWindow.current !== null) return;
  if (starting === 'show') mainWindow.show();
  else if (starting === 'minimised') mainWindow.openMinimised();
}

async function traysAppear(): Promise<boolean> {
  // Without the bus that icons come by, none will.
  if (process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS']) return false;
  const untilMs = performance.now() + PATIENCE_MS;
  while (performance.now() < untilMs) {
    if (await traysAreShown()) return true;
    await sleep(LOOK_MS);
  }
  return false;
}
