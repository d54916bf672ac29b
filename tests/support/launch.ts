/**
 * Starts the built app for a test, on real Electron where its binary is installed and on the stand-in elsewhere.
 *
 *     const app = await launchHoist({ dataDir });
 *     const page = await app.window();
 *     await app.drop(page, {}, ['/abs/report.pdf']);
 *     await app.close();
 */
import { resolve } from 'node:path';
import { chooseInstalled, thisMachine } from '../../build/runner/choose-runner.ts';
import { launchElectron } from './launch-electron.ts';
import { launchStandIn } from './launch-stand-in.ts';
import type { LaunchOptions, Runner, RunningApp } from './running-app.ts';

export type { LaunchOptions, Runner, RunningApp } from './running-app.ts';

export const repositoryRoot = resolve(import.meta.dirname, '../..');

/** The runner that `build/on-runner.ts` chose; if that did not start this process, the installed one. */
export function detectRunner(): Runner {
  return chooseInstalled(thisMachine()).runner;
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
