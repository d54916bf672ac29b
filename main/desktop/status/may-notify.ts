import { isPassingCopy } from '../system/passing-copy.ts';

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
