import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PathLevel } from '../../core/policy/guarded-path.ts';
import { writableByOthers } from '../../core/policy/guarded-path.ts';
import { credentialCommand } from '../../core/policy/policy.ts';
import { DEFAULT_PROCESSING_MINUTES } from '../../core/rate-limit/poll-intervals.ts';
import { isShortage } from '../../core/util/shortage.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { printable } from '../output/printable.ts';

const keptConnection = z.object({ name: z.string(), baseUrl: z.string(), userId: z.string() });

/**
 * The desktop app's settings that the terminal uses, and the commands that only the terminal uses. The key is not among
 * them: it is encrypted. What the organisation may preset is undefined where nobody has set it.
 */
const appSettings = z.object({
  baseUrl: z.string().optional().catch(undefined),
  userId: z.string().catch(''),
  keySeal: z.string().catch(''),
  connectionName: z.string().catch(''),
  /** The connections that the app keeps besides. A damaged one does not count. */
  otherConnections: z
    .array(keptConnection.nullable().catch(null))
    .catch([])
    .transform((all) => all.filter((each) => each !== null)),
  historyDays: z.number().positive().optional().catch(undefined),
  requestsPerSecond: z.int().positive().optional().catch(undefined),
  requestsPerMinute: z.int().positive().optional().catch(undefined),
  maxBytesPerSecond: z.number().min(1).nullable().catch(null),
  quotaUrl: z.string().optional().catch(undefined),
  processingMinutes: z.number().positive().catch(DEFAULT_PROCESSING_MINUTES),
  apiKeyCommand: credentialCommand.optional().catch(undefined),
  userIdCommand: credentialCommand.optional().catch(undefined),
});

export type AppSettings = z.infer<typeof appSettings>;

/** @returns the app's settings; the defaults if there are none or they cannot be read, see {@link settingsProblem} */
export function readAppSettings(dataFolder: string): AppSettings {
  return loadAppSettings(dataFolder).settings;
}

/** @returns a sentence about settings that exist and cannot be read, or null */
export function settingsProblem(dataFolder: string): string | null {
  return loadAppSettings(dataFolder).problem;
}

/** @throws {SyntaxError | z.ZodError} if the text of a settings file is not a JSON object */
export function parseAppSettings(text: string): AppSettings {
  // Some editors start a file with a byte order mark, which JSON does not allow.
  return appSettings.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
}

function loadAppSettings(dataFolder: string): {
  readonly settings: AppSettings;
  readonly problem: string | null;
} {
  const path = join(dataFolder, 'settings.json');
  try {
    return { settings: parseAppSettings(readFileSync(path, 'utf8')), problem: null };
  } catch (error) {
    const settings = appSettings.parse({});
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (isShortage(error))
      throw new ExitError(
        say('settings_not_now', { path: printable(path), code: String(code) }),
        EXIT.failed,
      );
    // The app has never run there.
    if (code === 'ENOENT' || code === 'ENOTDIR') return { settings, problem: null };
    const why = code === null || error instanceof z.ZodError ? say('no_json_object') : code;
    return { settings, problem: say('settings_unreadable', { path: printable(path), why }) };
  }
}

/**
 * Whoever can write a command into the settings has it run as this user. So commands count only where the file and its
 * folder are this user's or root's, and nobody else may write to them. Windows has no such test here.
 */
export function areCommandsSafe(dataFolder: string): boolean {
  const uid = process.getuid?.();
  if (uid === undefined) return false;
  const levels = [join(dataFolder, 'settings.json'), dataFolder].map((path, index): PathLevel => {
    const stats = lstatSync(path);
    const isRight = index === 0 ? stats.isFile() : stats.isDirectory();
    const kind = index === 0 ? 'file' : 'folder';
    return { path, kind: isRight ? kind : 'other', uid: stats.uid, mode: stats.mode };
  });
  return writableByOthers(levels, [uid, 0]) === null;
}
