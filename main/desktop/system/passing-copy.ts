/**
 * Whether this copy of Hoist has no lasting place on Windows: it is in development, or the portable program, which
 * unpacks itself to another folder at each start. Entries in the system would lead nowhere, or replace those of an
 * installed Hoist.
 */
function isPassingCopy(copy: {
  readonly isPackaged: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): boolean {
  return !copy.isPackaged || copy.environment['PORTABLE_EXECUTABLE_FILE'] !== undefined;
}

/** Whether Hoist registers for `hoist:` links at start. macOS and Linux know them from the installed app. */
export function asksForLinks(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform === 'win32' && !isPassingCopy({ isPackaged, environment });
}

/**
 * Whether notifications may be shown. With the first one on Windows, Electron writes a Start-menu link `Hoist.lnk` and
 * a CLSID that lead to the running program, also where it was given no app id
 * (`shell/browser/notifications/win/windows_toast_activator.cc`).
 */
export function mayNotify(copy: {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): boolean {
  return copy.platform !== 'win32' || !isPassingCopy(copy);
}
