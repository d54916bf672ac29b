/**
 * Starts the built app for a test, on real Electron where its binary is installed and on the stand-in elsewhere.
 *
 *     const app = await launchHoist({ dataDir });
 *     const page = await app.window();
 *     await app.drop(page, {}, ['/abs/report.pdf']);
 *     await app.close();
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchElectron } from './launch-electron.ts';
import { launchStandIn } from './launch-stand-in.ts';
import type { LaunchOptions, Runner, RunningApp } from './running-app.ts';

export type { DropTarget, ElectronModule, LaunchOptions, Runner, RunningApp } from './running-app.ts';

export const repositoryRoot = resolve(import.meta.dirname, '../..');

/** `HOIST_RUNNER` decides; else whether Electron's binary is there. */
export function detectRunner(): Runner {
  const wanted = process.env['HOIST_RUNNER'];
  if (wanted === 'electron' || wanted === 'stand-in') return wanted;
  if (wanted) throw new Error(`HOIST_RUNNER is "electron" or "stand-in", not "${wanted}"`);
  return existsSync(join(repositoryRoot, 'node_modules/electron/dist')) ? 'electron' : 'stand-in';
}

export async function launchHoist(options: LaunchOptions): Promise<RunningApp> {
  const appPath = resolve(options.appPath ?? repositoryRoot);
  const launch = detectRunner() === 'electron' ? launchElectron : launchStandIn;
  const app = await launch({ ...options, appPath });
  const { size } = options;
  if (size) {
    await app.window();
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
  }
  return app;
}
