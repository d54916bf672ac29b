import { isPassingCopy } from '../system/passing-copy.ts';

/** Whether links have to be asked for at start. macOS and Linux know of them from the installed app. */
export function asksForLinks(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform === 'win32' && !isPassingCopy({ isPackaged, environment });
}
