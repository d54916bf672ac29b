/** The variables that electron-builder signs and notarises with: https://www.electron.build/docs/environment-variables */
export type Variables = Readonly<Record<string, string | undefined>>;

const MAC = [
  'CSC_LINK',
  'CSC_KEY_PASSWORD',
  'APPLE_API_KEY',
  'APPLE_API_KEY_ID',
  'APPLE_API_ISSUER',
] as const;
const WINDOWS = ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD'] as const;

/** Linux's packages are not signed. */
const NEEDED: Partial<Readonly<Record<NodeJS.Platform, readonly string[]>>> = { darwin: MAC, win32: WINDOWS };

export interface Signing {
  /** The missing variables. */
  readonly missing: readonly string[];
  /**
   * The variables that this system's packages need, and undefined for the others: on Windows electron-builder would sign with
   * Apple's certificate if it found no other.
   */
  readonly variables: Variables;
  /** Apple's key itself, to be written to a file for `APPLE_API_KEY`; null if that is a path already. */
  readonly appleKey: string | null;
}

/** On GitHub, a secret that is not set is an empty variable. */
export function signingOn(platform: NodeJS.Platform, env: Variables): Signing {
  const needed = NEEDED[platform] ?? [];
  const variables = Object.fromEntries(
    [...MAC, ...WINDOWS].map((name) => [name, needed.includes(name) ? env[name] || undefined : undefined]),
  );
  const key = variables['APPLE_API_KEY'];
  return {
    missing: needed.filter((name) => variables[name] === undefined),
    variables,
    appleKey: key?.startsWith('-----BEGIN') ? key : null,
  };
}
