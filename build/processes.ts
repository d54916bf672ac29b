import { type ChildProcess, spawn } from 'node:child_process';
import { ROOT } from './tools.ts';

export interface Run {
  /** Arguments for Node: a script and its own arguments. */
  readonly args: readonly string[];
  /** `stream` shows the output as it comes, `collect` returns it. */
  readonly output: 'stream' | 'collect';
  readonly timeoutMs: number;
  /** Variables on top of this process's; undefined removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A command to put before Node's, such as `xvfb-run`. */
  readonly through?: readonly string[];
}

export interface Ended {
  /** null if a signal ended it, after the timeout or otherwise. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly durationMs: number;
  /** The output of both streams; empty for `stream`. */
  readonly text: string;
}

/** A process group of its own lets a stage end with all that it started: browsers, servers, workers. */
const HAS_GROUPS = process.platform !== 'win32';
const running = new Set<ChildProcess>();

/**
 * Runs one Node process to its end, and ends all processes that it leaves behind.
 * @throws if it cannot be started
 */
export function run({ args, output, timeoutMs, env, through = [] }: Run): Promise<Ended> {
  const startedAtMs = performance.now();
  const pipe = output === 'collect' ? 'pipe' : 'inherit';
  const [program = '', ...rest] = [...through, process.execPath, ...args];
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', pipe, pipe],
    detached: HAS_GROUPS,
  });
  running.add(child);

  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));

  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child);
    }, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      running.delete(child);
      reject(error);
    });
    // On exit, not only on close: a remaining grandchild would keep the pipes open for ever.
    child.once('exit', () => endGroup(child));
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      running.delete(child);
      const durationMs = performance.now() - startedAtMs;
      resolve({ exitCode, timedOut, durationMs, text: Buffer.concat(chunks).toString() });
    });
  });
}

/** Passes on a terminal's Ctrl+C, which reaches only this process, because each stage has a group of its own. */
export function endRunsOnSignals(): void {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      for (const child of running) endGroup(child);
      process.exit(exitCode);
    });
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (!HAS_GROUPS) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
