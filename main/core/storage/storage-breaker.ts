import type { MessageText } from '../model/messages.ts';
import { CircuitBreaker, type Fault, type Trip } from '../network/circuit-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { waitFor } from '../util/wait-for.ts';
import type { PutOutcome } from './put.ts';

/** One file's turn to send its bytes. */
export interface StorageTurn {
  /** Names the file: its run's signal. */
  readonly signal: AbortSignal;
  /** Whether the URL can still be used after the wait. */
  readonly isUsable: (wait: StorageWait) => boolean;
  /** Whether the URL was signed just now, so that it cannot have expired. */
  readonly isFresh: () => boolean;
  readonly send: () => Promise<PutOutcome>;
  /** Whether the API responds, so that only the storage is unreachable. It waits while there is no network. */
  readonly isServerThere: () => Promise<boolean>;
}

export interface StorageWait {
  /** It is not known yet whether the storage is back. */
  readonly isProbe: boolean;
  /** Which storage was back after the last outage, and since when; null while there was none. */
  readonly back: { readonly origin: string; readonly atMs: number } | null;
}

type StorageOutcome = PutOutcome | { readonly kind: 'url-spent' };

/** `isShared`: every file meets it, so it is not this file's failure. */
export interface StorageResult {
  readonly outcome: StorageOutcome;
  readonly isShared: boolean;
}

interface Waiting {
  readonly file: object;
  readonly start: () => void;
}

/** If the API was unreachable for longer, so was the whole network. */
const OFFLINE_MS = 1000;

/**
 * Lets PUTs start while the storage takes files. While it fails for all files, they wait in line and try one at a time, and
 * no file fails for it.
 */
export class StorageBreaker {
  readonly #clock: Clock;
  readonly #breaker: CircuitBreaker;
  readonly #waiting: Waiting[] = [];
  /** The file that is being signed again for its turn as the probe. */
  #reserved: object | null = null;
  #back: StorageWait['back'] = null;
  #servedAtMs: number | null = null;
  #cancelWake = () => {};

  /** @param changed called when the storage fails for all files, and when that is over */
  constructor(clock: Clock, random: () => number, changed: () => void) {
    this.#clock = clock;
    this.#breaker = new CircuitBreaker({ clock, random, canAsk: false, changed });
  }

  /** Why no PUT starts; null while PUTs may. */
  get trip(): Trip | null {
    return this.#breaker.trip;
  }

  /** When it last took a file whole, in ms since the epoch; null where it has not since `reopen`. */
  get servedAtMs(): number | null {
    return this.#servedAtMs;
  }

