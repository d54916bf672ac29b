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

/** Whether links have to be asked for at start. macOS and Linux know of them from the installed app. */
export function asksForLinks(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform === 'win32' && !isPassingCopy({ isPackaged, environment });
}

/**
 * Whether notifications may be shown. With the first one on Windows, Electron writes a Start-menu link `Hoist.lnk` and a
 * CLSID that lead to the running program, also where it was given no app id
 * (`shell/browser/notifications/win/windows_toast_activator.cc`).
 */
export function mayNotify(copy: {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): boolean {
  return copy.platform !== 'win32' || !isPassingCopy(copy);
}
