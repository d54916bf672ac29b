import { z } from 'zod';
import type { Preferences } from '../../../preload/contract/contract.ts';
import { CONVERSION_RULES } from '../../core/model/conversion.ts';
import { DEFAULT_PROCESSING_MINUTES } from '../../core/rate-limit/poll-intervals.ts';
import { DOCUMENTED_LIMITS } from '../../core/rate-limit/request-limits.ts';
import { DEFAULT_HISTORY_DAYS } from '../../core/store/history.ts';

/** A shortcut needs a modifier besides Shift, or it would take a letter from every other program. */
const SHORTCUT = /^(?:(?:Control|Command|Super|Alt)\+)+(?:Shift\+)?(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4]))$/;

type Schemas = { readonly [P in keyof Preferences]: z.ZodType<Preferences[P]> };
type Table = {
  readonly [P in keyof Preferences]: {
    readonly schema: z.ZodType<Preferences[P]>;
    readonly first: Preferences[P];
  };
};

/** The schema of each preference, and its first value. */
const TABLE: Table = {
  language: { schema: z.enum(['system', 'en', 'de']), first: 'system' },
  theme: { schema: z.enum(['system', 'light', 'dark']), first: 'system' },
  retention: { schema: z.enum(['keep', 'temporary']), first: 'keep' },
  conversionRule: { schema: z.enum(CONVERSION_RULES), first: 'ask' },
  groupBatches: { schema: z.boolean(), first: true },
  keepInTray: { schema: z.boolean(), first: true },
  notifications: { schema: z.boolean(), first: true },
  keepAwake: { schema: z.boolean(), first: true },
  clipboardShortcut: { schema: z.string().regex(SHORTCUT).nullable(), first: null },
  dropWindow: { schema: z.boolean(), first: false },
  requestsPerSecond: { schema: z.int().min(1).max(100_000), first: DOCUMENTED_LIMITS.perSecond },
  requestsPerMinute: { schema: z.int().min(1).max(1_000_000), first: DOCUMENTED_LIMITS.perMinute },
  maxBytesPerSecond: { schema: z.number().min(1).nullable(), first: null },
  historyDays: { schema: z.number().positive().max(36_500), first: DEFAULT_HISTORY_DAYS },
  updateChannel: { schema: z.enum(['stable', 'beta']), first: 'stable' },
  processingMinutes: { schema: z.number().positive().max(100_000), first: DEFAULT_PROCESSING_MINUTES },
  copyTemplate: { schema: z.string().max(10_000), first: '{name}: {id}' },
};

/** The first value of each preference. */
export const FIRST_PREFERENCES = eachOf(({ first }) => first) as unknown as Preferences;

/** The stored preferences. A damaged or missing one takes its first value. */
export const preferencesShape = eachOf(({ schema, first }) => schema.catch(first)) as unknown as Schemas;

/** A change of some preferences, as the window may send it. */
export const preferencesChange: z.ZodType<Partial<Preferences>> = z
  .strictObject(eachOf(({ schema }) => schema) as unknown as Schemas)
  .partial()
  .transform((change) =>
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  );

function eachOf<T>(
  column: (entry: { readonly schema: z.ZodType; readonly first: unknown }) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(TABLE).map(([name, entry]) => [name, column(entry)]));
}
