/** Whether this copy of Hoist can replace itself. The others are updated by whoever installed them. */
export function canUpdate(copy: {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): boolean {
  const { isPackaged, platform, environment } = copy;
  if (!isPackaged) return false;
  switch (platform) {
    case 'darwin':
      return true;
    case 'win32':
      // The portable program sets it: there is no installer to run.
      return !environment['PORTABLE_EXECUTABLE_DIR'];
    case 'linux':
      // The AppImage sets it. What came as deb or rpm is the system's.
      return Boolean(environment['APPIMAGE']);
    default:
      return false;
  }
}
