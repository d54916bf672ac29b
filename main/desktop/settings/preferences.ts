import { z } from 'zod';
import type { Preferences } from '../../../preload/contract/contract.ts';
import { DEFAULT_PROCESSING_MINUTES } from '../../core/rate-limit/poll-intervals.ts';
import { DOCUMENTED_LIMITS } from '../../core/rate-limit/request-limits.ts';
import { DEFAULT_HISTORY_DAYS } from '../../core/store/history.ts';
import type { SettingsFile } from './settings.ts';

/** With at least one key that letters do not take: else it would be gone from every other program. */
const SHORTCUT = /^(?:(?:Control|Command|Super|Alt)\+)+(?:Shift\+)?(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4]))$/;

/** What each preference may be, wherever it comes from. */
const values = {
  language: z.enum(['system', 'en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  retention: z.enum(['keep', 'temporary']),
  keepInTray: z.boolean(),
  notifications: z.boolean(),
  keepAwake: z.boolean(),
  clipboardShortcut: z.string().regex(SHORTCUT).nullable(),
  dropWindow: z.boolean(),
  requestsPerSecond: z.int().min(1).max(100_000),
  requestsPerMinute: z.int().min(1).max(1_000_000),
  maxBytesPerSecond: z.number().min(1).nullable(),
  historyDays: z.number().positive().max(36_500),
  processingMinutes: z.number().positive().max(100_000),
  copyTemplate: z.string().max(10_000),
} satisfies { [P in keyof Preferences]: z.ZodType<Preferences[P]> };

/** Those of the first day. */
export const FIRST_PREFERENCES: Preferences = {
  language: 'system',
  theme: 'system',
  retention: 'keep',
  keepInTray: true,
  notifications: true,
  keepAwake: true,
  clipboardShortcut: null,
  dropWindow: false,
  requestsPerSecond: DOCUMENTED_LIMITS.perSecond,
  requestsPerMinute: DOCUMENTED_LIMITS.perMinute,
  maxBytesPerSecond: null,
  historyDays: DEFAULT_HISTORY_DAYS,
  processingMinutes: DEFAULT_PROCESSING_MINUTES,
  copyTemplate: '{name}: {id}',
};

/** As they lie in the settings: what is damaged or missing is as on the first day. */
export const preferencesShape = {
  language: values.language.catch(FIRST_PREFERENCES.language),
  theme: values.theme.catch(FIRST_PREFERENCES.theme),
  retention: values.retention.catch(FIRST_PREFERENCES.retention),
  keepInTray: values.keepInTray.catch(FIRST_PREFERENCES.keepInTray),
  notifications: values.notifications.catch(FIRST_PREFERENCES.notifications),
  keepAwake: values.keepAwake.catch(FIRST_PREFERENCES.keepAwake),
  clipboardShortcut: values.clipboardShortcut.catch(FIRST_PREFERENCES.clipboardShortcut),
  dropWindow: values.dropWindow.catch(FIRST_PREFERENCES.dropWindow),
  requestsPerSecond: values.requestsPerSecond.catch(FIRST_PREFERENCES.requestsPerSecond),
  requestsPerMinute: values.requestsPerMinute.catch(FIRST_PREFERENCES.requestsPerMinute),
  maxBytesPerSecond: values.maxBytesPerSecond.catch(FIRST_PREFERENCES.maxBytesPerSecond),
  historyDays: values.historyDays.catch(FIRST_PREFERENCES.historyDays),
  processingMinutes: values.processingMinutes.catch(FIRST_PREFERENCES.processingMinutes),
  copyTemplate: values.copyTemplate.catch(FIRST_PREFERENCES.copyTemplate),
};

/** Some of them, as the window may send them. */
export const preferencesChange: z.ZodType<Partial<Preferences>> = z
  .strictObject(values)
  .partial()
  .transform((change) =>
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  );

const keptPreferences = z.object(preferencesShape);

type Listener = (now: Preferences, before: Preferences | null) => void;

/** The preferences of now; whoever acts on one is told of each change. */
export class PreferencesControl {
  readonly #file: SettingsFile;
  readonly #listeners: Listener[] = [];

  constructor(file: SettingsFile) {
    this.#file = file;
  }

  get now(): Preferences {
    return keptPreferences.parse(this.#file.read());
  }

  /** @throws where the settings cannot be written; then nothing has changed */
  change(change: Partial<Preferences>): Preferences {
    const before = this.now;
    this.#file.write(change);
    const { now } = this;
    for (const listener of this.#listeners) listener(now, before);
    return now;
  }

  /** Calls `listener` at once, with null for before, and at each change. */
  follow(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.now, null);
  }
}
