import { join } from 'node:path';
import type { ConnectionField, ConnectionSettings } from '../../core/model/connection-settings.ts';
import { shownAddress } from '../../core/model/shown-address.ts';
import { parseProxy, proxyOf, proxyVariable } from '../../core/network/environment-proxy.ts';
import { proxyName, type Route } from '../../core/network/route.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { type Chosen, choose, isOrganisation, type Source, saidBy } from '../../core/policy/precedence.ts';
import { shownQuotaAddress } from '../../core/quota-server/quota-address.ts';
import { ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import {
  bandwidthFrom,
  chosenLimits,
  chosenQuotaUrl,
  connectionFrom,
  processingBudgetFrom,
  quotaFrom,
} from './configuration.ts';
import { type Backing, type ConnectionValues, connectionValues, VARIABLES } from './connection-values.ts';
import { originOf } from './origins.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A setting as it may be shown: never a key or a password. */
export interface KnownSetting {
  readonly name:
    | 'base_url'
    | 'user_id'
    | 'api_key'
    | 'requests_per_second'
    | 'requests_per_minute'
    | 'quota_server'
    | 'proxy'
    | 'data_folder';
  /** null where nothing is set; of the key only whether it is set. */
  readonly value: string | number | true | null;
  readonly from: Source;
  /** The variable, the option, the file or the organisation that the value comes from; null for a default. */
  readonly source: string | null;
}

/** The connection of a command, as far as it is known. */
export interface KnownConnection {
  readonly settings: readonly KnownSetting[];
  /** The base URL and the user, each empty where nothing gives it. */
  readonly target: Pick<ConnectionSettings, 'baseUrl' | 'userId'>;
  /** null where a command cannot use it, see `problem`. */
  readonly connection: ConnectionSettings | null;
  readonly problem: string | null;
}

/** Where a command's settings come from. */
export interface SettingsPlace extends Backing {
  readonly environment: Environment;
  readonly dataFolder: string;
  /** Whether the option `--data` names the data folder. */
  readonly isNamed: boolean;
}

/** @returns all that gives a command its connection, and why that cannot be used, if it cannot */
export function knownConnection(place: SettingsPlace): KnownConnection {
  const { environment, dataFolder } = place;
  const problems: string[] = [];
  const checked = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  const connection = checked(() => connectionFrom(environment, dataFolder, place));
  const limits = checked(() => chosenLimits(environment, dataFolder, place.policy));
  // Commands refuse these as well if they are wrong.
  checked(() => quotaFrom(environment, dataFolder, place.policy));
  checked(() => processingBudgetFrom(environment, dataFolder));
  checked(() => bandwidthFrom(undefined, environment, dataFolder));
  const shown = (
    name: KnownSetting['name'],
    { value, from }: Chosen<KnownSetting['value']>,
    variable = '',
  ) => ({
    name,
    value,
    from,
    source: sourceOf(from, variable, dataFolder),
  });
  const given = connectionValues(environment, dataFolder, place);
  const { baseUrl, userId } = given.values;
  return {
    target: { baseUrl, userId },
    settings: [
      ...connectionSettings(given, dataFolder),
      ...(limits === null
        ? []
        : [
            shown('requests_per_second', limits.perSecond, 'HOIST_RATE_RPS'),
            shown('requests_per_minute', limits.perMinute, 'HOIST_RATE_RPM'),
          ]),
      shown('quota_server', quotaServer(place), 'HOIST_QUOTA_URL'),
      shown('proxy', proxy(environment, place.policy), proxyVariable(environment)),
      dataFolderSetting(place),
    ],
    connection,
    problem: problems.length === 0 ? null : problems.join(' '),
  };
}

function connectionSettings({ values, from }: ConnectionValues, dataFolder: string): KnownSetting[] {
  const setting = (name: KnownSetting['name'], field: ConnectionField, value: KnownSetting['value']) => ({
    name,
    value: values[field] === '' ? null : value,
    from: from[field],
    source: originOf(field) ?? sourceOf(from[field], VARIABLES[field], dataFolder),
  });
  return [
    setting('base_url', 'baseUrl', shownAddress(values.baseUrl)),
    setting('user_id', 'userId', values.userId),
    setting('api_key', 'apiKey', true),
  ];
}

function quotaServer({ environment, dataFolder, policy }: SettingsPlace): Chosen<string | null> {
  const { value, from } = chosenQuotaUrl(environment, dataFolder, policy);
  return { value: value === null ? null : shownQuotaAddress(value), from };
}

/** The proxy as `routesWithPolicy` chooses it, whichever server is meant. */
function proxy(environment: Environment, policy: Policy): Chosen<string | null> {
  const { variable, route } = proxyOf(environment);
  const { locked, preset } = saidBy(policy, 'proxy');
  return choose<string | null>({
    locked: locked === undefined ? undefined : shownProxy(parseProxy(locked)),
    environment: variable === '' ? undefined : shownProxy(route),
    preset: preset === undefined ? undefined : shownProxy(parseProxy(preset)),
    default: null,
  });
}

/** @returns the proxy without its login */
function shownProxy(route: Route | null): string | null {
  if (route?.kind === 'proxy') return proxyName(route.url);
  return route?.kind === 'unsupported' ? route.name : null;
}

function dataFolderSetting({ environment, dataFolder, isNamed }: SettingsPlace): KnownSetting {
  const from = isNamed ? 'option' : environment['HOIST_DATA_DIR'] ? 'environment' : 'default';
  const source = sourceOf(from, from === 'option' ? '--data' : 'HOIST_DATA_DIR', dataFolder);
  return { name: 'data_folder', value: dataFolder, from, source };
}

function sourceOf(from: Source, variable: string, dataFolder: string): string | null {
  if (isOrganisation(from)) return say('organisation');
  switch (from) {
    case 'settings':
      return join(dataFolder, 'settings.json');
    case 'default':
      return null;
    default:
      return variable;
  }
}
