/** A packaged app at work: it starts, takes a file that is dropped on its sandbox, and hands out the id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright';
import type { HoistApi } from '../../preload/contract/contract.ts';
import { drop } from '../support/drop.ts';
import { endWithin, killProcess } from '../support/processes.ts';

const START_WITHIN_MS = 60_000;
const READY_WITHIN_MS = 60_000;
const QUIT_WITHIN_MS = 15_000;

/**
 * Starts the app, uploads one file to the sandbox inside it and quits it. The fuses close Node's inspector in a package, so
 * this talks to its window alone, by Chromium's DevTools.
 * @param command the program and its arguments
 * @param folder for the app's data and the file
 * @returns the `file_id` that the window shows
 */
export async function tryApp(command: readonly string[], folder: string): Promise<string> {
  const [program = '', ...args] = command;
  const switches = ['--remote-debugging-port=0', `--user-data-dir=${join(folder, 'data')}`];
  const child = spawn(program, [...args, ...switches], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own, with whatever is between it and the app.
    detached: process.platform !== 'win32',
  });
  const exited = once(child, 'exit').catch(() => undefined);
  let browser: Browser | undefined;
  try {
    browser = await chromium.connectOverCDP(await devToolsOf(child), { noDefaults: true });
    const page = await firstPage(browser);
    const file = join(folder, 'smoke.txt');
    await writeFile(file, 'A first file.');
    await page.getByRole('button', { name: 'Try it without an account' }).click();
    await page.getByText('Sandbox').first().waitFor();
    await drop(page, {}, [file]);
    const row = page.getByRole('row', { name: /^smoke\.txt/ });
    await row.getByText('Ready').waitFor({ timeout: READY_WITHIN_MS });
    return await idOf(page);
  } finally {
    const quit = browser?.newBrowserCDPSession().then((session) => session.send('Browser.close'));
    await quit?.catch(() => undefined);
    await endWithin(exited, QUIT_WITHIN_MS, async () => {
      if (child.pid === undefined) return;
      killProcess(process.platform === 'win32' ? child.pid : -child.pid);
      await exited;
    });
    await browser?.close().catch(() => undefined);
  }
}

/** As the window's own bridge tells it. */
async function idOf(page: Page): Promise<string> {
  const id = await page.evaluate(async () => {
    const { rows } = await (window as unknown as { hoist: HoistApi }).hoist.snapshot();
    return rows.map(({ state }) => ('fileId' in state ? state.fileId : null))[0];
  });
  if (!id) throw new Error('the file is ready, and has no id');
  return id;
}

async function firstPage(browser: Browser): Promise<Page> {
  for (const deadlineMs = Date.now() + START_WITHIN_MS; Date.now() < deadlineMs; await sleep(100)) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((each) => each.url().endsWith('/index.html'));
    if (page !== undefined) return page;
  }
  throw new Error(`no window within ${START_WITHIN_MS / 1000} s`);
}

function devToolsOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`The app ${why}:\n${said}`));
    const timer = setTimeout(() => fail(`did not start within ${START_WITHIN_MS / 1000} s`), START_WITHIN_MS);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (exitCode, signal) => fail(`ended at once (${exitCode ?? signal})`));
  });
}
