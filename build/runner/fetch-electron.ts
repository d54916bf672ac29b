/**
 * Downloads Electron's binary with the npm package's own install script, which knows mirrors, its cache and the checksums.
 *
 * That script waits minutes for a silent server, and shows progress only after 30 seconds. So this watches what the script has
 * written, reports it, and ends the script once nothing has moved for a while.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { electronBinary, electronVersion } from './electron-package.ts';

export type Fetched =
  | { readonly kind: 'installed'; readonly binary: string }
  | { readonly kind: 'failed'; readonly why: string }
  /** It failed within the last day, so it was not tried. */
  | { readonly kind: 'resting'; readonly untilMs: number };

export interface FetchOptions {
  /** The folder of the npm package `electron`. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where a failure is remembered. */
  readonly memory: string;
  /** Tries even if it failed within the last day. */
  readonly evenIfResting: boolean;
  readonly nowMs: number;
  /** Called whenever more has arrived, with the bytes of the download and of the unpacked files. */
  readonly progress: (bytes: number) => void;
  /** After this time without a new byte, it has failed. */
  readonly stallMs?: number;
  /** The most bytes, downloaded and unpacked. A mirror that sends more serves something else. */
  readonly maxBytes?: number;
  readonly maxMs?: number;
}

/** Including the script's start and end, a machine without a network waits less than 15 seconds. */
const STALL_MS = 12_000;
/** About twice the real size. */
const MAX_BYTES = 1_000_000_000;
/** A slow network takes half of it. */
const MAX_MS = 2 * 3_600_000;
const LOOK_EVERY_MS = 200;
const MAX_SAID = 100_000;
const MAX_REASON = 300;
const REST_MS = 24 * 3_600_000;

const failureShape = z.object({ version: z.string(), failedAtMs: z.number() });

export async function fetchElectron(options: FetchOptions): Promise<Fetched> {
  const { folder, env, memory, evenIfResting, nowMs, progress } = options;
  const { stallMs = STALL_MS, maxBytes = MAX_BYTES, maxMs = MAX_MS } = options;
  const version = electronVersion(folder);
  const failedAtMs = lastFailure(memory, version);
  if (!evenIfResting && failedAtMs !== null && nowMs >= failedAtMs && nowMs < failedAtMs + REST_MS) {
    return { kind: 'resting', untilMs: failedAtMs + REST_MS };
  }
  const temp = mkdtempSync(join(tmpdir(), 'hoist-electron-'));
  try {
    // The script writes it last. An older Electron's file would make a half-unpacked one look complete.
    rmSync(join(folder, 'path.txt'), { force: true });
    const why = await runInstallScript({ folder, env, temp, progress, stallMs, maxBytes, maxMs });
    const binary = electronBinary(folder, env);
    if (why === null && binary !== null) {
      rmSync(memory, { force: true });
      return { kind: 'installed', binary };
    }
    mkdirSync(dirname(memory), { recursive: true });
    writeFileSync(memory, JSON.stringify({ version, failedAtMs: nowMs }));
    return { kind: 'failed', why: why ?? 'its program is not where it should be' };
  } finally {
    rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Bounds {
  readonly progress: (bytes: number) => void;
  readonly stallMs: number;
  readonly maxBytes: number;
  readonly maxMs: number;
}

interface ScriptRun extends Bounds {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly temp: string;
}

/** @returns null on success, else the reason for the failure */
async function runInstallScript({ folder, env, temp, ...bounds }: ScriptRun): Promise<string | null> {
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    env: {
      ...env,
      // Without this, Node's fetch ignores HTTPS_PROXY and NO_PROXY.
      NODE_USE_ENV_PROXY: '1',
      // The script downloads into the temporary folder. It gets one of its own, so that this can watch it.
      TMPDIR: temp,
      TEMP: temp,
      TMP: temp,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MAX_SAID) said += text;
  });
  const closed = once(child, 'close').then(([exitCode]) => exitCode as number | null);
  const ended = { now: false };
  closed.finally(() => {
    ended.now = true;
  });
  const givenUp = await watch(child, { folders: [temp, join(folder, 'dist')], ended, ...bounds });
  const exitCode = await closed;
  if (givenUp !== null) return givenUp;
  return exitCode === 0 ? null : reasonIn(said);
}

interface Watch extends Bounds {
  readonly folders: readonly string[];
  readonly ended: { readonly now: boolean };
}

/**
 * Ends the script if it stalls or does not finish.
 * @returns why; null if it ended by itself
 */
async function watch(child: ChildProcess, { folders, ended, ...bounds }: Watch): Promise<string | null> {
  const { progress, stallMs, maxBytes, maxMs } = bounds;
  const beganMs = performance.now();
  const giveUp = (why: string) => {
    child.kill('SIGKILL');
    return why;
  };
  let bytes = folders.reduce((sum, each) => sum + sizeOf(each), 0);
  let movedAtMs = performance.now();
  while (!ended.now) {
    await sleep(LOOK_EVERY_MS);
    const now = folders.reduce((sum, each) => sum + sizeOf(each), 0);
    if (now !== bytes) {
      bytes = now;
      movedAtMs = performance.now();
      progress(bytes);
    } else if (performance.now() - movedAtMs > stallMs && !ended.now) {
      return giveUp(`nothing came for ${Math.round(stallMs / 1000)} seconds`);
    }
    if (bytes > maxBytes) return giveUp('far more came than Electron has');
    if (performance.now() - beganMs > maxMs) return giveUp('it came far too slowly');
  }
  return null;
}

/** @returns the size of a folder with all its content, in bytes. Files that vanish meanwhile do not count. */
function sizeOf(path: string): number {
  try {
    const stats = statSync(path);
    if (!stats.isDirectory()) return stats.size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}

/** @returns the first line of the script's stack, without the error's class. A mirror may have written a part of it. */
function reasonIn(said: string): string {
  const line = /^(?:\w*Error: )(.+)$/m.exec(said)?.[1];
  const first = (line ?? said.trim().split('\n')[0] ?? '').replace(/\.$/, '');
  return first.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, MAX_REASON) || 'its install script failed';
}

function lastFailure(memory: string, version: string): number | null {
  try {
    const kept = failureShape.parse(JSON.parse(readFileSync(memory, 'utf8')));
    return kept.version === version ? kept.failedAtMs : null;
  } catch {
    return null;
  }
}
