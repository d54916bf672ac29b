/** Taken for how long processing takes, in ms, until enough files have told. */
const PRIOR_MS: readonly number[] = [
  ...[1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 5500],
  ...[6000, 6500, 7000, 8000, 9000, 10_000, 11_000, 13_000, 15_000, 16_000],
];
const MIN_SAMPLES = 20;
const MAX_SAMPLES = 200;
/** By then most files are ready; the others are asked about once more. */
const MOST = 0.95;
const MAX_DUE_MS = 5 * 60_000;
const SOONER = 0.95;

/** Learns from the files that became ready how long this server takes to process one. */
export class ProcessingTimes {
  /** The latest, oldest first, in ms. */
  #samples: number[] = [];
  #sorted: readonly number[] = PRIOR_MS;

  /** @param samples what was learned of this server before, oldest first, in ms */
  begin(samples: readonly number[]): void {
    this.#samples = samples.slice(-MAX_SAMPLES);
    this.#sort();
  }

  get samples(): readonly number[] {
    return this.#samples;
  }

  /**
   * A file became ready after so long, in ms; null where it is only known that it was when it should have been. Then
   * it may well have been sooner: a little is taken off each time, or a server that was slow once would seem so for ever.
   */
  learned(processingMs: number | null): void {
    this.#samples.push(processingMs ?? SOONER * this.dueAgeMs('usual'));
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift();
    this.#sort();
  }

  /**
   * The age at which a file is asked about for the first time where calls are scarce, in ms.
   * @param caution whether asking in vain costs a call, or the whole batch another window
   */
  dueAgeMs(caution: 'usual' | 'high'): number {
    const ageMs = caution === 'high' ? this.#sureMs : this.#usualMs;
    return Math.min(Math.max(ageMs, 1000), MAX_DUE_MS);
  }

  get #usualMs(): number {
    return this.#sorted[Math.ceil(this.#sorted.length * MOST) - 1] ?? 0;
  }

  get #sureMs(): number {
    const longestMs = this.#sorted.at(-1) ?? 0;
    // A single file that took for ever says little about the others.
    return Math.min((1.05 + 5 / this.#sorted.length) * longestMs, 1.5 * this.#usualMs);
  }

  /**
   * The age by which this part of the files that are not ready at `ageMs` will be, in ms; null where none ever took
   * as long as that.
   * @param part above 0, at most 1
   */
  ageByWhichMs(part: number, ageMs: number): number | null {
    const from = this.#sorted.findIndex((sample) => sample > ageMs);
    if (from === -1) return null;
    const left = this.#sorted.length - from;
    return this.#sorted[from + Math.max(0, Math.ceil(left * part) - 1)] ?? null;
  }

  #sort(): void {
    const isKnown = this.#samples.length >= MIN_SAMPLES;
    this.#sorted = [...(isKnown ? [] : PRIOR_MS), ...this.#samples].sort((a, b) => a - b);
  }
}

/**
 * How long a file was processed, in ms, or null where that is not known well enough.
 * @param said what the server's own times say, if anything
 * @param notYetMs the last age at which it was not ready
 * @param readyMs the age at which it was
 */
export function processingTimeMs(said: number | null, notYetMs: number, readyMs: number): number | null {
  if (said !== null) return Math.min(Math.max(said, notYetMs), readyMs);
  return readyMs - notYetMs <= Math.max(2000, 0.4 * readyMs) ? readyMs : null;
}
