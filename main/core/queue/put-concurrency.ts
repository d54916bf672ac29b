import { FILES_READY, MAX_SOCKETS, type Put, type PutOutcome, type PutRequest } from '../storage/put.ts';
import type { Clock } from '../util/clock.ts';

export const MIN_CONCURRENT_PUTS = 4;
export const MAX_CONCURRENT_PUTS = MAX_SOCKETS;
/** While PUTs are quick, further files are opened and read, so that each connection has its next file at once. */
export const MAX_QUICK_PUTS = MAX_SOCKETS + FILES_READY;

/** A PUT that ends within this is more waiting than sending: another one fits on the line. */
const QUICK_MS = 500;
/** How long all slots must have been sending before their speed counts. */
const SAMPLE_MS = 2000;
/** The number of samples between two tries. */
const REST_SAMPLES = 15;
/** How much one more slot must bring, and one fewer may cost. */
const WORTH = { up: 1.1, down: 0.97 } as const;

/** The limit of PUTs at once, and the change that is being tried. */
export interface ConcurrencyState {
  readonly limit: number;
  /** The speed before the limit was changed by one, while that is being tried. */
  readonly trying: { readonly bytesPerSecond: number } | null;
  /** The direction of the next try, or of the current one. */
  readonly direction: 'up' | 'down';
  readonly restSamples: number;
}

export const FIRST_CONCURRENCY: ConcurrencyState = {
  limit: MIN_CONCURRENT_PUTS,
  trying: null,
  direction: 'up',
  restSamples: 0,
};

/** Decides by the speed of all slots together whether the last change was worth it. */
export function afterSample(state: ConcurrencyState, bytesPerSecond: number): ConcurrencyState {
  const { limit, trying, direction, restSamples } = state;
  if (trying === null) {
    return restSamples > 0 ? { ...state, restSamples: restSamples - 1 } : tryOne(state, bytesPerSecond);
  }
  if (bytesPerSecond >= trying.bytesPerSecond * WORTH[direction]) return tryOne(state, bytesPerSecond);
  const back = direction === 'up' ? limit - 1 : limit + 1;
  return rested({ ...state, limit: clamped(back), direction: direction === 'up' ? 'down' : 'up' });
}

/** A PUT that was over at once. */
export function afterQuick(state: ConcurrencyState): ConcurrencyState {
  const limit = Math.min(state.limit + 1, MAX_QUICK_PUTS);
  return limit === state.limit ? state : rested({ ...state, limit });
}

/** A PUT that took longer: a file that waits for its connection would wait for long, with a URL that expires. */
export function afterSlow(state: ConcurrencyState): ConcurrencyState {
  return state.limit <= MAX_CONCURRENT_PUTS ? state : rested({ ...state, limit: MAX_CONCURRENT_PUTS });
}

/** A PUT whose connection broke or fell silent. */
export function afterFailure(state: ConcurrencyState): ConcurrencyState {
  return rested({ ...state, limit: clamped(state.limit - 1) });
}

function tryOne(state: ConcurrencyState, bytesPerSecond: number): ConcurrencyState {
  const limit = clamped(state.limit + (state.direction === 'up' ? 1 : -1));
  if (limit !== state.limit) return { ...state, limit, trying: { bytesPerSecond } };
  return rested({ ...state, direction: state.direction === 'up' ? 'down' : 'up' });
}

function rested(state: ConcurrencyState): ConcurrencyState {
  return { ...state, trying: null, restSamples: REST_SAMPLES };
}

function clamped(limit: number): number {
  return Math.max(MIN_CONCURRENT_PUTS, Math.min(limit, MAX_CONCURRENT_PUTS));
}

/** Limits how many PUTs may be under way at once, and observes each of them. */
export interface PutConcurrency {
  readonly limit: number;
  put(put: Put, request: PutRequest): Promise<PutOutcome>;
}

export function fixedConcurrency(limit: number): PutConcurrency {
  return { limit, put: (put, request) => put(request) };
}

/**
 * Adapts the limit to the line: more slots while one more brings more, or while PUTs are so short that they mostly wait;
 * fewer where that brings nothing, or where PUTs break. Only time in which all slots are sending counts.
 */
export class AdaptiveConcurrency implements PutConcurrency {
  readonly #clock: Clock;
  #state = FIRST_CONCURRENCY;
  #onWire = 0;
  #sample = { bytes: 0, ms: 0 };
  /** Since when all slots are sending; null while one is not. */
  #fullSinceMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get limit(): number {
    return this.#state.limit;
  }

  async put(put: Put, request: PutRequest): Promise<PutOutcome> {
    const startedMs = this.#clock.now();
    let countedBytes = 0;
    this.#wireChanged(1);
    try {
      const outcome = await put({
        ...request,
        onProgress: (sentBytes) => {
          // A lower count is another attempt at the same file.
          this.#sent(Math.max(0, sentBytes - countedBytes));
          countedBytes = sentBytes;
          request.onProgress(sentBytes);
        },
      });
      if (isFailure(outcome)) this.#become(afterFailure(this.#state));
      else if (outcome.kind === 'stored') this.#stored(this.#clock.now() - startedMs);
      return outcome;
    } finally {
      this.#wireChanged(-1);
    }
  }

  #stored(tookMs: number): void {
    if (tookMs <= QUICK_MS) this.#become(afterQuick(this.#state));
    else if (this.#state.limit > MAX_CONCURRENT_PUTS) this.#become(afterSlow(this.#state));
  }

  #wireChanged(change: 1 | -1): void {
    this.#countTime();
    this.#onWire += change;
    this.#fullSinceMs = this.#onWire >= this.#state.limit ? this.#clock.now() : null;
  }

  #sent(bytes: number): void {
    if (this.#fullSinceMs === null) return;
    this.#sample.bytes += bytes;
    this.#countTime();
    const { bytes: sampledBytes, ms } = this.#sample;
    if (ms >= SAMPLE_MS) this.#become(afterSample(this.#state, (sampledBytes / ms) * 1000));
  }

  #countTime(): void {
    if (this.#fullSinceMs === null) return;
    const nowMs = this.#clock.now();
    this.#sample.ms += nowMs - this.#fullSinceMs;
    this.#fullSinceMs = nowMs;
  }

  #become(state: ConcurrencyState): void {
    this.#countTime();
    this.#state = state;
    this.#sample = { bytes: 0, ms: 0 };
    this.#fullSinceMs = this.#onWire >= state.limit ? this.#clock.now() : null;
  }
}

function isFailure(outcome: PutOutcome): boolean {
  return outcome.kind === 'unknown' || (outcome.kind === 'not-stored' && !outcome.unreachable);
}
