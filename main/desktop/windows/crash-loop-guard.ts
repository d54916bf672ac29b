/** So many times within this time a broken window comes back by itself; then a person has to want it. */
const MOST = 3;
const WITHIN_MS = 60_000;

/** Keeps a window that breaks whenever it opens from doing so for ever. */
export class CrashLoopGuard {
  #timesMs: readonly number[] = [];

  /** Whether the window may come back by itself now; if so, it is counted. */
  mayComeBack(nowMs: number): boolean {
    const recent = this.#timesMs.filter((timeMs) => nowMs - timeMs < WITHIN_MS);
    if (recent.length >= MOST) return false;
    this.#timesMs = [...recent, nowMs];
    return true;
  }
}
