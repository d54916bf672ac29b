/** The app on real Electron, through Playwright's own launcher. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { _electron, type Page } from 'playwright';
import * as dragging from './drop.ts';
import { outputOf } from './early-output.ts';
import { appArguments, appEnvironment, electronProgram } from './electron-arguments.ts';
import { endWithin, killProcess } from './processes.ts';
import type { LaunchOptions, RunningApp } from './running-app.ts';

/** For an app that stays. One that may quit at once is started by `runToEnd`: Playwright would not come to connect to it. */
export async function launchElectron(options: LaunchOptions & { appPath: string }): Promise<RunningApp> {
  const { env, colorScheme } = options;
  const app = await _electron.launch({
    args: appArguments(options),
    env: appEnvironment(env),
    chromiumSandbox: electronProgram().sandbox,
    // Playwright would show every page in light, whatever the app's theme says.
    colorScheme: null,
  });
  if (colorScheme) {
    // The system's own scheme cannot be set; to the page this is the same.
    await app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, colorScheme);
  }
  const child = app.process();
  const output = outputOf(child);
  const exit = exitOf(child);
  // On Windows the child is the shell that Playwright starts Electron with.
  const pid = await app.evaluate(() => process.pid);
  const kill = async () => {
    killProcess(pid);
    await exit;
  };
  return {
    runner: 'electron',
    pid,
    async window(): Promise<Page> {
      const page = await app.firstWindow();
      await page.waitForURL((url) => url.href !== 'about:blank');
      return page;
    },
    windows: async () => app.windows(),
    evaluate: (fn, arg) => app.evaluate(fn as never, arg as never) as never,
    ...dragging,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    exited: () => exit,
    async close() {
      app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
      await endWithin(exit, 5_000, kill);
    },
    kill,
  };
}

/** Also of one that has ended while Playwright was still connecting. */
async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [exitCode] = await once(child, 'exit');
  return exitCode as number | null;
}
