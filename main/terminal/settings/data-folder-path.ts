import { isAbsolute, join } from 'node:path';
import { ExitError } from '../output/exit.ts';
import { homeFolder, notAbsolute, resolveNewFrom } from './places.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @returns the data folder; by default the desktop app's, so that both see the same
 * @throws {ExitError} naming the option or variable that is wrong
 */
export function dataFolderFrom(
  option: string | undefined,
  environment: Environment,
  invokedFrom: string,
): string {
  const named = option || environment['HOIST_DATA_DIR'];
  const label = option ? '--data' : 'HOIST_DATA_DIR';
  if (named) return resolveNewFrom(invokedFrom, named, environment, label);
  const home = () => homeFolder(environment);
  switch (process.platform) {
    case 'darwin':
      return join(home(), 'Library', 'Application Support', 'Hoist');
    case 'win32':
      return join(environment['APPDATA'] || join(home(), 'AppData', 'Roaming'), 'Hoist');
    default:
      return join(xdgFolder(environment) ?? join(home(), '.config'), 'Hoist');
  }
}

/** @returns whether this is the data folder that the app uses by default */
export function isUsualFolder(dataFolder: string, environment: Environment): boolean {
  if (environment['HOIST_DATA_DIR']) return false;
  try {
    return dataFolderFrom(undefined, environment, '') === dataFolder;
  } catch (error) {
    if (error instanceof ExitError) return false;
    throw error;
  }
}

function xdgFolder(environment: Environment): string | null {
  const named = environment['XDG_CONFIG_HOME'];
  if (!named) return null;
  if (!isAbsolute(named)) throw new ExitError(notAbsolute('XDG_CONFIG_HOME', named));
  return named;
}
