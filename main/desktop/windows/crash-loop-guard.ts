/** The number of crashes within a time after which a person has to reopen the window. */
const MOST = 3;
const WITHIN_MS = 60_000;

/** Ends the loop of a window that crashes whenever it opens. */
export class CrashLoopGuard {
  #timesMs: readonly number[] = [];

  /**
   * Counts a crash.
   * @returns whether the window may reopen by itself
   */
  mayComeBack(nowMs: number): boolean {
    const recent = this.#timesMs.filter((timeMs) => nowMs - timeMs < WITHIN_MS);
    if (recent.length >= MOST) return false;
    this.#timesMs = [...recent, nowMs];
    return true;
  }
}
