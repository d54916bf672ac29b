import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

const WITHIN_MS = 15_000;
const PROBE = join(import.meta.dirname, 'event-loop-probe.ts');

/** Watches the event loop of a Node process that is started with `env`, and loads the modules of `preload` first. */
export class LoopWatch {
  readonly env: Readonly<Record<string, string>>;
  readonly preload = [PROBE] as const;
  readonly #file: string;

  /** @param folder where the process may write */
  constructor(folder: string) {
    this.#file = join(folder, 'loop-delay.json');
    this.env = { HOIST_BENCH_PROBE: this.#file };
  }

  /** What the delay has been since the last call, or the start. */
  async take(pid: number): Promise<LoopDelay> {
    await rm(this.#file, { force: true });
    process.kill(pid, 'SIGUSR2');
    for (const deadlineMs = Date.now() + WITHIN_MS; Date.now() < deadlineMs; await sleep(20)) {
      const text = await readFile(this.#file, 'utf8').catch(() => null);
      if (text !== null) return JSON.parse(text) as LoopDelay;
    }
    throw new Error('the process says nothing of its event loop');
  }
}
