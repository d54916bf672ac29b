import { SentBytes } from '../eta/sent-bytes.ts';
import type { QueueEvent } from '../queue/upload-list.ts';
import type { Clock } from '../util/clock.ts';

/** The length of one sample, in ms. */
export const SAMPLE_MS = 5000;
/** Five minutes of them. */
const SAMPLES = 60;

/** The bytes of all uploads that went out in each of the last five minutes' samples. */
export class SpeedRing {
  readonly #clock: Clock;
  readonly #sent = new SentBytes();
  readonly #bytes = new Array<number>(SAMPLES + 1).fill(0);
  /** The number of the latest sample, by the clock that nobody sets. */
  #latest: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#latest = this.#sampleNow();
  }

  happened(event: QueueEvent): void {
    const bytes = this.#sent.happened(event);
    if (bytes === 0) return;
    this.#pass();
    const at = this.#latest % this.#bytes.length;
    this.#bytes[at] = (this.#bytes[at] ?? 0) + bytes;
  }

  /** Bytes a second in each whole sample, the oldest first; the sample that has not ended is not in it. */
  get bytesPerSecond(): number[] {
    this.#pass();
    return Array.from({ length: SAMPLES }, (_, index) => {
      const bytes = this.#bytes[(this.#latest + 1 + index) % this.#bytes.length] ?? 0;
      return (bytes * 1000) / SAMPLE_MS;
    });
  }

  #sampleNow(): number {
    return Math.floor(this.#clock.elapsed() / SAMPLE_MS);
  }

  /** Empties the samples in which nothing happened. */
  #pass(): void {
    const now = this.#sampleNow();
    const passed = Math.min(now - this.#latest, this.#bytes.length);
    for (let step = 1; step <= passed; step += 1) this.#bytes[(this.#latest + step) % this.#bytes.length] = 0;
    if (passed === this.#bytes.length) this.#bytes.fill(0);
    this.#latest = now;
  }
}
