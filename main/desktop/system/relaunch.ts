import { spawn } from 'node:child_process';
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
  const args = argumentsToRestart({ ...options, files }, process.argv, process.defaultApp === true);
  if (app.isPackaged && process.env['APPIMAGE'] !== undefined) startWhenGone(path, args);
  else app.relaunch({ execPath: path, args });
}

/**
 * Starts an AppImage as the last thing that this process does. `app.relaunch` waits in a helper that runs from the mounted
 * image, which is gone with this process, and the helper with it (electron-userland/electron-builder#1727).
 */
function startWhenGone(path: string, args: readonly string[]): void {
  app.once('quit', () => {
    // The new process would hand its request to this one, which does nothing any more.
    app.releaseSingleInstanceLock();
    spawn(path, args, { detached: true, stdio: 'ignore' })
      .on('error', () => {
        // The file was moved or deleted meanwhile.
      })
      .unref();
  });
}
