import { CallError } from '../files-api/call-error.ts';
import type { ApiStatus } from '../model/queue-status.ts';
import type { Clock } from '../util/clock.ts';

/** A wait for the windows that is shorter than this is not worth showing to a person. */
const NOTICEABLE_MS = 3000;
const CALM_MS = 5000;
/** A pause that the server does not name grows to no more than this. */
const MAX_GUESS_MS = 60_000;
/** A computer that is online again should not wait for long, and a call without a network costs nothing. */
const MAX_OFFLINE_MS = 15_000;
/** A server's `Retry-After` is cut off at ten minutes, and spread by a tenth. */
const LONGEST_BLOCK_MS = 11 * 60_000;
/** A repeated “retry at once” must not become a busy loop. */
const MIN_BLOCK_MS = 250;

/**
 * Decides by the responses whether any call may start: none may after a 429, while offline and while a setting is wrong,
 * and no upload fails for it. After such a wait one call probes before the others follow.
 */
export class ApiBreaker {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #onStatus: (status: ApiStatus) => void;
  #status: ApiStatus = { kind: 'open' };
  #blockedUntilMs = 0;
  /** Until when a call last had to wait noticeably for the windows. */
  #waitsUntilMs = 0;
  #probing = false;
  /** How many times in a row the way was found blocked. */
  #blocks = 0;
  /** Counts the calls that were started. */
  #starts = 0;
  /** The last call started before the breaker last opened or the connection changed. */
  #shutAt = 0;
  /** The last call started before the connection last changed. */
  #reopenedAt = 0;
  /** The last call started before a person last wanted a try. */
  #openedAt = 0;
  #servedAtMs: number | null = null;

  constructor(clock: Clock, onStatus: (status: ApiStatus) => void, random: () => number) {
    this.#clock = clock;
    this.#onStatus = onStatus;
    this.#random = random;
  }

  get status(): ApiStatus {
    return this.#status;
  }

  /** When a call was last answered as wanted, in ms since the epoch; null where none was on this connection. */
  get servedAtMs(): number | null {
    return this.#servedAtMs;
  }

  /** Whether calls may start only one at a time, as probes. */
  get isProbing(): boolean {
    return this.#probing;
  }

