import { HIDDEN } from '../shell/command-line.ts';

/** How the system starts Hoist. */
export interface Program {
  readonly path: string;
  readonly args: readonly string[];
}

/**
 * The program that a person started. An AppImage and the portable program for Windows run from where they unpacked
 * themselves to, which is gone afterwards; they name their own file in the environment.
 */
export function ownProgram(place: {
  readonly execPath: string;
  readonly appPath: string;
  readonly isPackaged: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Program {
  const { execPath, appPath, isPackaged, environment } = place;
  if (!isPackaged) return { path: execPath, args: [appPath] };
  return { path: environment['APPIMAGE'] ?? environment['PORTABLE_EXECUTABLE_FILE'] ?? execPath, args: [] };
}

/** The same, without a window. */
export function hiddenProgram({ path, args }: Program): Program {
  return { path, args: [...args, HIDDEN] };
}
