import type { ConnectionField, ConnectionSettings } from '../../core/model/connection-settings.ts';
import { NO_POLICY, type Policy } from '../../core/policy/policy.ts';
import { choose, type Source, saidBy } from '../../core/policy/precedence.ts';
import { readAppSettings } from './app-settings.ts';
import type { Credentials } from './credentials.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that gives each value of a connection. */
export const VARIABLES: Readonly<Record<ConnectionField, string>> = {
  baseUrl: 'HOIST_BASE_URL',
  apiKey: 'HOIST_API_KEY',
  userId: 'HOIST_USER_ID',
};

/** What counts beside the environment and the settings file. */
export interface Backing {
  readonly policy: Policy;
  /** The key and the user id, where a command or a file gives them. */
  readonly credentials: Credentials;
}

export const NOTHING: Backing = { policy: NO_POLICY, credentials: {} };

/** The values of a connection, which may be missing or wrong, and the source of each. */
export interface ConnectionValues {
  /** Empty where no source has it. */
  readonly values: ConnectionSettings;
  readonly from: Readonly<Record<ConnectionField, Source>>;
  /** See `isSealed`. */
  readonly keySeal: string;
}

/** @returns the connection's values from the organisation, the environment and the settings in `dataFolder`, unchecked */
export function connectionValues(
  environment: Environment,
  dataFolder: string,
  { policy, credentials }: Backing,
): ConnectionValues {
  const kept = readAppSettings(dataFolder);
  const inEnvironment = (field: ConnectionField) => environment[VARIABLES[field]]?.trim() || undefined;
  const baseUrl = choose({
    ...saidBy(policy, 'baseUrl'),
    environment: inEnvironment('baseUrl'),
    settings: kept.baseUrl || undefined,
    default: '',
  });
  const apiKey = credentials.apiKey ?? choose({ environment: inEnvironment('apiKey'), default: '' });
  const userId =
    credentials.userId ??
    choose({
      environment: inEnvironment('userId'),
      settings: kept.userId.trim() || undefined,
      default: '',
    });
  return {
    values: { baseUrl: baseUrl.value, apiKey: apiKey.value.trim(), userId: userId.value.trim() },
    from: { baseUrl: baseUrl.from, apiKey: apiKey.from, userId: userId.from },
    keySeal: kept.keySeal,
  };
}
