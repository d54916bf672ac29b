/**
 * The lock behind `app.requestSingleInstanceLock()`: one app for each userData folder.
 *
 * It is a socket in Linux's abstract namespace, which the kernel takes away with its process, so a killed holder never
 * blocks the next one. The call has to answer synchronously, so a worker does the waiting.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { notImplemented } from './strict.ts';

export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

export interface LockRequest {
  readonly address: string;
  readonly greeting: SecondInstance;
  /** [0] becomes one of `lockOutcome`. */
  readonly outcome: Int32Array<SharedArrayBuffer>;
}

export const lockOutcome = { pending: 0, held: 1, refused: 2 } as const;

let holder: Worker | null = null;

/** `onSecond` is called for each later instance that asked for the same lock. */
export function acquireLock(
  userData: string,
  greeting: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): boolean {
  if (holder) return true;
  if (process.platform !== 'linux')
    throw notImplemented(`app.requestSingleInstanceLock on ${process.platform}`);
  const address = `\0hoist-stand-in-${createHash('sha256').update(userData).digest('hex')}`;
  const outcome = new Int32Array(new SharedArrayBuffer(4));
  const request: LockRequest = { address, greeting, outcome };
  const worker = new Worker(new URL('./single-instance-worker.ts', import.meta.url), {
    workerData: request,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    argv: [],
  });
  worker.unref();
  Atomics.wait(outcome, 0, lockOutcome.pending, 10_000);
  if (Atomics.load(outcome, 0) !== lockOutcome.held) {
    void worker.terminate();
    return false;
  }
  holder = worker;
  worker.on('message', onSecond);
  return true;
}

export function holdsLock(): boolean {
  return holder !== null;
}

export function releaseLock(): void {
  void holder?.terminate();
  holder = null;
}
