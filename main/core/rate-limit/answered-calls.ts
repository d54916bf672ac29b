import type { Clock } from '../util/clock.ts';
import { MINUTE_MS } from './shared-quota.ts';

/** Calls as they are reported to the server of a shared quota. */
export interface ReportedCalls {
  /** The number of the first of them. */
  readonly first: number;
  /** How long ago each was answered, in ms. */
  readonly agesMs: readonly number[];
}

/** A desk's calls of the last minute, each with a number, and up to which one the server has acknowledged them. */
export class AnsweredCalls {
  readonly #clock: Clock;
  /** By the clock that nobody sets. */
  #answeredAtMs: number[];
  /** Those of an earlier process have numbers below 1, and count as acknowledged. */
  #first: number;
  #acknowledged = 0;

  /** @param earlierAgesMs how long ago calls were answered that an earlier process made, in ms */
  constructor(clock: Clock, earlierAgesMs: readonly number[]) {
    const nowMs = clock.elapsed();
    this.#clock = clock;
    this.#answeredAtMs = earlierAgesMs.map((ageMs) => nowMs - ageMs);
    this.#first = 1 - this.#answeredAtMs.length;
  }

  /** Those of the last minute. */
  get count(): number {
    this.#forget();
    return this.#answeredAtMs.length;
  }

  get hasUnreported(): boolean {
    return this.#acknowledged < this.#first + this.#answeredAtMs.length - 1;
  }

  add(): void {
    this.#answeredAtMs.push(this.#clock.elapsed());
    this.#forget();
  }

  /**
   * @param after the number of the last that the server has
   * @returns those of the last minute that come after that
   */
  toReport(after = this.#acknowledged): ReportedCalls {
    this.#forget();
    const nowMs = this.#clock.elapsed();
    const from = Math.max(0, after - this.#first + 1);
    return {
      first: this.#first + from,
      agesMs: this.#answeredAtMs.slice(from).map((atMs) => Math.floor(nowMs - atMs)),
    };
  }

  /** The server has the calls up to this number. */
  acknowledge(last: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, last);
  }

  #forget(): void {
    const nowMs = this.#clock.elapsed();
    while ((this.#answeredAtMs[0] ?? nowMs) <= nowMs - MINUTE_MS) {
      this.#answeredAtMs.shift();
      this.#first += 1;
    }
    this.acknowledge(this.#first - 1);
  }
}
