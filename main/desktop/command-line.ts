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
