import { EventEmitter } from 'node:events';
import { app, type BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import type { AppStatus } from '../../../../main/desktop/status/status.ts';
import { setupTaskbar } from '../../../../main/desktop/status/taskbar.ts';
import { idle } from './statuses.ts';

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  return {
    app: Object.assign(new EventEmitter(), { setBadgeCount: vi.fn() }),
    nativeImage: { createFromPath: (path: string) => path },
  };
});

const window = Object.assign(new EventEmitter(), { setProgressBar: vi.fn(), setOverlayIcon: vi.fn() });
const current = window as unknown as BrowserWindow;
const electronApp = app as unknown as EventEmitter;

beforeEach(() => {
  window.removeAllListeners();
  electronApp.removeAllListeners();
  vi.clearAllMocks();
});

/** @returns tells the taskbar the status once more, as soon as somebody touched it */
function taskbarOn(platform: NodeJS.Platform, now: AppStatus): () => void {
  let listener = (_now: AppStatus) => {};
  let isTouched = false;
  const status = {
    subscribe: (added: typeof listener) => {
      listener = added;
      added(now);
    },
    touch: () => {
      isTouched = true;
    },
  };
  setupTaskbar(
    { status, mainWindow: { current }, translations: () => (key) => key, outFolder: '/' },
    platform,
  );
  electronApp.emit('browser-window-created', {}, window);
  return () => {
    if (isTouched) listener(now);
    isTouched = false;
  };
}

it('Windows gets progress and overlay again for a window that was hidden, since its button is a new one', () => {
  const look = taskbarOn('win32', { ...idle, failedCount: 2 });
  look();
  vi.clearAllMocks();
  window.emit('show');
  look();
  expect(window.setOverlayIcon).toHaveBeenCalledOnce();
  expect(window.setProgressBar).toHaveBeenCalledOnce();
});

it('other systems keep them, and are told nothing again', () => {
  const look = taskbarOn('linux', { ...idle, failedCount: 2 });
  look();
  vi.clearAllMocks();
  window.emit('show');
  look();
  expect(window.setProgressBar).not.toHaveBeenCalled();
});
