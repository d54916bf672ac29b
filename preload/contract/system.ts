/** The part of contract.ts about Hoist’s places in the system. */

import type { Call } from './channel.ts';

/** What the system itself has of Hoist, asked each time: it can be changed there as well. */
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
