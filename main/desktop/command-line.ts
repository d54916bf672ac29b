import { resolve } from 'node:path';

/**
 * The files named on the app's command line, absolute. Switches are Electron's and Chromium's own.
 * @param argv the process's, whole
 * @param isDefaultApp whether Electron was started with the app's folder as its first argument (unpackaged)
 */
export function filesFrom(argv: readonly string[], isDefaultApp: boolean, workingFolder: string): string[] {
  const named = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'));
  return (isDefaultApp ? named.slice(1) : named).map((path) => resolve(workingFolder, path));
}

const COMMANDS: readonly string[] = ['upload', 'resume', 'watch', 'history', 'sandbox', 'help'];

/**
 * The terminal's command on the app's command line, with all that follows it; null where there is none. The system
 * names files by their whole paths, so that a document can be called as it likes.
 */
export function commandFrom(argv: readonly string[], isDefaultApp: boolean): readonly string[] | null {
  const named = argv.slice(isDefaultApp ? 2 : 1);
  // Before it there may be Chromium's own switches, such as --no-sandbox.
  const at = named.findIndex((argument) => !argument.startsWith('-'));
  return COMMANDS.includes(named[at] ?? '') ? named.slice(at) : null;
}
