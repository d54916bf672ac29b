/** The one Chromium of this app: started when the app is ready, gone when this process is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CHROMIUM_FLAGS, chromiumBinary } from '../../../build/chromium.ts';
import { endProcess } from '../runtime.ts';
import { CdpConnection, type CdpSession } from './connection.ts';

const flags = [
  ...CHROMIUM_FLAGS,
  '--headless',
  // What a window whose open handler says "deny" does: `window.open` answers null.
  '--block-new-web-contents',
];

export interface Browser {
  readonly connection: CdpConnection;
  readonly session: CdpSession;
  /** Where Playwright connects to; on 127.0.0.1 only. */
  readonly endpoint: string;
}

let started: Promise<Browser> | null = null;
let stop: (() => Promise<void>) | null = null;

export function browser(): Promise<Browser> {
  started ??= start();
  return started;
}

/** Ends Chromium and removes its profile: the last thing this process does. */
export async function stopBrowser(): Promise<void> {
  await stop?.();
}

async function start(): Promise<Browser> {
  const binary = await chromiumBinary();
  // The harness names a folder that it removes even if this process is killed.
  const profile = process.env['HOIST_STAND_IN_TEMP'] ?? (await mkdtemp(join(tmpdir(), 'hoist-app-')));
  const child = spawn(
    binary,
    [...flags, `--user-data-dir=${profile}`, '--remote-debugging-pipe', '--remote-debugging-port=0'],
    // Its output is this process's own, so that who reads that to its end knows that Chromium has gone as well.
    { stdio: ['ignore', 'inherit', 'pipe', 'pipe', 'pipe'] },
  );
  const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  let stopping = false;
  stop = async () => {
    stopping = true;
    connection.abandon();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  };
  child.on('exit', (code, signal) => {
    if (stopping) return;
    process.stderr.write(`stand-in: Chromium ended by itself (${code ?? signal})\n`);
    endProcess(1);
  });
  const endpoint = await devToolsEndpoint(child.stderr as Readable);
  const session = connection.session();
  await session.send('Target.setDiscoverTargets', { discover: true });
  closePopups(session);
  return { connection, session, endpoint };
}

/** A Chromium that does not know `--block-new-web-contents` opens a page of its own accord: close it. */
function closePopups(session: CdpSession): void {
  session.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page' && targetInfo.openerId !== undefined) {
      session.tell('Target.closeTarget', { targetId: targetInfo.targetId });
    }
  });
}

function devToolsEndpoint(stderr: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stderr.setEncoding('utf8');
    stderr.on('data', (chunk: string) => {
      text = (text + chunk).slice(-20_000);
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    stderr.on('close', () => reject(new Error(`Chromium did not start:\n${text}`)));
  });
}
