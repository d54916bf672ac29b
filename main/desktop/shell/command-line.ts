import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What whoever starts Hoist wants of it. A second start hands this to the first. */
export interface LaunchOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Without a window, as at login. */
  readonly isHidden: boolean;
  readonly uploadsClipboard: boolean;
}

/** The wish of somebody who just wants to see the window. */
export const PLAIN_START: LaunchOptions = { files: [], isHidden: false, uploadsClipboard: false };

/** At login, Hoist is started with it. */
export const HIDDEN = '--hidden';
/** Said by the system's menu for Hoist. */
export const UPLOAD_CLIPBOARD = '--upload-clipboard';

/**
 * What the app's command line asks for. All other switches are Electron's and Chromium's own.
 *
 * Any web page can have a `hoist:` link opened. So a link opens the window and nothing else, and where there is one,
 * nothing beside it counts: on some systems, what a link contains can come apart into arguments of its own.
 * @param argv the process's, whole
 * @param isDefaultApp whether Electron was started with the app's folder, its first argument that is no switch (unpackaged)
 */
export function launchOptionsFrom(
  argv: readonly string[],
  isDefaultApp: boolean,
  workingFolder: string,
): LaunchOptions {
  const given = argv.slice(1);
  if (given.some(isLink)) return PLAIN_START;
  const named = given.filter((argument) => argument !== '' && !argument.startsWith('-'));
  return {
    files: (isDefaultApp ? named.slice(1) : named).flatMap((name) => pathsOf(name, workingFolder)),
    isHidden: given.includes(HIDDEN),
    uploadsClipboard: given.includes(UPLOAD_CLIPBOARD),
  };
}

/** The folder that relative names are meant from; the root where it was deleted, so that they lead nowhere. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return resolve('/');
  }
}

/**
 * The arguments to start Hoist anew with, so that it does what is wished for and nothing that this start was asked: its
 * files were taken in.
 * @param argv as for {@link launchOptionsFrom}
 */
export function argumentsToRestart(
  { files, isHidden, uploadsClipboard }: LaunchOptions,
  argv: readonly string[],
  isDefaultApp: boolean,
): string[] {
  const given = argv.slice(1);
  const app = isDefaultApp ? given.filter((argument) => !argument.startsWith('-')).slice(0, 1) : [];
  const own: readonly string[] = [HIDDEN, UPLOAD_CLIPBOARD, '--'];
  return [
    ...app,
    ...given.filter((argument) => argument.startsWith('-') && !own.includes(argument)),
    ...(isHidden ? [HIDDEN] : []),
    ...(uploadsClipboard ? [UPLOAD_CLIPBOARD] : []),
    ...files,
  ];
}

/** Linux desktops name files by `file:` URLs. One that is none of this computer's is left out. */
function pathsOf(name: string, workingFolder: string): string[] {
  // As in a desktop entry or a shortcut, where no shell replaces it.
  if (/^~[\\/]/.test(name)) return [join(homedir(), name.slice(1))];
  if (!/^file:\/\//i.test(name)) return [resolve(workingFolder, name)];
  try {
    return [fileURLToPath(name)];
  } catch {
    return [];
  }
}

function isLink(argument: string): boolean {
  return /^hoist:/i.test(argument);
}

const COMMANDS: readonly string[] = ['upload', 'resume', 'watch', 'history', 'sandbox', 'help'];

/**
 * The terminal's command on the app's command line, with all that follows it; null where there is none. The system
 * names files by their whole paths, so that a document can be called as it likes.
 */
export function commandFrom(argv: readonly string[], isDefaultApp: boolean): readonly string[] | null {
  const given = argv.slice(1);
  if (given.some(isLink)) return null;
  const named = isDefaultApp ? fromFirstName(given).slice(1) : given;
  const command = fromFirstName(named);
  return COMMANDS.includes(command[0] ?? '') ? command : null;
}

/** Without Chromium's own switches, such as --no-sandbox, that stand before the first argument that is none. */
function fromFirstName(given: readonly string[]): readonly string[] {
  const at = given.findIndex((argument) => !argument.startsWith('-'));
  return at < 0 ? [] : given.slice(at);
}
