/** The app on real Electron, through Playwright's own launcher. */
import { once } from 'node:events';
import { _electron, type Page } from 'playwright';
import * as dragging from './drop.ts';
import { endWithin } from './processes.ts';
import type { LaunchOptions, RunningApp } from './running-app.ts';

export async function launchElectron(options: LaunchOptions & { appPath: string }): Promise<RunningApp> {
  const { appPath, dataDir, args = [], env = {}, colorScheme } = options;
  const app = await _electron.launch({
    args: [`--user-data-dir=${dataDir}`, appPath, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
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
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const kill = async () => {
    child.kill('SIGKILL');
    await exit;
  };
  return {
    runner: 'electron',
    pid: child.pid ?? 0,
    async window(): Promise<Page> {
      const page = await app.firstWindow();
      await page.waitForLoadState();
      return page;
    },
    windows: async () => app.windows(),
    evaluate: (fn, arg) => app.evaluate(fn as never, arg as never) as never,
    ...dragging,
    stdout: () => stdout,
    stderr: () => stderr,
    exited: () => exit,
    async close() {
      app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
      await endWithin(exit, 5_000, kill);
    },
    kill,
  };
}
