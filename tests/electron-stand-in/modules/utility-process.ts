/**
 * `utilityProcess.fork`: a child of Node with `process.parentPort`, which Electron gives to its own. Messages that are
 * posted before it runs wait for it, as there.
 */
import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { appIsReady } from '../lifecycle.ts';
import { strictObject } from '../strict.ts';

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: readonly string[]) {
    super();
    this.#child = forkNode(modulePath, args, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--import', join(import.meta.dirname, 'parent-port.ts')],
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object, () => {});
  }

  kill(): boolean {
    return this.#child.kill();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }
}

export const utilityProcess = strictObject('utilityProcess', {
  fork(modulePath: string, args: readonly string[] = []): UtilityProcess {
    if (!appIsReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    return new UtilityProcess(modulePath, args);
  },
});
