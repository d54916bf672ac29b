import { DOCUMENTED_LIMITS, namedLimits, type RequestLimits } from '../rate-limit/request-limits.ts';
import type { Policy } from './policy.ts';
import { type Chosen, choose, saidBy } from './precedence.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a person's settings say of the limits. */
interface OwnLimits {
  readonly requestsPerSecond?: number | undefined;
  readonly requestsPerMinute?: number | undefined;
}

/**
 * The request limits that count, each with its source.
 * @throws {RequestLimitError} where a variable that counts holds no whole number of 1 or more
 */
export function chooseLimits(
  environment: Environment,
  own: OwnLimits,
  policy: Policy,
): { readonly [L in keyof RequestLimits]: Chosen<number> } {
  const { locked } = policy;
  const named = namedLimits({
    ...environment,
    // A variable that does not count may hold anything.
    ...(locked.requestsPerSecond !== undefined && { HOIST_RATE_RPS: '' }),
    ...(locked.requestsPerMinute !== undefined && { HOIST_RATE_RPM: '' }),
  });
  return {
    perSecond: choose({
      ...saidBy(policy, 'requestsPerSecond'),
      environment: named.perSecond,
      settings: own.requestsPerSecond,
      default: DOCUMENTED_LIMITS.perSecond,
    }),
    perMinute: choose({
      ...saidBy(policy, 'requestsPerMinute'),
      environment: named.perMinute,
      settings: own.requestsPerMinute,
      default: DOCUMENTED_LIMITS.perMinute,
    }),
  };
}

/**
 * The request limits that count.
 * @throws {RequestLimitError} see {@link chooseLimits}
 */
export function limitsOf(environment: Environment, own: OwnLimits, policy: Policy): RequestLimits {
  const { perSecond, perMinute } = chooseLimits(environment, own, policy);
  return { perSecond: perSecond.value, perMinute: perMinute.value };
}
