import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { parseRate } from '../core/bandwidth.ts';
import {
  type ConnectionField,
  type ConnectionSettings,
  checkConnection,
  isLoopback,
} from '../core/connection.ts';
import { unusableProxy } from '../core/network/environment-proxy.ts';
import { DEFAULT_PROCESSING_MINUTES } from '../core/polling.ts';
import { DOCUMENTED_LIMITS, type RequestLimits, requestLimits } from '../core/request-limits.ts';
import { describe } from '../core/sayings.ts';
import { DEFAULT_HISTORY_DAYS } from '../core/store/history.ts';
import { ExitError } from './exit.ts';
import { printable } from './printable.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES: Readonly<Record<ConnectionField, string>> = {
  baseUrl: 'HOIST_BASE_URL',
  apiKey: 'HOIST_API_KEY',
  userId: 'HOIST_USER_ID',
};
const PROCESSING_MINUTES = 'HOIST_PROCESSING_MINUTES';

/** What the desktop app keeps in its data folder that the terminal can use. The key is not in it: it is encrypted. */
const appSettings = z.object({
  baseUrl: z.string().catch(''),
  userId: z.string().catch(''),
  historyDays: z.number().positive().catch(DEFAULT_HISTORY_DAYS),
  requestsPerSecond: z.int().positive().catch(DOCUMENTED_LIMITS.perSecond),
  requestsPerMinute: z.int().positive().catch(DOCUMENTED_LIMITS.perMinute),
  maxBytesPerSecond: z.number().min(1).nullable().catch(null),
  processingMinutes: z.number().positive().catch(DEFAULT_PROCESSING_MINUTES),
});

/**
 * The connection from the environment; base URL and user id, where they are not set, from the desktop app's
 * settings in `dataFolder`.
 * @throws {ExitError} that names each variable that is missing, or the one that is wrong
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
    throw new ExitError(`Not set: ${missing.map((field) => VARIABLES[field]).join(', ')}.`);
  }
  const problem = checkConnection(settings);
  if (problem !== null) throw new ExitError(configurationMessage(problem.field, describe(problem.says)));
  refuseUnusableProxy(environment, new URL(settings.baseUrl));
  return settings;
}

/** Else the server would seem to be out of reach. The value is not told: it may hold a password. */
function refuseUnusableProxy(environment: Environment, server: URL): void {
  const unusable = isLoopback(server) ? null : unusableProxy(environment, server);
  if (unusable === null) return;
  const { variable, name } = unusable;
  throw new ExitError(
    name === null
      ? `${variable}: This is no address of a proxy. Write it as http://user:password@host:port, with %23 for #, %2F for / and %3F for ? in the password.`
      : `${variable}: Hoist cannot use the proxy ${printable(name)}, only those that begin with http:// or https://.`,
  );
}

/** Base URL and user as the environment alone names them; null where it does not. */
export function namedIn(environment: Environment): { baseUrl: string | null; userId: string | null } {
  return {
    baseUrl: environment[VARIABLES.baseUrl]?.trim() || null,
    userId: environment[VARIABLES.userId]?.trim() || null,
  };
}

/**
 * The request limits from the environment; where they are not set, from the desktop app's settings in `dataFolder`.
 * @throws {ExitError} that names the variable that is wrong
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
 * For how long a file may be processed before it is said to be stuck, in ms: from the environment, or as in the
 * desktop app.
 * @throws {ExitError} where it is no number of minutes
 */
export function processingBudgetFrom(environment: Environment, dataFolder: string): number {
  const named = environment[PROCESSING_MINUTES]?.trim() ?? '';
  const minutes = named === '' ? readAppSettings(dataFolder).processingMinutes : Number(named);
  if (!(minutes > 0))
    throw new ExitError(`${PROCESSING_MINUTES}: “${printable(named)}” is no number of minutes.`);
  return minutes * 60_000;
}

/** Says which variable to mend. */
export function configurationMessage(field: ConnectionField, message: string): string {
  return `${VARIABLES[field]}: ${message}`;
}

/**
 * Bytes per second for all uploads together: as the option says, else HOIST_LIMIT_RATE, else the desktop app's
 * settings in `dataFolder`; null for no limit.
 * @throws {ExitError} where it is no rate
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
  throw new ExitError(
    `${where}: “${printable(said)}” is no rate. Write bytes per second, such as 500K or 2M.`,
  );
}

/** Where the desktop app keeps its data, so that both see the same. */
export function dataFolderFrom(
  option: string | undefined,
  environment: Environment,
  invokedFrom: string,
): string {
  const named = option ?? environment['HOIST_DATA_DIR'];
  if (named !== undefined && named !== '') return resolve(invokedFrom, named);
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Hoist');
    case 'win32':
      return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Hoist');
    default:
      return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'Hoist');
  }
}

export function readAppSettings(dataFolder: string): z.infer<typeof appSettings> {
  try {
    return appSettings.parse(JSON.parse(readFileSync(join(dataFolder, 'settings.json'), 'utf8')));
  } catch {
    // The app was never started there, or it will say itself that its settings are damaged.
    return appSettings.parse({});
  }
}
