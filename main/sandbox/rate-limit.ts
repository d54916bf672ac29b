import type { OutgoingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';
import { json } from './answer.ts';

/** At most `calls` in any `spanMs`. */
interface Window {
  readonly name: 'Second' | 'Minute';
  readonly calls: number;
  readonly spanMs: number;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly headers: OutgoingHttpHeaders }
  | { readonly kind: 'refused'; readonly answer: Answer };

/**
 * The API's limit for one API key: two rolling windows of 1 s and 60 s. Each admitted call counts, whatever its result. A
 * refused call does not count, so repeated calls do not prolong the wait.
 */
export class RateLimit {
  readonly #windows: readonly Window[];
  /** The times of the admitted calls of the last 60 s, oldest first, in ms since the epoch. */
  #admittedMs: number[] = [];

  constructor(requestsPerSecond: number, requestsPerMinute: number) {
    this.#windows = [
      { name: 'Second', calls: requestsPerSecond, spanMs: 1_000 },
      { name: 'Minute', calls: requestsPerMinute, spanMs: 60_000 },
    ];
  }

  admit(nowMs: number): Admission {
    this.#forgetBefore(nowMs - 60_000);
    const waitMs = Math.max(...this.#windows.map((window) => this.#waitMs(window, nowMs)));
    if (waitMs <= 0) {
      this.#admittedMs.push(nowMs);
      return { kind: 'admitted', headers: this.#headers(nowMs) };
    }
    const retryAfter = String(Math.ceil(waitMs / 1_000));
    const headers = { ...this.#headers(nowMs), 'ratelimit-reset': retryAfter, 'retry-after': retryAfter };
    return { kind: 'refused', answer: json(429, { message: 'Rate limit exceeded!' }, headers) };
  }

  /** A window is full while the call `calls` calls ago is still inside it. */
  #waitMs(window: Window, nowMs: number): number {
    const oldest = this.#admittedMs.at(-window.calls);
    if (oldest === undefined || this.#admittedMs.length < window.calls) return 0;
    return oldest + window.spanMs - nowMs;
  }

  #headers(nowMs: number): OutgoingHttpHeaders {
    const headers: OutgoingHttpHeaders = {};
    let tightest: { calls: number; left: number; resetS: number } | undefined;
    for (const { name, calls, spanMs } of this.#windows) {
      const first = this.#firstAfter(nowMs - spanMs);
      const left = Math.max(0, calls - (this.#admittedMs.length - first));
      const resetS = Math.ceil(((this.#admittedMs[first] ?? nowMs - spanMs) + spanMs - nowMs) / 1_000);
      headers[`x-ratelimit-limit-${name.toLowerCase()}`] = String(calls);
      headers[`x-ratelimit-remaining-${name.toLowerCase()}`] = String(left);
      if (tightest === undefined || left < tightest.left) tightest = { calls, left, resetS };
    }
    if (tightest !== undefined) {
      headers['ratelimit-limit'] = String(tightest.calls);
      headers['ratelimit-remaining'] = String(tightest.left);
      headers['ratelimit-reset'] = String(tightest.resetS);
    }
    return headers;
  }

  #forgetBefore(timeMs: number): void {
    const past = this.#firstAfter(timeMs);
    // Copying at each call would be quadratic with a high limit.
    if (past * 2 > this.#admittedMs.length) this.#admittedMs = this.#admittedMs.slice(past);
  }

  /** @returns the index of the first call after `timeMs`; the number of calls if there is none */
  #firstAfter(timeMs: number): number {
    let low = 0;
    let high = this.#admittedMs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#admittedMs[middle] ?? Number.POSITIVE_INFINITY) > timeMs) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
