/** How many calls one API key may make: the Files API counts both windows at once. */
export interface RequestLimits {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** The API's documented limits. */
export const DOCUMENTED_LIMITS: RequestLimits = { perSecond: 60, perMinute: 180 };

/** The limits that hold now. Whoever keeps to them reads them anew each time, since they may change while calls are counted. */
export class CurrentLimits implements RequestLimits {
  perSecond: number;
  perMinute: number;

  constructor({ perSecond, perMinute }: RequestLimits) {
    this.perSecond = perSecond;
    this.perMinute = perMinute;
  }

  /** @returns whether they are other ones than before */
  change({ perSecond, perMinute }: RequestLimits): boolean {
    if (perSecond === this.perSecond && perMinute === this.perMinute) return false;
    this.perSecond = perSecond;
    this.perMinute = perMinute;
    return true;
  }
}

const VARIABLES = { perSecond: 'HOIST_RATE_RPS', perMinute: 'HOIST_RATE_RPM' } as const;

/** A variable of the environment holds no whole number of 1 or more. */
export class RequestLimitError extends TypeError {
  readonly variable: string;
  readonly value: string;

  constructor(variable: string, value: string) {
    super(`${variable}: expected a whole number of 1 or more, but it is “${value}”.`);
    this.name = 'RequestLimitError';
    this.variable = variable;
    this.value = value;
  }
}

/**
 * The limits that the environment names, if it does.
 * @throws {RequestLimitError}
 */
export function namedLimits(environment: Readonly<Record<string, string | undefined>>): {
  readonly [L in keyof RequestLimits]: number | undefined;
} {
  const limit = (name: keyof RequestLimits) => {
    const text = environment[VARIABLES[name]]?.trim() ?? '';
    if (text === '') return undefined;
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new RequestLimitError(VARIABLES[name], text);
  };
  return { perSecond: limit('perSecond'), perMinute: limit('perMinute') };
}
