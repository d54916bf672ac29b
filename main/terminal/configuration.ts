import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import {
  type ConnectionField,
  type ConnectionSettings,
  checkConnection,
  isLoopback,
} from '../core/model/connection-settings.ts';
import { isSealed } from '../core/model/key-seal.ts';
import { unusableProxy } from '../core/network/environment-proxy.ts';
import { DEFAULT_PROCESSING_MINUTES } from '../core/rate-limit/poll-intervals.ts';
import { DOCUMENTED_LIMITS, type RequestLimits, requestLimits } from '../core/rate-limit/request-limits.ts';
import { parseRate } from '../core/storage/bandwidth-limit.ts';
import { DEFAULT_HISTORY_DAYS } from '../core/store/history.ts';
import { isShortage } from '../core/util/shortage.ts';
import { EXIT, ExitError } from './exit.ts';
import { messageText, say } from './language.ts';
import { homeFolder, notAbsolute, resolveNewFrom } from './places.ts';
import { printable } from './printable.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES: Readonly<Record<ConnectionField, string>> = {
  baseUrl: 'HOIST_BASE_URL',
  apiKey: 'HOIST_API_KEY',
  userId: 'HOIST_USER_ID',
};
const PROCESSING_MINUTES = 'HOIST_PROCESSING_MINUTES';

/** The desktop app's settings that the terminal uses. The key is not among them: it is encrypted. */
const appSettings = z.object({
  baseUrl: z.string().catch(''),
  userId: z.string().catch(''),
  keySeal: z.string().catch(''),
  historyDays: z.number().positive().catch(DEFAULT_HISTORY_DAYS),
  requestsPerSecond: z.int().positive().catch(DOCUMENTED_LIMITS.perSecond),
  requestsPerMinute: z.int().positive().catch(DOCUMENTED_LIMITS.perMinute),
  maxBytesPerSecond: z.number().min(1).nullable().catch(null),
  processingMinutes: z.number().positive().catch(DEFAULT_PROCESSING_MINUTES),
});

/**
 * @returns the connection from the environment. Base URL and user id, if they are not set, come from the desktop app's
 *   settings in `dataFolder`, if the same key was entered there.
 * @throws {ExitError} naming each variable that is missing, or the one that is wrong
 */
export function connectionFrom(environment: Environment, dataFolder: string): ConnectionSettings {
  const kept = readAppSettings(dataFolder);
  const settings: ConnectionSettings = {
    baseUrl: environment[VARIABLES.baseUrl]?.trim() || kept.baseUrl,
    apiKey: environment[VARIABLES.apiKey]?.trim() ?? '',
    userId: environment[VARIABLES.userId]?.trim() || kept.userId,
  };
  const missing = (Object.keys(VARIABLES) as ConnectionField[]).filter((field) => settings[field] === '');
  if (missing.length > 0) {
    const notSet = say('not_set', { variables: missing.map((field) => VARIABLES[field]).join(', ') });
    throw new ExitError([notSet, settingsProblem(dataFolder) ?? []].flat().join(' '));
  }
  const problem = checkConnection(settings);
  if (problem !== null)
    throw new ExitError(configurationMessage(problem.field, messageText(problem.message)));
  refuseForeignSettings(environment, settings, kept.keySeal);
  refuseUnusableProxy(environment, new URL(settings.baseUrl));
  return settings;
}

/** Anybody may have written a settings file, so it alone decides neither where a key goes nor whom files belong to. */
function refuseForeignSettings(environment: Environment, settings: ConnectionSettings, seal: string): void {
  const { baseUrl, userId } = namedIn(environment);
  const unnamed = [
    ...(baseUrl === null ? [VARIABLES.baseUrl] : []),
    ...(userId === null ? [VARIABLES.userId] : []),
  ];
  if (unnamed.length === 0 || isSealed(settings, seal)) return;
  throw new ExitError(
    say('settings_of_another_key', {
      variable: VARIABLES.apiKey,
      others: unnamed.join(` ${say('and')} `),
    }),
  );
}

/** With an unusable proxy the server would seem out of reach. The message omits the value, which may hold a password. */
function refuseUnusableProxy(environment: Environment, server: URL): void {
  const unusable = isLoopback(server) ? null : unusableProxy(environment, server);
  if (unusable === null) return;
  const { variable, name } = unusable;
  throw new ExitError(
    name === null
      ? say('proxy_no_address', { variable })
      : say('proxy_not_usable', { variable, name: printable(name) }),
  );
}

