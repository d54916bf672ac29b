export interface CallLimits {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** The documented limits of a key as rolling windows, at the server. A call that is refused does not count. */
export class RollingWindows {
  readonly #limits: CallLimits;
  /** When the calls of the last minute came, oldest first. */
  #cameAtMs: number[] = [];

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  /** Whether a call that comes at `nowMs` may pass; then it counts. */
  admit(nowMs: number): boolean {
    this.#cameAtMs = this.#cameAtMs.filter((atMs) => atMs > nowMs - 60_000);
    const lastSecond = this.#cameAtMs.filter((atMs) => atMs > nowMs - 1_000).length;
    const admitted = lastSecond < this.#limits.perSecond && this.#cameAtMs.length < this.#limits.perMinute;
    if (admitted) this.#cameAtMs.push(nowMs);
    return admitted;
  }
}
