import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromWorker, ToWorker } from './messages.ts';

/** The process that works on one drive, as whoever started it sees it. */
export interface Worker {
  /** One that has just ended says so by `gone`. */
  send(message: ToWorker): void;
  /** Keeps this process alive until `release`. */
  retain(): void;
  release(): void;
  /** Ends it, or leaves it to the system as long as its drive does not let it end. */
  kill(): void;
}

export interface WorkerListener {
  heard(message: FromWorker): void;
  gone(): void;
}

export type StartWorker = (listener: WorkerListener) => Worker;

/** As a child of Node. */
export const forkWorker: StartWorker = (listener) => {
  const child = fork(workerFile(), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  child.on('message', (message) => listener.heard(message as FromWorker));
  child.on('error', listener.gone).on('exit', listener.gone);
  child.unref();
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    retain: () => child.channel?.ref(),
    release: () => child.channel?.unref(),
    kill: () => void child.kill('SIGKILL'),
  };
};

/** As source, or as built for the app or the packaged terminal, where it lies beside what starts it. */
export function workerFile(): string {
  const file = import.meta.url.endsWith('.ts')
    ? new URL('../../watch/drive-worker.ts', import.meta.url)
    : new URL(`drive-worker${extname(import.meta.url)}`, import.meta.url);
  return fileURLToPath(file);
}
