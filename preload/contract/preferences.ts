/** The part of contract.ts about preferences and the language that follows from one. */

import type { Call, Push } from './channel.ts';

export type Language = 'system' | 'en' | 'de';
export type Theme = 'system' | 'light' | 'dark';

/** What a person can set beside the connection and the watched folders. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Of files that are added without saying it. */
  readonly retention: 'keep' | 'temporary';
  /** Whether Hoist goes on in the tray when its window is closed. */
  readonly keepInTray: boolean;
  readonly notifications: boolean;
  /** Whether the computer stays awake while files are uploaded. */
  readonly keepAwake: boolean;
  /** Electron's accelerator (`CommandOrControl+Shift+U`) that uploads the clipboard from anywhere; null for none. */
  readonly clipboardShortcut: string | null;
  /** Whether a small window that takes drops stays on top of all others. */
  readonly dropWindow: boolean;
  /** The calls that the API key may make in a second and in a minute. Count from the next start. */
  readonly requestsPerSecond: number;
  readonly requestsPerMinute: number;
  /** Of all uploads together; null where they may take what the line gives. */
  readonly maxBytesPerSecond: number | null;
  /** For how many days the receipts of ended uploads are kept. */
  readonly historyDays: number;
  /** For how many minutes a file may be processed before it is said to be stuck. Counts from the next start. */
  readonly processingMinutes: number;
  /** What is copied of each file by “copy by template”, with placeholders such as `{id}`. */
  readonly copyTemplate: string;
}

export interface PreferencesCalls {
  preferences: Call<'preferences:get', () => Preferences>;
  /**
   * Changes these and keeps the others.
   * @returns all
   */
  changePreferences: Call<'preferences:change', (change: Partial<Preferences>) => Preferences>;
}

export interface PreferencesEvents {
  onPreferences: Push<'preferences:changed', (preferences: Preferences) => void>;
}

/** What the preference for a language comes to on this computer. */
export interface Speech {
  readonly language: 'en' | 'de';
  /** The language with the system's region, such as `de-AT`: numbers and times are written as that region does. */
  readonly locale: string;
}

export interface LanguageCalls {
  language: Call<'language:get', () => Speech>;
}

export interface LanguageEvents {
  onLanguage: Push<'language:changed', (speech: Speech) => void>;
}
