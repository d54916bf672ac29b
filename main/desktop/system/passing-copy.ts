/**
 * Whether this copy of Hoist has no lasting place on Windows: it is being worked on, or it is the portable program, which
 * unpacks itself to another place at each start. What the system remembers of it would lead nowhere, or take the place of
 * what an installed Hoist has left there.
 */
export function isPassingCopy(copy: {
  readonly isPackaged: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): boolean {
  return !copy.isPackaged || copy.environment['PORTABLE_EXECUTABLE_FILE'] !== undefined;
}
