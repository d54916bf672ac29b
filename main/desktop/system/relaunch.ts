import { isAbsolute } from 'node:path';
import { app } from 'electron';
import { argumentsToRestart, type LaunchOptions } from '../shell/command-line.ts';
import { ownProgram } from './own-program.ts';

/** Starts Hoist once more after this process has ended, with these options. */
export function relaunch(options: LaunchOptions): void {
  const { path } = ownProgram({
    execPath: process.execPath,
    appPath: app.getAppPath(),
    isPackaged: app.isPackaged,
    environment: process.env,
  });
  const files = options.files.filter(isAbsolute);
  app.relaunch({
    execPath: path,
    args: argumentsToRestart({ ...options, files }, process.argv, process.defaultApp === true),
  });
}
