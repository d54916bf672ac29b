import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The requests of a start. A second start hands them to the first. */
export interface LaunchOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** A file that lists more of them (see `file-list.ts`); null without one. */
  readonly fileList: string | null;
  /** Whether Hoist starts without a window, as at login. */
  readonly isHidden: boolean;
  readonly uploadsClipboard: boolean;
}

/** A start that only shows the window. */
export const PLAIN_START: LaunchOptions = {
  files: [],
  fileList: null,
  isHidden: false,
  uploadsClipboard: false,
};

/** The system starts Hoist with it at login. */
export const HIDDEN = '--hidden';
/** The system's menu for Hoist passes it. */
const UPLOAD_CLIPBOARD = '--upload-clipboard';
/** Hoist passes it to itself, before the path of a list. */
const FILE_LIST = '--file-list=';

/**
 * Reads the app's command line. All other switches are Electron's and Chromium's.
 *
 * Any web page can open a `hoist:` link. So a link only opens the window, and the command line of a link has no other
 * effect: on some systems, a link can fall apart into several arguments.
 * @param argv the process's, whole
 * @param isDefaultApp whether Electron was started with the app's folder, its first argument that is no switch
 *   (unpackaged)
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
    fileList: given.find((argument) => argument.startsWith(FILE_LIST))?.slice(FILE_LIST.length) ?? null,
    isHidden: given.includes(HIDDEN),
    uploadsClipboard: given.includes(UPLOAD_CLIPBOARD),
  };
}

/** @returns the folder of relative names; the root where it was deleted, so that they lead nowhere */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return resolve('/');
  }
}

/**
 * Makes the arguments of a restart. It performs these options and none of this start's requests, since its
 * files are queued already.
 * @param argv as for {@link launchOptionsFrom}
 */
export function argumentsToRestart(
  { files, fileList, isHidden, uploadsClipboard }: LaunchOptions,
  argv: readonly string[],
  isDefaultApp: boolean,
): string[] {
  const given = argv.slice(1);
  const app = isDefaultApp ? given.filter((argument) => !argument.startsWith('-')).slice(0, 1) : [];
  const own: readonly string[] = [HIDDEN, UPLOAD_CLIPBOARD, '--'];
  const isOwn = (argument: string) => own.includes(argument) || argument.startsWith(FILE_LIST);
  return [
    ...app,
    ...given.filter((argument) => argument.startsWith('-') && !isOwn(argument)),
    ...(fileList === null ? [] : [FILE_LIST + fileList]),
    ...(isHidden ? [HIDDEN] : []),
    ...(uploadsClipboard ? [UPLOAD_CLIPBOARD] : []),
    ...files,
  ];
}

/** Linux desktops name files by `file:` URLs. Those of other computers are left out. */
function pathsOf(name: string, workingFolder: string): string[] {
  // Desktop entries and shortcuts have no shell that would replace it.
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

const COMMANDS: readonly string[] = [
  'upload',
  'resume',
  'watch',
  'history',
  'list',
  'text',
  'delete',
  'status',
  'connections',
  'completion',
  'sandbox',
  'help',
];

/**
 * Finds the terminal's command on the app's command line, with its arguments; null where there is none. The system
 * names files by whole paths, so that no document's name looks like a command.
 */
export function commandFrom(argv: readonly string[], isDefaultApp: boolean): readonly string[] | null {
  const given = argv.slice(1);
  if (given.some(isLink)) return null;
  const named = isDefaultApp ? fromFirstName(given).slice(1) : given;
  const command = fromFirstName(named);
  return COMMANDS.includes(command[0] ?? '') ? command : null;
}

/** Leaves out the leading switches of Chromium, such as --no-sandbox. */
function fromFirstName(given: readonly string[]): readonly string[] {
  const at = given.findIndex((argument) => !argument.startsWith('-'));
  return at < 0 ? [] : given.slice(at);
}
