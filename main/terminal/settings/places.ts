import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { printable } from '../output/printable.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const HOME = process.platform === 'win32' ? 'USERPROFILE' : 'HOME';

/**
 * @returns the folder that relative paths start from; empty if it was deleted, see {@link resolveFrom}. `npm run` changes to
 *   the project's folder, and names the one where it was called.
 */
export function workingFolder(environment: Environment): string {
  const named = environment['npm_lifecycle_event'] === 'hoist' ? environment['INIT_CWD'] : undefined;
  try {
    return named || process.cwd();
  } catch {
    return '';
  }
}

/**
 * Makes a path absolute. A `~/` that no shell replaced, as in `--after move:~/Sent`, is the home folder; `./~/` is a folder
 * of that name.
 * @param folder see {@link workingFolder}
 * @throws {ExitError} for a relative path if the working folder was deleted
 */
export function resolveFrom(folder: string, name: string, environment: Environment): string {
  if (/^~(?=\/|$)/.test(name) || (process.platform === 'win32' && name.startsWith('~\\')))
    return join(homeFolder(environment), name.slice(1));
  if (folder === '' && !isAbsolute(name))
    throw new ExitError(say('folder_deleted', { name: printable(name) }));
  return resolve(folder, name);
}

/**
 * As {@link resolveFrom}, for a folder that Hoist creates if it does not exist.
 * @param label the option or variable that names it
 * @throws {ExitError} also for text that a shell would have replaced, such as `$HOME`: nobody wants a folder of that name
 */
export function resolveNewFrom(
  folder: string,
  name: string,
  environment: Environment,
  label: string,
): string {
  const path = resolveFrom(folder, name, environment);
  const part = /^~[^\\/]+(?=[\\/])|\$(?:\w+|\{\w+\})|%\w+%/.exec(name)?.[0];
  if (part === undefined || existsSync(path) || existsSync(upTo(path, part))) return path;
  throw new ExitError(say('not_replaced', { label, part }));
}

/** @returns the path up to the folder that has this part in its name */
function upTo(path: string, part: string): string {
  const above = dirname(path);
  return above !== path && above.includes(part) ? upTo(above, part) : path;
}

/**
 * @returns the person's home folder, from the variable, else from the system
 * @throws {ExitError} naming the variable if neither knows it
 */
export function homeFolder(environment: Environment): string {
  const named = environment[HOME] || homeOfUser();
  if (named === '') throw new ExitError(say('no_home', { variable: HOME }));
  if (!isAbsolute(named)) throw new ExitError(notAbsolute(HOME, named));
  return named;
}

/** @returns a sentence about a variable that needs an absolute path */
export function notAbsolute(variable: string, value: string): string {
  return say('not_whole', { variable, value: printable(value) });
}

/** @returns an empty string if the system knows no user with this id, as in containers */
function homeOfUser(): string {
  try {
    return userInfo().homedir;
  } catch {
    return '';
  }
}

/** @throws {ExitError} naming the variable if the folder cannot be created */
export function makeTemporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'hoist-'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
    throw new ExitError(say('no_temporary_folder', { variable, folder: printable(tmpdir()), code }));
  }
}
