/**
 * From ready to gone, in the order that Electron documents for `app`:
 * before-quit, each window's close, will-quit, quit. `preventDefault` stops it at each of the first three.
 */
import { stopBrowser } from './cdp/browser.ts';
import { endProcess } from './runtime.ts';
import { takeOverSignals } from './signals.ts';
import { PreventableEvent } from './strict.ts';
import { windows } from './window/registry.ts';

interface AppEvents {
  emit(event: string, ...args: unknown[]): boolean;
  listenerCount(event: string): number;
}

let app: AppEvents | null = null;
let isReady = false;
let isQuitting = false;
let exiting = false;
let announceReady: () => void = () => undefined;
const ready = new Promise<void>((resolve) => {
  announceReady = resolve;
});

export function attachApp(events: AppEvents): void {
  app = events;
  windows.onAllClosed = () => {
    if (exiting) return;
    if (isQuitting) finishQuit();
    else if (app?.listenerCount('window-all-closed') === 0) quit();
    else app?.emit('window-all-closed');
  };
}

/** Called once the app's main script has run, as Electron waits for an ES module to load. */
export function becomeReady(): void {
  if (isReady || exiting) return;
  takeOverSignals(quit);
  app?.emit('will-finish-launching', new PreventableEvent());
  isReady = true;
  announceReady();
  app?.emit('ready', new PreventableEvent(), {});
}

export function appIsReady(): boolean {
  return isReady;
}

export function whenReady(): Promise<void> {
  return ready;
}

export function quit(): void {
  if (isQuitting || exiting) return;
  const event = new PreventableEvent();
  isQuitting = true;
  app?.emit('before-quit', event);
  if (event.defaultPrevented) {
    isQuitting = false;
    return;
  }
  const open = windows.all();
  if (open.length === 0) {
    finishQuit();
    return;
  }
  for (const window of open) if (!window.isClosing()) window.close();
}

/** A window refused to close, so the app stays. */
export function cancelQuit(): void {
  isQuitting = false;
}

function finishQuit(): void {
  if (exiting) return;
  const event = new PreventableEvent();
  app?.emit('will-quit', event);
  if (event.defaultPrevented) {
    isQuitting = false;
    return;
  }
  leave(0);
}

/** `app.exit`: at once, asking nobody. */
export function exit(code = 0): void {
  if (exiting) return;
  exiting = true;
  for (const window of windows.all()) window.destroy();
  leave(code);
}

function leave(code: number): void {
  exiting = true;
  app?.emit('quit', new PreventableEvent(), code);
  // The code that called this runs to its end, as it does on Electron.
  setImmediate(() => stopBrowser().finally(() => endProcess(code)));
}
