import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type ConnectionField, type ConnectionSettings, checkConnection } from '../core/connection.ts';
import { DEFAULT_HISTORY_DAYS } from '../core/store/history.ts';
import { ExitError } from './exit.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES: Readonly<Record<ConnectionField, string>> = {
  baseUrl: 'HOIST_BASE_URL',
  apiKey: 'HOIST_API_KEY',
  userId: 'HOIST_USER_ID',
};

/** What the desktop app keeps in its data folder that the terminal can use. The key is not in it: it is encrypted. */
const appSettings = z.object({
  baseUrl: z.string().catch(''),
  userId: z.string().catch(''),
  historyDays: z.number().positive().catch(DEFAULT_HISTORY_DAYS),
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
  if (problem !== null) throw new ExitError(configurationMessage(problem.field, problem.message));
  return settings;
}

/** Says which variable to mend. */
export function configurationMessage(field: ConnectionField, message: string): string {
  return `${VARIABLES[field]}: ${message}`;
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