  /** When calls may start; Infinity while a setting is wrong. */
  get opensAtMs(): number {
    // No block is as long: the clock was set back.
    if (this.#blockedUntilMs > this.#clock.now() + LONGEST_BLOCK_MS) this.#blockedUntilMs = 0;
    return this.#status.kind === 'configuration' ? Number.POSITIVE_INFINITY : this.#blockedUntilMs;
  }

  /** Counts a call that starts. @returns its number */
  start(): number {
    this.#starts += 1;
    return this.#starts;
  }

  /** A new connection: what stopped the one before says nothing of it. */
  reopen(): void {
    this.#shutAt = this.#starts;
    this.#openedAt = this.#starts;
    this.#reopenedAt = this.#starts;
    this.#servedAtMs = null;
    this.#recover();
  }

  /** A person wants a try now: one call probes. */
  tryNow(): void {
    this.#blockedUntilMs = 0;
    if (this.#status.kind === 'configuration') {
      this.#openedAt = this.#starts;
      this.#probing = true;
      this.#setStatus({ kind: 'open' });
    }
  }

  /** Whether call `number` was started after the breaker last opened, so that its response is news. */
  isNews(number: number): boolean {
    return number > this.#shutAt;
  }

  /**
   * Judges by how call `number` ended.
   * @returns whether its error concerns all calls, so that it has to wait with them
   */
  settle(number: number, error: unknown): boolean {
    const [action, message] = error instanceof CallError ? [error.action, error.userMessage] : [null, null];
    // Calls that were under way when the breaker opened speak of the time before: they change nothing.
    const isNews = this.isNews(number);
    if (error === null && number > this.#reopenedAt) this.#servedAtMs = this.#clock.now();
    const wasHeard = error === null || action !== null;
    switch (action?.type) {
      case 'block':
        // What a setting is worth does not change with the way to the server.
        if (number > this.#openedAt) this.#shut({ kind: 'configuration', problem: action.problem });
        return true;
      case 'slow-down':
        // Of another key, or of another server.
        if (number <= this.#reopenedAt) return true;
        this.#slowDown(action.retryAfterMs, isNews);
        return true;
      case 'wait-online': {
        const delayMs = Math.min(this.#guessMs(1000), MAX_OFFLINE_MS);
        if (isNews && message !== null)
          this.#block(delayMs, (untilMs) => ({ kind: 'offline', untilMs, message }));
        return true;
      }
      default:
        // An aborted call has heard nothing, so it proves nothing.
        if (isNews && wasHeard) this.#recover();
        return false;
    }
  }

  /**
   * Calls wait for the request windows until `atMs`, or for nothing where that is not to come. It is told only where
   * it is noticeable, and taken back once there was no such wait for a while: a long batch waits again and again.
   */
  noteWindowsOpenAt(atMs: number): void {
    if (this.#probing) return;
    const nowMs = this.#clock.now();
    const isTold = this.#status.kind === 'rate-limited';
    if (atMs - nowMs > NOTICEABLE_MS) {
      this.#waitsUntilMs = atMs;
      if (this.#status.kind !== 'rate-limited' || this.#status.untilMs <= nowMs)
        this.#setStatus({ kind: 'rate-limited', untilMs: atMs });
    } else if (isTold && this.#isCalm(nowMs)) this.#setStatus({ kind: 'open' });
  }

  #isCalm(nowMs: number): boolean {
    const sinceMs = nowMs - this.#waitsUntilMs;
    // No wait is as long: the clock was set back.
    return sinceMs >= CALM_MS || sinceMs < -LONGEST_BLOCK_MS;
  }

  /** No call is needed: what stands in the way is found again by the next call. */
  becomeIdle(): void {
    if (this.#status.kind !== 'configuration') this.#setStatus({ kind: 'open' });
  }

  /** The server names a time, or it is guessed; a longer time counts, whichever of several calls heard it. */
  #slowDown(retryAfterMs: number | null, isNews: boolean): void {
    if (retryAfterMs === null && !isNews) return;
    const delayMs = retryAfterMs === null ? this.#guessMs(1500) : Math.max(retryAfterMs, MIN_BLOCK_MS);
    const changesNothing =
      this.#clock.now() + delayMs <= this.#blockedUntilMs || this.#status.kind === 'configuration';
    if (!isNews && changesNothing) return;
    this.#block(delayMs, (untilMs) => ({ kind: 'rate-limited', untilMs }));
  }

  #guessMs(firstMs: number): number {
    return Math.min(firstMs * 2 ** Math.min(this.#blocks, 6), MAX_GUESS_MS);
  }

  #block(delayMs: number, statusUntil: (untilMs: number) => ApiStatus): void {
    this.#blocks += 1;
    const untilMs = this.#clock.now() + delayMs * (1 + this.#random() * 0.1);
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, untilMs);
    this.#probing = true;
    this.#shut(statusUntil(this.#blockedUntilMs));
  }

  #shut(status: ApiStatus): void {
    this.#shutAt = this.#starts;
    this.#setStatus(status);
  }

  #recover(): void {
    // Full windows are no failure that a call could end: they free up with time.
    if (this.#blocks === 0 && this.#status.kind === 'rate-limited') return;
    this.#blocks = 0;
    this.#blockedUntilMs = 0;
    this.#probing = false;
    this.#setStatus({ kind: 'open' });
  }

  #setStatus(status: ApiStatus): void {
    if (status.kind === 'open' && this.#status.kind === 'open') return;
    this.#status = status;
    this.#onStatus(status);
  }
}
