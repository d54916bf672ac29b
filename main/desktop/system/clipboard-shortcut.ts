import { app, globalShortcut } from 'electron';
import type { SystemState } from '../../../preload/contract/contract.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import { isOnWayland } from './wayland.ts';

/** The keys that upload the clipboard from any program, where the person wants some and no other program has them. */
export class ClipboardShortcut {
  #state: SystemState['shortcut'] = 'none';

  constructor(preferences: PreferencesControl, press: () => void) {
    // However a recording ended.
    app.on('browser-window-blur', () => globalShortcut.setSuspended(false));
    preferences.follow(({ clipboardShortcut }, before) => {
      if ((before?.clipboardShortcut ?? null) === clipboardShortcut) return;
      globalShortcut.unregisterAll();
      this.#state = clipboardShortcut === null ? 'none' : register(clipboardShortcut, press);
    });
  }

  get state(): SystemState['shortcut'] {
    return this.#state;
  }

  /** Lets all keys through to the window while new ones are recorded there. */
  record(isRecording: boolean): void {
    globalShortcut.setSuspended(isRecording);
  }

  /** Before the app ends. */
  close(): void {
    globalShortcut.unregisterAll();
  }
}

function register(accelerator: string, press: () => void): 'held' | 'taken' | 'by-desktop' {
  try {
    const isRegistered = globalShortcut.register(accelerator, press);
    // There Electron answers before the desktop has bound the keys, and is never told that it did not (electron#52218).
    if (isOnWayland()) return 'by-desktop';
    return isRegistered ? 'held' : 'taken';
  } catch {
    // Settings that came from another system may name a key that this one has not.
    return 'taken';
  }
}

/**
 * On Wayland, the desktop hands keys out. Electron asks it for some only if told so before the app is ready. A switch
 * replaces the one before it, so what the person has switched on stands in it as well.
 */
export function askDesktopForShortcuts(): void {
  if (process.platform !== 'linux') return;
  const before = app.commandLine.getSwitchValue('enable-features');
  const features = [...before.split(',').filter((feature) => feature !== ''), 'GlobalShortcutsPortal'];
  app.commandLine.appendSwitch('enable-features', [...new Set(features)].join(','));
}
