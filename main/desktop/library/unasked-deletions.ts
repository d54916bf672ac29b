import type { Clock } from '../../core/util/clock.ts';

/** How many files a window may have deleted in an hour before the person is asked. */
const MAX_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/**
 * Counts the deletions that nobody was asked about, since a person can undo them in the window. A window that somebody has taken over
 * could hide that, so it gets only a few.
 */
export class UnaskedDeletions {
  readonly #clock: Clock;
  #atMs: readonly number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts `count` files, if they may be deleted without a question.
   * @param isWatched whether the person has the window before them, with its “Undo”
   */
  allow(count: number, isWatched: boolean): boolean {
    const nowMs = this.#clock.elapsed();
    this.#atMs = this.#atMs.filter((atMs) => nowMs - atMs < HOUR_MS);
    if (!isWatched || this.#atMs.length + count > MAX_AN_HOUR) return false;
    this.#atMs = [...this.#atMs, ...new Array<number>(count).fill(nowMs)];
    return true;
  }
}
