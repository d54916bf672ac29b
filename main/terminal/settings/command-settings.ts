import type { RenewKey } from '../../core/files-api/key-renewal.ts';
import { ExitError } from '../output/exit.ts';
import { readCredentials } from './credentials.ts';
import { dataFolderFrom } from './data-folder-path.ts';
import { type KnownConnection, knownConnection } from './known-settings.ts';
import { obeyPolicy } from './organisation.ts';

/** A command's connection, and what else its settings say. */
export interface CommandSettings extends KnownConnection {
  readonly dataFolder: string;
  readonly policy: ReturnType<typeof obeyPolicy>;
  readonly renewKey: RenewKey | null;
}

/**
 * Reads all that gives a command its connection, and goes on where that is missing or wrong.
 * @param options.data the option `--data`
 * @param options.invokedFrom see `workingFolder`
 * @throws {ExitError} if the data folder's path is wrong
 */
export async function readSettings(options: {
  readonly data?: string;
  readonly invokedFrom: string;
}): Promise<CommandSettings> {
  const { data, invokedFrom } = options;
  const environment = process.env;
  const dataFolder = dataFolderFrom(data, environment, invokedFrom);
  const policy = obeyPolicy(environment);
  const place = { environment, dataFolder, policy, isNamed: Boolean(data) };
  try {
    const { credentials, renewKey } = await readCredentials(environment, dataFolder, policy, invokedFrom);
    return { ...knownConnection({ ...place, credentials }), dataFolder, policy, renewKey };
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    const { settings, target } = knownConnection({ ...place, credentials: {} });
    return { settings, target, connection: null, problem: error.message, dataFolder, policy, renewKey: null };
  }
}
