import { proxyVariable } from '../../core/network/environment-proxy.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { PolicyName } from '../../core/policy/policy-settings.ts';
import { choose, isOrganisation, saidBy } from '../../core/policy/precedence.ts';
import { type PolicyPlace, readPolicy, systemPolicyPlace } from '../../core/policy/read-policy.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import type { AppSettings } from './app-settings.ts';
import { noteOrigin } from './origins.ts';

type Environment = Readonly<Record<string, string | undefined>>;

let place: PolicyPlace | null = null;

/** Names another place for the policy than the system's. The program that ships never does. */
export function setPolicyPlace(other: PolicyPlace): void {
  place = other;
}

/** Reads the policy, and says on stderr what of it does not count and which variables it overrides. */
export function obeyPolicy(environment: Environment): Policy {
  const { policy, problems } = readPolicy(place ?? systemPolicyPlace());
  const lines = [
    ...problems.map(messageText),
    ...overridden(environment, policy).map((variable) => say('set_by_organisation', { variable })),
  ];
  for (const line of lines) process.stderr.write(`${printable(line)}\n`);
  if (policy.locked.baseUrl !== undefined) noteOrigin('baseUrl', say('organisation'));
  return policy;
}

/** The variable of each setting that has one. */
const VARIABLES: { readonly [N in PolicyName]?: string } = {
  baseUrl: 'HOIST_BASE_URL',
  quotaUrl: 'HOIST_QUOTA_URL',
  requestsPerSecond: 'HOIST_RATE_RPS',
  requestsPerMinute: 'HOIST_RATE_RPM',
};

/** @returns the variables that are set and do not count, since the organisation has locked what they would set */
export function overridden(environment: Environment, { locked }: Policy): string[] {
  const names = Object.entries(VARIABLES)
    .filter(([name, variable]) => {
      const value = locked[name as PolicyName];
      const said = environment[variable]?.trim() ?? '';
      return value !== undefined && said !== '' && said !== String(value);
    })
    .map(([, variable]) => variable);
  if (locked.proxy !== undefined) names.push(...[proxyVariable(environment)].filter((name) => name !== ''));
  const isSet = (name: string) => Boolean(environment[name]?.trim());
  const ofCommand = (variable: string) => [variable, `${variable}_FILE`].filter(isSet);
  if (locked.apiKeyCommand !== undefined) names.push(...ofCommand('HOIST_API_KEY'));
  if (locked.userIdCommand !== undefined) names.push(...ofCommand('HOIST_USER_ID'));
  return names;
}

/** The settings of the terminal that can come from the organisation. */
const GOVERNED: readonly PolicyName[] = [
  'baseUrl',
  'quotaUrl',
  'requestsPerSecond',
  'requestsPerMinute',
  'proxy',
  'historyDays',
];

/** @returns the settings whose values come from the organisation */
export function fromOrganisation(environment: Environment, own: AppSettings, policy: Policy): string[] {
  const settings: Readonly<Partial<Record<PolicyName, unknown>>> = {
    baseUrl: own.baseUrl || undefined,
    quotaUrl: own.quotaUrl || undefined,
    requestsPerSecond: own.requestsPerSecond,
    requestsPerMinute: own.requestsPerMinute,
    historyDays: own.historyDays,
  };
  const inEnvironment = (name: PolicyName) =>
    name === 'proxy' ? proxyVariable(environment) : environment[VARIABLES[name] ?? '']?.trim();
  const names: string[] = GOVERNED.filter((name) => {
    const { from } = choose<unknown>({
      ...saidBy(policy, name),
      environment: inEnvironment(name) || undefined,
      settings: settings[name],
      default: null,
    });
    return isOrganisation(from);
  });
  const { apiKeyCommand, userIdCommand } = policy.locked;
  if (apiKeyCommand !== undefined) names.push('apiKey');
  if (userIdCommand !== undefined) names.push('userId');
  return names;
}
