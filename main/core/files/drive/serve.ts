import { statfs } from 'node:fs/promises';
import { type FromWorker, received, type SentError, sent, type ToWorker } from './messages.ts';

/** Sends a value to the task's caller; the task continues once the caller is done, or fails as the caller did. */
export type Ask = (value: unknown) => Promise<void>;

export type Task = (ask: Ask, ...args: never[]) => Promise<unknown>;

/** The way to whoever started this process. */
export interface Port {
  send(message: FromWorker): void;
  listen(listener: (message: ToWorker) => void): void;
}

/** Electron's, in a process that its app has started. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Of a child of Node, which ends with its parent, or of one of Electron's, which Electron ends. */
export function portToParent(): Port {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (listener) => parentPort.on('message', ({ data }) => listener(data as ToWorker)),
    };
  }
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  return {
    send: (message) => void process.send?.(message, () => {}),
    listen: (listener) => process.on('message', (message) => listener(message as ToWorker)),
  };
}

/** Does these tasks for the process that started this one, and ends with it. */
export function serve(tasks: Readonly<Record<string, Task>>, port: Port): void {
  const answers = new Map<number, (error: SentError | null) => void>();
  const say = (message: FromWorker) => port.send(message);
  say({ kind: 'alive' });
  port.listen((said) => {
    if (said.kind === 'probe') {
      const alive = () => say({ kind: 'alive' });
      // An error is an answer too.
      void statfs(said.mount).then(alive, alive);
    } else if (said.kind === 'answer') {
      answers.get(said.id)?.(said.error);
      answers.delete(said.id);
    } else void work(said);
  });

  async function work({ id, task, args }: Extract<ToWorker, { kind: 'call' }>): Promise<void> {
    const ask: Ask = (value) =>
      new Promise((resolve, reject) => {
        answers.set(id, (error) => (error === null ? resolve() : reject(received(error))));
        say({ kind: 'ask', id, value });
      });
    try {
      const value = await tasks[task]?.(ask, ...(args as never[]));
      say({ kind: 'done', id, value });
    } catch (error) {
      say({ kind: 'failed', id, error: sent(error) });
    }
  }
}
