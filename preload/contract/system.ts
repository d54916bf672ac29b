/** The part of contract.ts that is about Hoist's places in the system. The window takes it from there. */

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
  'system:get': () => SystemState;
  'system:start-at-login': (isOn: boolean) => SystemState;
  'system:send-to': (isOn: boolean) => SystemState;
  /** While keys are recorded, the present shortcut does nothing; at the latest until the window loses the focus. */
  'system:record-shortcut': (isRecording: boolean) => void;
}

export interface SystemApi {
  system(): Promise<SystemState>;
  setStartAtLogin(isOn: boolean): Promise<SystemState>;
  setSendTo(isOn: boolean): Promise<SystemState>;
  recordShortcut(isRecording: boolean): Promise<void>;
}
