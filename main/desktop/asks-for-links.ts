/**
 * Whether links have to be asked for at start. macOS and Linux know of them from the installed app. The portable
 * program unpacks itself to another place at each start, where no link would find it.
 */
export function asksForLinks(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform === 'win32' && isPackaged && environment['PORTABLE_EXECUTABLE_FILE'] === undefined;
}
