/** The app on the stand-in: its main process in Node, its windows in a Chromium that Playwright joins over CDP. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright';
import { standInCommand } from '../../build/runner/commands.ts';
import { COMPILE_CACHE } from './compile-cache.ts';
import * as dragging from './drop.ts';
import { appArguments, appEnvironment } from './electron-arguments.ts';
import { endWithin, removeFolder } from './processes.ts';
import type { LaunchOptions, RunningApp } from './running-app.ts';
import { StandInControl } from './stand-in-control.ts';

const windowLimitMs = 60_000;
const chromiumLimitMs = 5_000;

export async function launchStandIn(options: LaunchOptions & { appPath: string }): Promise<RunningApp> {
  const { env, colorScheme = 'light' } = options;
  const temp = await mkdtemp(join(tmpdir(), 'hoist-app-'));
  const [program = '', ...args] = standInCommand(appArguments(options));
  const child = spawn(program, args, {
    env: {
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      // The session in which the tests run must not matter.
      ...appEnvironment({ XDG_SESSION_TYPE: 'x11', ...env }),
      HOIST_STAND_IN_CONTROL: '1',
      HOIST_STAND_IN_TEMP: temp,
      HOIST_STAND_IN_SYSTEM_THEME: colorScheme,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const control = new StandInControl(child.stdio[3] as Duplex);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  let joined: Promise<Browser> | null = null;
  const closed = once(child, 'close');
  // Chromium ends with the main process and writes into its profile until then; it holds the output open as long.
  const exit = once(child, 'exit').then(async ([code]) => {
    await Promise.race([closed, sleep(chromiumLimitMs, null, { ref: false })]);
    await joined?.then((browser) => browser.close()).catch(() => undefined);
    await removeFolder(temp);
    return code as number | null;
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await exit;
  };
  const windows = async () => {
    // Without Playwright's own defaults, which would override the app's colour scheme.
    joined ??= control.endpoint().then((url) => chromium.connectOverCDP(url, { noDefaults: true }));
    const browser = await joined;
    return browser
      .contexts()
      .flatMap((context) => context.pages().filter((page) => page.url() !== 'about:blank'));
  };
  const gone = exit.then((code): never => {
    throw new Error(`The app ended (${code}) before it had a window:\n${stderr}`);
  });
  gone.catch(() => undefined);
  return {
    runner: 'stand-in',
    pid: child.pid ?? 0,
    window: () => Promise.race([firstWindow(windows), gone]),
    windows,
    evaluate: (fn, arg) => control.evaluate(fn.toString(), arg) as never,
    ...dragging,
    stdout: () => stdout,
    stderr: () => stderr,
    exited: () => exit,
    async close() {
      control.evaluate('({ app }) => { app.quit(); }', undefined).catch(() => undefined);
      await endWithin(exit, 5_000, kill);
    },
    kill,
  };
}

async function firstWindow(windows: () => Promise<Page[]>): Promise<Page> {
  const deadline = Date.now() + windowLimitMs;
  while (Date.now() < deadline) {
    const [page] = await windows();
    if (page) {
      await page.waitForLoadState();
      return page;
    }
    await sleep(20);
  }
  throw new Error(`No window within ${windowLimitMs} ms`);
}
