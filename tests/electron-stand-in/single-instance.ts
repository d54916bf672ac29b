/**
 * The lock behind `app.requestSingleInstanceLock()`: one app for each userData folder.
 *
 * It is a socket in Linux's abstract namespace, which the kernel takes away with its process, so a killed holder never
 * blocks the next one.
 */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { deserialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { notImplemented } from './strict.ts';

export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** What the worker needs to greet the holder. */
export interface Greeting {
  readonly address: string;
  readonly greeting: SecondInstance;
  /** [0] becomes 1 when the holder has heard, or has gone away. */
  readonly heard: Int32Array<SharedArrayBuffer>;
}

const GREETING_LIMIT_MS = 10_000;

let lock: Server | null = null;

/** Where the holder of this folder's lock listens. */
export function lockAddress(userData: string): string {
  return `\0hoist-stand-in-${createHash('sha256').update(userData).digest('hex')}`;
}

/** `onSecond` is called for each later instance that asked for the same lock. */
export function acquireLock(
  userData: string,
  greeting: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): boolean {
  if (lock) return true;
  if (process.platform !== 'linux')
    throw notImplemented(`app.requestSingleInstanceLock on ${process.platform}`);
  const address = lockAddress(userData);
  lock = listen(address, onSecond);
  if (lock === null) greetHolder(address, greeting);
  return lock !== null;
}

export function holdsLock(): boolean {
  return lock !== null;
}

export function releaseLock(): void {
  lock?.close();
  lock = null;
}

/** Node binds a socket before `listen` returns, and tells of an address in use by an event. */
function listen(address: string, onSecond: (second: SecondInstance) => void): Server | null {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('end', () => {
      const second = understood(Buffer.concat(chunks));
      // As Chromium, which closes the connection of whoever does not say all of it.
      if (second === null) return void socket.destroy();
      onSecond(second);
      socket.end('heard');
    });
  });
  server.on('error', () => undefined);
  server.listen(address);
  if (!server.listening) return null;
  return server.unref();
}

/** @returns null where it is no greeting, as from an instance that died half way */
function understood(bytes: Buffer): SecondInstance | null {
  let said: unknown;
  try {
    said = deserialize(bytes);
  } catch {
    return null;
  }
  return isGreeting(said) ? said : null;
}

function isGreeting(said: unknown): said is SecondInstance {
  if (typeof said !== 'object' || said === null) return false;
  const { argv, workingDirectory } = said as Partial<Record<keyof SecondInstance, unknown>>;
  return Array.isArray(argv) && typeof workingDirectory === 'string';
}

/** The call has to answer synchronously, so a worker talks to the holder meanwhile. */
function greetHolder(address: string, greeting: SecondInstance): void {
  const heard = new Int32Array(new SharedArrayBuffer(4));
  const workerData: Greeting = { address, greeting, heard };
  const worker = new Worker(new URL('./single-instance-worker.ts', import.meta.url), {
    workerData,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    argv: [],
  });
  worker.unref();
  Atomics.wait(heard, 0, 0, GREETING_LIMIT_MS);
  void worker.terminate();
}