/** @returns base URL and user id as the environment names them; null if it does not */
export function namedIn(environment: Environment): { baseUrl: string | null; userId: string | null } {
  return {
    baseUrl: environment[VARIABLES.baseUrl]?.trim() || null,
    userId: environment[VARIABLES.userId]?.trim() || null,
  };
}

/**
 * @returns the request limits from the environment; if they are not set, from the desktop app's settings in `dataFolder`
 * @throws {ExitError} naming the variable that is wrong
 */
export function limitsFrom(environment: Environment, dataFolder: string): RequestLimits {
  const { requestsPerSecond, requestsPerMinute } = readAppSettings(dataFolder);
  try {
    return requestLimits(environment, { perSecond: requestsPerSecond, perMinute: requestsPerMinute });
  } catch (error) {
    if (error instanceof TypeError) throw new ExitError(error.message);
    throw error;
  }
}

/**
 * @returns how long the server may process a file before Hoist reports it as stuck, in ms: from the environment, or from
 *   the desktop app's settings
 * @throws {ExitError} if it is not a number of minutes
 */
export function processingBudgetFrom(environment: Environment, dataFolder: string): number {
  const named = environment[PROCESSING_MINUTES]?.trim() ?? '';
  const minutes = named === '' ? readAppSettings(dataFolder).processingMinutes : Number(named);
  if (!(minutes > 0))
    throw new ExitError(say('no_minutes', { variable: PROCESSING_MINUTES, value: printable(named) }));
  return minutes * 60_000;
}

/** @returns the message, with the variable to correct */
export function configurationMessage(field: ConnectionField, message: string): string {
  return `${VARIABLES[field]}: ${message}`;
}

/**
 * @returns bytes per second for all uploads together, from the option, else HOIST_LIMIT_RATE, else the desktop app's
 *   settings in `dataFolder`; null for no limit
 * @throws {ExitError} if it is not a rate
 */
export function bandwidthFrom(
  option: string | undefined,
  environment: Environment,
  dataFolder: string,
): number | null {
  const fromEnvironment = environment['HOIST_LIMIT_RATE']?.trim() || undefined;
  const said = option ?? fromEnvironment;
  if (said === undefined) return readAppSettings(dataFolder).maxBytesPerSecond;
  const rate = parseRate(said);
  if (rate !== undefined) return rate;
  const where = option === undefined ? 'HOIST_LIMIT_RATE' : '--limit-rate';
  throw new ExitError(say('no_rate', { variable: where, value: printable(said) }));
}

/**
 * @returns the data folder; by default the desktop app's, so that both see the same
 * @throws {ExitError} naming the option or variable that is wrong
 */
export function dataFolderFrom(
  option: string | undefined,
  environment: Environment,
  invokedFrom: string,
): string {
  const named = option || environment['HOIST_DATA_DIR'];
  const label = option ? '--data' : 'HOIST_DATA_DIR';
  if (named) return resolveNewFrom(invokedFrom, named, environment, label);
  const home = () => homeFolder(environment);
  switch (process.platform) {
    case 'darwin':
      return join(home(), 'Library', 'Application Support', 'Hoist');
    case 'win32':
      return join(environment['APPDATA'] || join(home(), 'AppData', 'Roaming'), 'Hoist');
    default:
      return join(xdgFolder(environment) ?? join(home(), '.config'), 'Hoist');
  }
}

/** @returns whether this is the data folder that the app uses by default */
export function isUsualFolder(dataFolder: string, environment: Environment): boolean {
  if (environment['HOIST_DATA_DIR']) return false;
  try {
    return dataFolderFrom(undefined, environment, '') === dataFolder;
  } catch (error) {
    if (error instanceof ExitError) return false;
    throw error;
  }
}

function xdgFolder(environment: Environment): string | null {
  const named = environment['XDG_CONFIG_HOME'];
  if (!named) return null;
  if (!isAbsolute(named)) throw new ExitError(notAbsolute('XDG_CONFIG_HOME', named));
  return named;
}

/** @returns the app's settings; the defaults if there are none or they cannot be read, see {@link settingsProblem} */
export function readAppSettings(dataFolder: string): z.infer<typeof appSettings> {
  return loadAppSettings(dataFolder).settings;
}

/** @returns a sentence about settings that exist and cannot be read, or null */
export function settingsProblem(dataFolder: string): string | null {
  return loadAppSettings(dataFolder).problem;
}

/** @throws {SyntaxError | z.ZodError} if the text of a settings file is not a JSON object */
export function parseAppSettings(text: string): z.infer<typeof appSettings> {
  // Some editors start a file with a byte order mark, which JSON does not allow.
  return appSettings.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
}

function loadAppSettings(dataFolder: string): {
  readonly settings: z.infer<typeof appSettings>;
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
