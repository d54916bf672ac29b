/** How many calls one API key may make: the Files API counts both windows at once. */
export interface RequestLimits {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** The API's documented limits. */
export const DOCUMENTED_LIMITS: RequestLimits = { perSecond: 60, perMinute: 180 };

const VARIABLES = { perSecond: 'HOIST_RATE_RPS', perMinute: 'HOIST_RATE_RPM' } as const;

/**
 * The limits that the environment names, if it does.
 * @throws {TypeError} that names a variable which holds no whole number of 1 or more
 */
export function namedLimits(environment: Readonly<Record<string, string | undefined>>): {
  readonly [L in keyof RequestLimits]: number | undefined;
} {
  const limit = (name: keyof RequestLimits) => {
    const text = environment[VARIABLES[name]]?.trim() ?? '';
    if (text === '') return undefined;
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new TypeError(`${VARIABLES[name]}: expected a whole number of 1 or more, but it is “${text}”.`);
  };
  return { perSecond: limit('perSecond'), perMinute: limit('perMinute') };
}
