import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WITHIN_MS = 15_000;

/**
 * Asks a Node process about itself that is started with `env`, and loads the modules of `preload` first. It responds to
 * SIGUSR2 with a file.
 */
export class Probe<T> {
  readonly env: Readonly<Record<string, string>>;
  readonly preload: readonly [string];
  readonly #file: string;

  /**
   * @param module beside this one
   * @param folder where the process may write
   */
  constructor(module: string, folder: string) {
    this.preload = [join(import.meta.dirname, module)];
    this.#file = join(folder, 'probe.json');
    this.env = { HOIST_BENCH_PROBE: this.#file };
  }

  async take(pid: number): Promise<T> {
    await rm(this.#file, { force: true });
    process.kill(pid, 'SIGUSR2');
    for (const deadlineMs = Date.now() + WITHIN_MS; Date.now() < deadlineMs; await sleep(20)) {
      const text = await readFile(this.#file, 'utf8').catch(() => null);
      if (text !== null) return JSON.parse(text) as T;
    }
    throw new Error('the process says nothing of itself');
  }
}