  /** Rejects with nothing but the signal's reason and what `send` rejects with. */
  async put(url: string, turn: StorageTurn): Promise<StorageResult> {
    const { signal } = turn;
    const askedAtMs = this.#clock.now();
    const number = await this.#turn(signal);
    const isProbe = this.#breaker.trip !== null;
    if (!turn.isUsable({ isProbe, back: this.#back })) {
      // A probe keeps its turn while it is signed again; otherwise every waiting file would be signed.
      if (isProbe) this.#reserved = signal;
      this.#abandon();
      // Whoever probes stands in for all files.
      return { outcome: { kind: 'url-spent' }, isShared: isProbe || this.#clock.now() > askedAtMs };
    }
    const isFresh = turn.isFresh();
    try {
      const outcome = await turn.send();
      if (outcome.kind === 'stored') this.#servedAtMs = this.#clock.now();
      if (isProbe && outcome.kind === 'stored')
        this.#back = { origin: new URL(url).origin, atMs: this.#clock.now() };
      const isShared = await this.#judge(outcome, number, isFresh, turn);
      this.#startWaiting();
      return { outcome, isShared };
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  /** The file needs the storage no longer. */
  forget(file: object): void {
    if (this.#reserved !== file) return;
    this.#reserved = null;
    this.#startWaiting();
  }

  tryNow(): void {
    this.#breaker.tryNow();
    this.#startWaiting();
  }

  /** Another connection, whose storage is another one. */
  reopen(): void {
    this.#servedAtMs = null;
    this.reset();
  }

  /** Another storage, or nothing to send to it: what stood in the way is found again by the next PUT. */
  reset(): void {
    this.#reserved = null;
    this.#back = null;
    this.#breaker.reset();
    this.#startWaiting();
  }

  async #judge(
    outcome: PutOutcome,
    number: number,
    isFresh: boolean,
    { signal, isServerThere }: StorageTurn,
  ): Promise<boolean> {
    if (outcome.kind === 'not-stored' && outcome.unreachable) {
      const sinceMs = this.#clock.now();
      const isThere = await isServerThere();
      const wasOffline = this.#clock.now() - sinceMs > OFFLINE_MS;
      if (!isThere || wasOffline) {
        this.#breaker.abandon();
        return wasOffline;
      }
    }
    const fault = faultOf(outcome, isFresh);
    if (fault === null) {
      if (outcome.kind === 'file') this.#breaker.abandon();
      else this.#breaker.recordSuccess(signal);
      return false;
    }
    const scope = this.#breaker.recordFailure(number, signal, fault);
    if (scope === 'doubtful') this.#breaker.recordServed();
    return scope === 'all';
  }

  #abandon(): void {
    this.#breaker.abandon();
    this.#startWaiting();
  }

  #turn(signal: AbortSignal): Promise<number> {
    return waitFor<number>(signal, (go) => {
      const waiting = { file: signal, start: () => go(this.#breaker.start()) };
      this.#waiting.push(waiting);
      this.#startWaiting();
      return () => this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    });
  }

  /** Starts what may start, and sets the alarm for what may later. */
  #startWaiting(): void {
    this.#cancelWake();
    this.#cancelWake = () => {};
    for (;;) {
      const isTripped = this.#breaker.trip !== null;
      if (!isTripped) this.#reserved = null;
      const { opensAtMs } = this.#breaker;
      const next = this.#waiting.findIndex(({ file }) => this.#reserved === null || this.#reserved === file);
      if (next < 0 || opensAtMs === Number.POSITIVE_INFINITY) return;
      const waitMs = opensAtMs - this.#clock.now();
      if (waitMs > 0) {
        this.#cancelWake = this.#clock.after(Math.ceil(waitMs), () => this.#startWaiting());
        return;
      }
      this.#reserved = null;
      this.#waiting.splice(next, 1)[0]?.start();
    }
  }
}

/** What a PUT says against the storage; null where it says nothing, or that it takes files. */
function faultOf(outcome: PutOutcome, isFresh: boolean): Fault | null {
  switch (outcome.kind) {
    case 'stored':
    case 'file':
      return null;
    case 'not-stored':
      return outcome.unreachable
        ? { message: { code: 'storage_out_of_reach', because: outcome.detail }, afterMs: null, proof: 'any' }
        : storageFault(outcome.detail);
    case 'unknown':
      return storageFault(outcome.detail);
    case 'cut-short':
      return storageFault({ code: 'storage_too_early' });
    case 'refused': {
      const { action, because } = outcome.error;
      if (action.type === 'retry') return storageFault(because, 'row', action.afterMs ?? null);
      if (action.type === 'sign-anew-later') return storageFault(because);
      if (action.type === 'denied')
        return storageFault(because, action.mayPass ? 'two-files' : 'three-files');
      // Expired as soon as it was signed: by the clock of whoever signs.
      return action.type === 'sign-anew' && isFresh ? storageFault(because, 'two-files') : null;
    }
  }
}

function storageFault(
  because: MessageText,
  proof: Fault['proof'] = 'row',
  afterMs: number | null = null,
): Fault {
  return { message: { code: 'storage_in_trouble', because }, afterMs, proof };
}
