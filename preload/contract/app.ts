/** The part of contract.ts about the app: its data, its versions, its places in the system and in the window. */

import type { Call, Push } from './channel.ts';

export interface AboutApp {
  readonly version: string;
  /** The folder of settings, queue and history. */
  readonly dataFolder: string;
}

export interface DataCalls {
  about: Call<'data:about', () => AboutApp>;
  /** Opens the data folder in the file manager. */
  showDataFolder: Call<'data:show-folder', () => void>;
  /** Opens the log's folder in the file manager and selects the log. */
  showLog: Call<'data:show-log', () => void>;
  /** Shows in a dialog what Hoist is made of, and offers the licences. */
  showAbout: Call<'data:show-about', () => void>;
  /** Offers a report in a dialog and writes it where the person says. Resolves after that. */
  reportProblem: Call<'data:report-problem', () => void>;
  /**
   * Resets all settings, once the person has said yes in a dialog outside of the window. Uploads, history and watched
   * folders stay.
   * @returns whether the person said yes
   */
  resetSettings: Call<'data:reset', () => boolean>;
}

export type UpdateNotice =
  | { readonly kind: 'none' }
  /** A new version is here, and uploads are under way. */
  | { readonly kind: 'waiting'; readonly version: string }
  /** A restart would install it and disturb no upload. */
  | { readonly kind: 'ready'; readonly version: string };

export interface UpdateCalls {
  update: Call<'update:get', () => UpdateNotice>;
  /**
   * Restarts Hoist into the new version.
   * @returns false where uploads have begun meanwhile, or there is no new version
   */
  restartToUpdate: Call<'update:restart', () => boolean>;
}

export interface UpdateEvents {
  onUpdate: Push<'update:changed', (notice: UpdateNotice) => void>;
}

/** Hoist's places in the system, read each time, because the person can change them there as well. */
export interface SystemState {
  /** `needs-approval`: macOS waits until the person allows it in the system's own settings. */
  readonly startAtLogin: 'on' | 'off' | 'needs-approval';
  /** Whether Hoist is in Windows' “Send to” menu; null on systems without one. */
  readonly sendTo: boolean | null;
  /**
   * Whether the preferred shortcut is Hoist's; `taken` where another program holds it. On Wayland nobody is told
   * whether the desktop has bound it: `by-desktop`.
   */
  readonly shortcut: 'none' | 'held' | 'taken' | 'by-desktop';
}

export interface SystemCalls {
  system: Call<'system:get', () => SystemState>;
  setStartAtLogin: Call<'system:start-at-login', (isOn: boolean) => SystemState>;
  setSendTo: Call<'system:send-to', (isOn: boolean) => SystemState>;
  /** Suspends the present shortcut while keys are recorded, at most until the window loses the focus. */
  recordShortcut: Call<'system:record-shortcut', (isRecording: boolean) => void>;
}

/** The window's screens. `main/desktop/menu/menu-template.ts` has their place in the menus. */
export type AppScreen = 'queue' | 'folders' | 'history' | 'library' | 'settings';

/** A place in the window that the main process leads the person to. */
export interface Go {
  readonly screen: AppScreen;
  /** A row of the queue to scroll to and select, if it is still there; null for the screen itself. */
  readonly uploadId: string | null;
}

export interface NavigationEvents {
  onGo: Push<'window:go', (go: Go) => void>;
}
