import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { FromWorker, ToWorker } from './messages.ts';

/** The process that works on one drive, as whoever started it sees it. */
export interface Worker {
  /** One that has just ended says so by `gone`. */
  send(message: ToWorker): void;
  /** As long as it is held, this process lives on for it. */
  hold(): void;
  letGo(): void;
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
    ...{ serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] },
  });
  child.on('message', (message) => listener.heard(message as FromWorker));
  child.on('error', listener.gone).on('exit', listener.gone);
  child.unref();
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    hold: () => child.channel?.ref(),
    letGo: () => child.channel?.unref(),
    kill: () => void child.kill('SIGKILL'),
  };
};

/** Beside this file, as source and as built. */
export function workerFile(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, '../drive-worker.ts')
    : join(import.meta.dirname, 'drive-worker.js');
}
