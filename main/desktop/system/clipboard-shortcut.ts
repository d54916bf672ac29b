import { app, globalShortcut } from 'electron';
import type { SystemState } from '../../../preload/contract/contract.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import { isOnWayland } from './wayland.ts';

/** Registers the preferred keys that upload the clipboard from any program. */
export class ClipboardShortcut {
  #state: SystemState['shortcut'] = 'none';

  constructor(preferences: PreferencesControl, press: () => void) {
    // Losing the focus ends every recording.
    app.on('browser-window-blur', () => globalShortcut.setSuspended(false));
    preferences.subscribe(({ clipboardShortcut }, before) => {
      if ((before?.clipboardShortcut ?? null) === clipboardShortcut) return;
      globalShortcut.unregisterAll();
      this.#state = clipboardShortcut === null ? 'none' : register(clipboardShortcut, press);
    });
  }

  get state(): SystemState['shortcut'] {
    return this.#state;
  }

  /** Suspends the shortcut while the window records new keys. */
  record(isRecording: boolean): void {
    globalShortcut.setSuspended(isRecording);
  }

  /** Releases the shortcut before the app ends. */
  close(): void {
    globalShortcut.unregisterAll();
  }
}

function register(accelerator: string, press: () => void): 'held' | 'taken' | 'by-desktop' {
  try {
    const isRegistered = globalShortcut.register(accelerator, press);
    // Electron returns before the desktop has bound the keys, and never learns that it did not (electron#52218).
    if (isOnWayland()) return 'by-desktop';
    return isRegistered ? 'held' : 'taken';
  } catch {
    // Settings from another system may name a key that this one lacks.
    return 'taken';
  }
}

/**
 * On Wayland, the desktop assigns keys. Electron asks for some only with this switch, set before the app is ready. A
 * switch replaces an earlier one, so this one repeats the person's own features.
 */
export function askDesktopForShortcuts(): void {
  if (process.platform !== 'linux') return;
  const before = app.commandLine.getSwitchValue('enable-features');
  const features = [...before.split(',').filter((feature) => feature !== ''), 'GlobalShortcutsPortal'];
  app.commandLine.appendSwitch('enable-features', [...new Set(features)].join(','));
}
