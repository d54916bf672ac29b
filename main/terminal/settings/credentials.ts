import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { RenewKey } from '../../core/files-api/key-renewal.ts';
import {
  type CredentialField,
  type CredentialSource,
  readCredential,
} from '../../core/policy/credentials.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Source } from '../../core/policy/precedence.ts';
import { ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { type AppSettings, areCommandsSafe, readAppSettings } from './app-settings.ts';
import { noteOrigin } from './origins.ts';
import { resolveFrom } from './places.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A value that a command or a file has given. */
interface Given {
  readonly value: string;
  readonly from: Source;
}

export type Credentials = { readonly [F in CredentialField]?: Given };

/** Where a value is to be read. */
interface Origin {
  readonly from: Extract<Source, 'locked' | 'environment' | 'settings'>;
  /** Names it in messages. */
  readonly label: string;
  readonly source: CredentialSource;
}

const NAMES = {
  apiKey: { variable: 'HOIST_API_KEY', command: 'apiKeyCommand', credential: 'hoist-api-key' },
  userId: { variable: 'HOIST_USER_ID', command: 'userIdCommand', credential: 'hoist-user-id' },
} as const;

/**
 * @param options.resolve makes a path absolute
 * @param options.exists whether there is a file
 * @returns where a key or a user id is read; null where its variable has it, or nothing says
 */
export function originFor(
  field: CredentialField,
  options: {
    readonly environment: Environment;
    readonly policy: Policy;
    readonly settings: Pick<AppSettings, 'apiKeyCommand' | 'userIdCommand'>;
    readonly resolve: (path: string) => string;
    readonly exists: (path: string) => boolean;
  },
): Origin | null {
  const { environment, policy, settings, resolve, exists } = options;
  const { variable, command: name, credential } = NAMES[field];
  const locked = policy.locked[name];
  if (locked !== undefined) {
    return { from: 'locked', label: say('organisation'), source: { kind: 'command', command: locked } };
  }
  if (environment[variable]?.trim()) return null;
  const file = environment[`${variable}_FILE`]?.trim();
  if (file) {
    return { from: 'environment', label: `${variable}_FILE`, source: { kind: 'file', path: resolve(file) } };
  }
  // https://systemd.io/CREDENTIALS
  const folder = environment['CREDENTIALS_DIRECTORY'] ?? '';
  const path = join(folder, credential);
  if (isAbsolute(folder) && exists(path)) {
    return { from: 'environment', label: credential, source: { kind: 'file', path } };
  }
  const own = settings[name];
  return own === undefined
    ? null
    : { from: 'settings', label: name, source: { kind: 'command', command: own } };
}

/**
 * Reads the key and the user id, where a command or a file gives them.
 * @returns them, and how to read the key again; null where it is a variable's
 * @throws {ExitError} saying why one cannot be read
 */
export async function readCredentials(
  environment: Environment,
  dataFolder: string,
  policy: Policy,
  invokedFrom: string,
): Promise<{ readonly credentials: Credentials; readonly renewKey: RenewKey | null }> {
  const settings = safeCommands(dataFolder);
  const origin = (field: CredentialField) =>
    originFor(field, {
      environment,
      policy,
      settings,
      resolve: (path) => resolveFrom(invokedFrom, path, environment),
      exists: existsSync,
    });
  const ofKey = origin('apiKey');
  const [apiKey, userId] = [await given('apiKey', ofKey), await given('userId', origin('userId'))];
  return {
    credentials: { ...(apiKey !== null && { apiKey }), ...(userId !== null && { userId }) },
    renewKey: ofKey === null ? null : () => keyAgain(ofKey.source),
  };
}

async function given(field: CredentialField, origin: Origin | null): Promise<Given | null> {
  if (origin === null) return null;
  const { source, label, from } = origin;
  noteOrigin(field, label);
  const credential = await readCredential(field, source);
  if (credential.kind === 'problem') {
    throw new ExitError(`${label}: ${printable(messageText(credential.message))}`);
  }
  if (credential.isOpen && source.kind === 'file') {
    process.stderr.write(`${say('open_to_all', { path: printable(source.path) })}\n`);
  }
  return { value: credential.value, from };
}

async function keyAgain(source: CredentialSource): Promise<string | null> {
  const credential = await readCredential('apiKey', source);
  return credential.kind === 'value' ? credential.value.trim() : null;
}

/** The commands of the settings file, if only this user can have written them there. */
function safeCommands(dataFolder: string): Pick<AppSettings, 'apiKeyCommand' | 'userIdCommand'> {
  const { apiKeyCommand, userIdCommand } = readAppSettings(dataFolder);
  if (apiKeyCommand === undefined && userIdCommand === undefined) return {};
  if (areCommandsSafe(dataFolder)) return { apiKeyCommand, userIdCommand };
  const path = printable(join(dataFolder, 'settings.json'));
  process.stderr.write(`${say('commands_ignored', { path })}\n`);
  return {};
}
