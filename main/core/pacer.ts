import type { Clock } from './clock.ts';
import type { ConnectionProblem } from './connection.ts';
import { CallError } from './files-api/errors.ts';
import type { CountedCall, RequestWindows } from './request-windows.ts';

/** Why no call may start now, if so. It concerns every call alike. */
export type Gate =
  | { readonly kind: 'open' }
  | { readonly kind: 'configuration'; readonly problem: ConnectionProblem }
  | { readonly kind: 'rate-limited'; readonly untilMs: number }
  | { readonly kind: 'offline'; readonly untilMs: number; readonly message: string };

/** Who goes first where several wait: what is nearly done before what is new. */
export type Priority = 'status' | 'sign';

interface Waiting {
  readonly start: () => void;
}

/** A call that may start; `number` counts them. */
interface Admitted {
  readonly counted: CountedCall;
  readonly number: number;
  readonly windows: RequestWindows;
}

/** A wait for the windows that is shorter than this is not worth a word to a person. */
const NOTICEABLE_MS = 3000;
/** A pause that the server does not name grows to no more than this. */
const MAX_GUESS_MS = 60_000;
/** “Retry at once”, said again and again, must not become a busy loop. */
const MIN_BLOCK_MS = 250;

/**
 * Decides when each call to the API may start.
 *
 * It keeps to the request windows, and it takes on itself what concerns all calls alike: after a 429, while
 * offline and while a setting is wrong, the calls wait here, come back to the head of the line, and no upload
 * fails for it. After such a wait one call probes before the others follow.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #onGate: (gate: Gate) => void;
  #windows: RequestWindows;
  readonly #waiting: Record<Priority, Waiting[]> = { status: [], sign: [] };
  #gate: Gate = { kind: 'open' };
  #blockedUntilMs = 0;
  #probing = false;
  /** How many times in a row the way was found blocked. */
  #blocks = 0;
  /** Counts the calls that were started. */
  #starts = 0;
  /** The last call started before the gate last shut or the connection changed. */
  #shutAt = 0;
  /** The last call started before somebody last opened it. */
  #openedAt = 0;
  #cancelWake: (() => void) | null = null;

  constructor(options: {
    clock: Clock;
    windows: RequestWindows;
    onGate: (gate: Gate) => void;
    /** In [0, 1). */
    random?: () => number;
  }) {
    this.#clock = options.clock;
    this.#windows = options.windows;
    this.#onGate = options.onGate;
    this.#random = options.random ?? Math.random;
  }

  get gate(): Gate {
    return this.#gate;
  }

  /**
   * Makes the call once it may, again and again while only the gate is in its way, and settles as it does.
   * Rejects with the signal's reason when that aborts while it waits.
   */
  async run<T>(priority: Priority, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    for (let again = false; ; again = true) {
      const { counted, number, windows } = await this.#admission(priority, signal, again);
      if (windows !== this.#windows) {
        // The connection changed in between: the call would be made with one key and counted on another.
        counted.answered(this.#clock.now());
        continue;
      }
      try {
        const answer = await call();
        counted.answered(this.#clock.now());
        this.#settled(number, null);
        return answer;
      } catch (error) {
        counted.answered(this.#clock.now());
        const concernsAll = this.#settled(number, error);
        if (!concernsAll || signal.aborted) throw error;
      }
    }
  }

  /** A new connection with the budget of its key: all that wait may go. */
  reopen(windows: RequestWindows): void {
    this.#windows = windows;
    this.#shutAt = this.#starts;
    this.#openedAt = this.#starts;
    this.#recover();
    this.#drain();
  }

  /** Somebody wants it tried now: one call probes, unless the windows forbid it. */
  tryNow(): void {
    this.#blockedUntilMs = 0;
    if (this.#gate.kind === 'configuration') {
      this.#openedAt = this.#starts;
      this.#probing = true;
      this.#setGate({ kind: 'open' });
    }
    this.#drain();
  }

  #admission(priority: Priority, signal: AbortSignal, first: boolean): Promise<Admitted> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const line = this.#waiting[priority];
      const onAbort = () => {
        line.splice(line.indexOf(waiting), 1);
        reject(signal.reason);
        this.#drain();
      };
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener('abort', onAbort);
          try {
            const windows = this.#windows;
            const counted = windows.started(this.#clock.now());
            this.#starts += 1;
            resolve({ counted, number: this.#starts, windows });
          } catch (error) {
            // A call that cannot be counted is not made.
            reject(error);
          }
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (first) line.unshift(waiting);
      else line.push(waiting);
      this.#drain();
    });
  }

  /** Answers whether the error concerns all calls, so that this one has to wait with them. */
  #settled(number: number, error: unknown): boolean {
    const meaning = error instanceof CallError ? error.meaning : null;
    // Calls that were under way when the gate shut speak of the time before: they neither open it nor shut it more.
    const isNews = number > this.#shutAt;
    const wasHeard = error === null || meaning !== null;
    switch (meaning?.do) {
      case 'hold':
        // What a setting is worth does not change with the way to the server.
        if (number > this.#openedAt) this.#shut({ kind: 'configuration', problem: meaning.problem });
        break;
      case 'slow-down':
        this.#slowDown(meaning.retryAfterMs, isNews);
        break;
      case 'wait-online': {
        const message = error instanceof Error ? error.message : '';
        if (isNews) this.#block(this.#guessMs(1000), (untilMs) => ({ kind: 'offline', untilMs, message }));
        break;
      }
      default:
        // An aborted call has heard nothing, so it proves nothing.
        if (isNews && wasHeard) this.#recover();
        this.#drain();
        return false;
    }
    this.#drain();
    return true;
  }

  /** The server names a time, or it is guessed; a longer time counts, whichever of several calls heard it. */
  #slowDown(retryAfterMs: number | null, isNews: boolean): void {
    if (retryAfterMs === null && !isNews) return;
    const delayMs = retryAfterMs === null ? this.#guessMs(1500) : Math.max(retryAfterMs, MIN_BLOCK_MS);
    const changesNothing =
      this.#clock.now() + delayMs <= this.#blockedUntilMs || this.#gate.kind === 'configuration';
    if (!isNews && changesNothing) return;
    this.#block(delayMs, (untilMs) => ({ kind: 'rate-limited', untilMs }));
  }

  #guessMs(firstMs: number): number {
    return Math.min(firstMs * 2 ** Math.min(this.#blocks, 6), MAX_GUESS_MS);
  }

  #block(delayMs: number, gateUntil: (untilMs: number) => Gate): void {
    this.#blocks += 1;
    const untilMs = this.#clock.now() + delayMs * (1 + this.#random() * 0.1);
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, untilMs);
    this.#probing = true;
    this.#shut(gateUntil(this.#blockedUntilMs));
  }

  #shut(gate: Gate): void {
    this.#shutAt = this.#starts;
    this.#setGate(gate);
  }

  #recover(): void {
    // The windows alone shut no gate for a call to open: they open with time.
    if (this.#blocks === 0 && this.#gate.kind === 'rate-limited') return;
    this.#blocks = 0;
    this.#blockedUntilMs = 0;
    this.#probing = false;
    this.#setGate({ kind: 'open' });
  }

  /** Starts what may start, and sets the alarm for what may later. */
  #drain(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    if (this.#gate.kind === 'configuration') return;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const nowMs = this.#clock.now();
      const atMs = this.#mayStartAtMs(nowMs);
      if (atMs > nowMs) {
        if (atMs !== Number.POSITIVE_INFINITY) {
          this.#cancelWake = this.#clock.after(Math.max(1, Math.ceil(atMs - nowMs)), () => this.#drain());
          this.#tellWindow(atMs, nowMs);
        }
        return;
      }
      this.#waiting[next].shift()?.start();
    }
    // A wait for the windows alone is over when nobody waits.
    if (!this.#probing && this.#gate.kind === 'rate-limited') this.#setGate({ kind: 'open' });
  }

  #mayStartAtMs(nowMs: number): number {
    if (this.#probing && this.#windows.inFlight > 0) return Number.POSITIVE_INFINITY;
    return Math.max(this.#blockedUntilMs, this.#windows.freeAtMs(nowMs));
  }

  /** A wait for the windows is told once, and its end too. */
  #tellWindow(atMs: number, nowMs: number): void {
    const toldUntilMs = this.#gate.kind === 'rate-limited' ? this.#gate.untilMs : 0;
    if (this.#probing || toldUntilMs > nowMs) return;
    if (atMs - nowMs > NOTICEABLE_MS) this.#setGate({ kind: 'rate-limited', untilMs: atMs });
    else this.#setGate({ kind: 'open' });
  }

  #next(): Priority | undefined {
    if (this.#waiting.status.length > 0) return 'status';
    return this.#waiting.sign.length > 0 ? 'sign' : undefined;
  }

  #setGate(gate: Gate): void {
    if (gate.kind === 'open' && this.#gate.kind === 'open') return;
    this.#gate = gate;
    this.#onGate(gate);
  }
}
