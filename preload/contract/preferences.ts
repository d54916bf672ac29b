/** The part of contract.ts about preferences and the language that follows from one. */

import type { Call, Push } from './channel.ts';
import type { ConversionRule, UpdateChannel } from './core.ts';

export type Language = 'system' | 'en' | 'de';
type Theme = 'system' | 'light' | 'dark';

/** The settings beside the connection and the watched folders. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** The retention of files that are added without one. */
  readonly retention: 'keep' | 'temporary';
  /** What happens to added files that the server does not take. */
  readonly conversionRule: ConversionRule;
  /** Whether the queue shows what was added in one go under a heading. */
  readonly groupBatches: boolean;
  /** Whether Hoist stays in the tray when its window is closed. */
  readonly keepInTray: boolean;
  readonly notifications: boolean;
  /** Whether the computer stays awake while files are uploaded. */
  readonly keepAwake: boolean;
  /** Electron's accelerator (`CommandOrControl+Shift+U`) that uploads the clipboard from anywhere; null for none. */
  readonly clipboardShortcut: string | null;
  /** Whether a small window that takes drops stays on top of all others. */
  readonly dropWindow: boolean;
  /** The calls that the API key may make in a second and in a minute. */
  readonly requestsPerSecond: number;
  readonly requestsPerMinute: number;
  /** The bandwidth of all uploads together; null for no limit. */
  readonly maxBytesPerSecond: number | null;
  /** The number of days for which receipts of ended uploads are kept. */
  readonly historyDays: number;
  /** Which releases the app installs by itself. */
  readonly updateChannel: UpdateChannel;
  /** The minutes of processing after which a file counts as stuck. */
  readonly processingMinutes: number;
  /** The text for each file of “copy by template”, with placeholders such as `{id}`. */
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

/** The language and region that result from the preference on this computer. */
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
