import { HIDDEN } from '../shell/command-line.ts';

/** The command with which the system starts Hoist. */
export interface Program {
  readonly path: string;
  readonly args: readonly string[];
}

/**
 * Finds the program that the person started. An AppImage and the portable program for Windows run from a temporary
 * folder and name their own file in the environment.
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

/** The same program, started without a window. */
export function hiddenProgram({ path, args }: Program): Program {
  return { path, args: [...args, HIDDEN] };
}
