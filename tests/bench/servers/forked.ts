import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Workbench } from '../harness/workbench.ts';

/** A module in a process of its own that says something first, and then responds to each message. */
export interface Forked<Hello, Response> extends AsyncDisposable {
  readonly pid: number;
  readonly hello: Hello;
  /** @throws if the process has ended */
  ask(message?: object): Promise<Response>;
}

/**
 * Starts it; it ends with the measurement at the latest.
 * @param what for messages to people, such as "the API"
 * @param preload modules that it loads first
 */
export async function startForked<Hello, Response>(
  bench: Workbench,
  options: {
    readonly what: string;
    readonly module: string;
    readonly argument: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly preload?: readonly string[];
  },
): Promise<Forked<Hello, Response>> {
  const { what, module, argument, env = {}, preload = [] } = options;
  const child = fork(module, [argument], {
    execArgv: preload.flatMap((path) => ['--import', path]),
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  const closed = once(child, 'close');
  const gone = closed.then((): never => {
    throw new Error(`${what}’s process has ended`);
  });
  gone.catch(() => {});
  const waiting: ((message: unknown) => void)[] = [];
  child.on('message', (message) => waiting.shift()?.(message));
  const nextMessage = () => Promise.race([new Promise((resolve) => waiting.push(resolve)), gone]);

  const owned: AsyncDisposable = {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
  bench.own(owned);
  const hello = (await nextMessage()) as Hello;
  return {
    ...owned,
    pid: child.pid ?? 0,
    hello,
    async ask(message = {}) {
      const response = nextMessage();
      child.send(message);
      return (await response) as Response;
    },
  };
}
