import { statfs } from 'node:fs/promises';
import { type FromWorker, sent, type ToWorker } from './messages.ts';

/** What a task can tell whoever called it; it goes on once that is done. */
export type Ask = (value: unknown) => Promise<void>;

export type Task = (ask: Ask, ...args: never[]) => Promise<unknown>;

/** Does these tasks for the process that started this one, and ends with it. */
export function serve(tasks: Readonly<Record<string, Task>>): void {
  const answers = new Map<number, () => void>();
  const say = (message: FromWorker) => process.send?.(message, () => {});
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', (message) => {
    const said = message as ToWorker;
    if (said.kind === 'probe') {
      const alive = () => say({ kind: 'alive' });
      // An error is an answer too.
      void statfs(said.mount).then(alive, alive);
    } else if (said.kind === 'answer') {
      answers.get(said.id)?.();
      answers.delete(said.id);
    } else void work(said);
  });

  async function work({ id, task, args }: Extract<ToWorker, { kind: 'call' }>): Promise<void> {
    const ask: Ask = (value) =>
      new Promise((resolve) => {
        answers.set(id, resolve);
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
