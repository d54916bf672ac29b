import type { Clock } from '../util/clock.ts';
import { withPause } from './write-stability.ts';

interface Departed {
  readonly atMs: number;
  readonly pausesMs: readonly number[];
}

const MAX_FILES = 1000;

/** The latest files that were taken for finished though their writers cannot be seen, and may come back all the same. */
export class DepartedFiles {
  readonly #clock: Clock;
  readonly #files = new Map<string, Departed>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param quietMs for how long it has not changed
   * @param pausesMs the pauses between its changes before that
   */
  add(
    path: string,
    { quietMs, pausesMs }: { readonly quietMs: number; readonly pausesMs: readonly number[] },
  ): void {
    this.#files.delete(path);
    this.#files.set(path, { atMs: this.#clock.elapsed() - quietMs, pausesMs });
    const [oldest] = this.#files.keys();
    if (this.#files.size > MAX_FILES && oldest !== undefined) this.#files.delete(oldest);
  }

  /** @returns the pauses between the file's changes, the present one included; undefined where it is unknown */
  pausesMs(path: string): readonly number[] | undefined {
    const departed = this.#files.get(path);
    return departed && withPause(departed.pausesMs, this.#clock.elapsed() - departed.atMs);
  }
}
