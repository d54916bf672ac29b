import type { Clock } from './clock.ts';

export interface Progress {
  readonly sentBytes: number;
  /** Over the last few seconds; null until there is enough to tell. */
  readonly bytesPerSecond: number | null;
}

/** Progress is reported at most this often; the last value is always reported. */
const TELL_EVERY_MS = 250;
const SPEED_WINDOW_MS = 3000;

/** Turns a count that rises many times a second into few reports, with a speed. */
export class ProgressMeter {
  readonly #clock: Clock;
  readonly #tell: (progress: Progress) => void;
  #sentBytes = 0;
  #samples: { atMs: number; sentBytes: number }[] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(clock: Clock, tell: (progress: Progress) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A lower count than before restarts the measurement, and is reported at once. */
  update(sentBytes: number): void {
    const isAnew = sentBytes < this.#sentBytes;
    if (isAnew || this.#samples.length === 0) {
      this.#samples = [{ atMs: this.#clock.now(), sentBytes: Math.min(sentBytes, this.#sentBytes) }];
    }
    this.#sentBytes = sentBytes;
    if (isAnew) {
      this.stop();
      this.#tell({ sentBytes, bytesPerSecond: null });
      return;
    }
    this.#cancelTimer ??= this.#clock.after(TELL_EVERY_MS, () => this.#report());
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #report(): void {
    this.#cancelTimer = null;
    const nowMs = this.#clock.now();
    this.#samples.push({ atMs: nowMs, sentBytes: this.#sentBytes });
    while (this.#samples.length > 2 && (this.#samples[0]?.atMs ?? nowMs) < nowMs - SPEED_WINDOW_MS)
      this.#samples.shift();
    const oldest = this.#samples[0];
    const passedMs = nowMs - (oldest?.atMs ?? nowMs);
    const bytesPerSecond =
      passedMs > 0 ? ((this.#sentBytes - (oldest?.sentBytes ?? 0)) / passedMs) * 1000 : null;
    this.#tell({ sentBytes: this.#sentBytes, bytesPerSecond });
  }
}
