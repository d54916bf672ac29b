import {
  type ConnectionField,
  type ConnectionSettings,
  checkConnection,
  isLoopback,
} from '../../core/model/connection-settings.ts';
import { isSealed } from '../../core/model/key-seal.ts';
import { unusableProxy } from '../../core/network/environment-proxy.ts';
import { chooseLimits } from '../../core/policy/limits.ts';
import { NO_POLICY, type Policy } from '../../core/policy/policy.ts';
import { type Chosen, choose, saidBy } from '../../core/policy/precedence.ts';
import { parseQuotaAddress, QuotaAddressError } from '../../core/quota-server/quota-address.ts';
import type { QuotaOptions } from '../../core/quota-server/quota-server.ts';
import { RequestLimitError, type RequestLimits } from '../../core/rate-limit/request-limits.ts';
import { parseRate } from '../../core/storage/bandwidth-limit.ts';
import { DEFAULT_HISTORY_DAYS } from '../../core/store/history.ts';
import { ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { readAppSettings, settingsProblem } from './app-settings.ts';
import { type Backing, connectionValues, NOTHING, VARIABLES } from './connection-values.ts';
import { originOf } from './origins.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const PROCESSING_MINUTES = 'HOIST_PROCESSING_MINUTES';

/**
 * @returns the connection from the organisation and the environment. Base URL and user id, if they are not set, come from
 *   the desktop app's settings in `dataFolder`, if the same key was entered there.
 * @throws {ExitError} naming each variable that is missing, or the one that is wrong
 */
export function connectionFrom(
  environment: Environment,
  dataFolder: string,
  { policy, credentials }: Backing = NOTHING,
): ConnectionSettings {
  const backing = { policy, credentials };
  const { values: settings, from, keySeal } = connectionValues(environment, dataFolder, backing);
  const missing = (Object.keys(VARIABLES) as ConnectionField[]).filter((field) => settings[field] === '');
  if (missing.length > 0) {
    const notSet = say('not_set', { variables: missing.map((field) => VARIABLES[field]).join(', ') });
    throw new ExitError([notSet, settingsProblem(dataFolder) ?? []].flat().join(' '));
  }
  const problem = checkConnection(settings);
  if (problem !== null)
    throw new ExitError(configurationMessage(problem.field, messageText(problem.message)));
  // Whoever may write a command into the settings may name the server as well.
  const isOwnFile = credentials.apiKey?.from === 'settings';
  const isUnnamed = (field: 'baseUrl' | 'userId') =>
    from[field] === 'settings' && !isOwnFile && !(field in credentials);
  const unnamed = (['baseUrl', 'userId'] as const).filter(isUnnamed).map((field) => VARIABLES[field]);
  refuseForeignSettings(unnamed, settings, keySeal);
  if (policy.locked.proxy === undefined) refuseUnusableProxy(environment, new URL(settings.baseUrl));
  return settings;
}

/**
 * Anybody may have written a settings file, so it alone decides neither where a key goes nor whom files belong to.
 * @param unnamed the variables of what the file alone says
 */
function refuseForeignSettings(unnamed: readonly string[], settings: ConnectionSettings, seal: string): void {
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

/** @returns base URL and user id as the environment names them; null if it does not. A locked base URL counts first. */
export function namedIn(
  environment: Environment,
  { locked }: Policy = NO_POLICY,
): { baseUrl: string | null; userId: string | null } {
  return {
    baseUrl: locked.baseUrl ?? (environment[VARIABLES.baseUrl]?.trim() || null),
    userId: locked.userIdCommand === undefined ? environment[VARIABLES.userId]?.trim() || null : null,
  };
}

/**
 * @returns the request limits that count, with the desktop app's settings in `dataFolder`, each with its source
 * @throws {ExitError} naming the variable that is wrong
 */
export function chosenLimits(environment: Environment, dataFolder: string, policy: Policy = NO_POLICY) {
  try {
    return chooseLimits(environment, readAppSettings(dataFolder), policy);
  } catch (error) {
    if (!(error instanceof RequestLimitError)) throw error;
    const { variable, value } = error;
    throw new ExitError(say('no_whole_number', { variable, value: printable(value) }));
  }
}

/** As {@link chosenLimits}, without the sources. */
export function limitsFrom(
  environment: Environment,
  dataFolder: string,
  policy: Policy = NO_POLICY,
): RequestLimits {
  const { perSecond, perMinute } = chosenLimits(environment, dataFolder, policy);
  return { perSecond: perSecond.value, perMinute: perMinute.value };
}

/** @returns the number of days for which receipts are kept */
export function historyDaysFrom(dataFolder: string, policy: Policy = NO_POLICY): number {
  const { historyDays: settings } = readAppSettings(dataFolder);
  return choose({ ...saidBy(policy, 'historyDays'), settings, default: DEFAULT_HISTORY_DAYS }).value;
}

/** @returns the server that shares the limits among desks, with its source; null for none */
export function chosenQuotaUrl(
  environment: Environment,
  dataFolder: string,
  policy: Policy = NO_POLICY,
): Chosen<string | null> {
  return choose<string | null>({
    ...saidBy(policy, 'quotaUrl'),
    environment: environment['HOIST_QUOTA_URL']?.trim() || undefined,
    settings: readAppSettings(dataFolder).quotaUrl || undefined,
    default: null,
  });
}

/**
 * @returns how desks share the limits; null where they do not
 * @throws {ExitError} if the server's address cannot be read; it names no part of the address, which may hold a password
 */
export function quotaFrom(
  environment: Environment,
  dataFolder: string,
  policy: Policy = NO_POLICY,
): QuotaOptions | null {
  const { value: url } = chosenQuotaUrl(environment, dataFolder, policy);
  if (url === null) return null;
  try {
    parseQuotaAddress(url);
  } catch (error) {
    if (!(error instanceof QuotaAddressError)) throw error;
    throw new ExitError(say('no_quota_address', { variable: 'HOIST_QUOTA_URL' }));
  }
  return { url };
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

/** @returns the message, with the variable to correct, or with what the value comes from */
export function configurationMessage(field: ConnectionField, message: string): string {
  return `${originOf(field) ?? VARIABLES[field]}: ${message}`;
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
