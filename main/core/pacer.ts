import type { Clock } from './clock.ts';
import { CallError } from './files-api/errors.ts';
import { type Gate, Gatekeeper } from './gatekeeper.ts';
import type { CountedCall, RequestWindows } from './request-windows.ts';

/** Who goes first where several wait: what is nearly done, what a person wants, what a watched folder brings. */
const PRIORITIES = ['status', 'sign', 'watched'] as const;
export type Priority = (typeof PRIORITIES)[number];
/** Those that make a new file known to the server. */
export type Signing = Exclude<Priority, 'status'>;

interface Waiting {
  readonly start: () => void;
}

/** A call that may start; `number` counts them. */
interface Admitted {
  readonly counted: CountedCall;
  readonly number: number;
  readonly windows: RequestWindows;
}

/**
 * Decides when each call to the API may start. It keeps to the request windows, to what the gatekeeper says of all
 * calls alike, and starts nothing new that would leave no room for what has been begun.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #gatekeeper: Gatekeeper;
  readonly #signFitsAtMs: (windows: RequestWindows, signing: Signing) => number;
  #windows: RequestWindows;
  readonly #waiting: Record<Priority, Waiting[]> = { status: [], sign: [], watched: [] };
  readonly #inFlight: Record<Priority, number> = { status: 0, sign: 0, watched: 0 };
  #cancelWake: (() => void) | null = null;

  constructor(options: {
    clock: Clock;
    windows: RequestWindows;
    onGate: (gate: Gate) => void;
    /** In [0, 1). */
    random?: () => number;
    /** From when a new file may be signed, so that those before find room for their status calls. */
    signFitsAtMs?: (windows: RequestWindows, signing: Signing) => number;
  }) {
    this.#clock = options.clock;
    this.#windows = options.windows;
    this.#gatekeeper = new Gatekeeper(options.clock, options.onGate, options.random ?? Math.random);
    this.#signFitsAtMs = options.signFitsAtMs ?? (() => 0);
  }

  get gate(): Gate {
    return this.#gatekeeper.gate;
  }

  /** Calls that could start now; none where somebody waits already. */
  get freeCalls(): number {
    const nowMs = this.#clock.now();
    const isTaken = PRIORITIES.some((priority) => this.#waiting[priority].length > 0);
    if (isTaken || this.#mayStartAtMs(nowMs) > nowMs) return 0;
    const { limit, countedAtMs } = this.#windows.minute(nowMs);
    return limit - countedAtMs.length;
  }

  /** The budget of the key of now. */
  get windows(): RequestWindows {
    return this.#windows;
  }

  /** Calls of this kind that wait. */
  waitingFor(priority: Priority): number {
    return this.#waiting[priority].length;
  }

  /** Calls of this kind that are under way. */
  inFlight(priority: Priority): number {
    return this.#inFlight[priority];
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
        this.#inFlight[priority] -= 1;
        continue;
      }
      const answered = () => {
        counted.answered(this.#clock.now());
        this.#inFlight[priority] -= 1;
      };
      try {
        const answer = await call();
        answered();
        this.#settled(number, null);
        return answer;
      } catch (error) {
        answered();
        const concernsAll = this.#settled(number, error);
        if (!concernsAll || signal.aborted) throw error;
      }
    }
  }

  /** A new connection with the budget of its key: all that wait may go. */
  reopen(windows: RequestWindows): void {
    this.#windows = windows;
    this.#gatekeeper.reopen();
    this.#drain();
  }

  /** Nobody will make a call for now. */
  nothingToDo(): void {
    this.#gatekeeper.nothingToDo();
  }

  /** What calls wait for may have changed. */
  reconsider(): void {
    this.#drain();
  }

  /** Somebody wants it tried now: one call probes, unless the windows forbid it. */
  tryNow(): void {
    this.#gatekeeper.tryNow();
    this.#drain();
  }

  #settled(number: number, error: unknown): boolean {
    const isRefused = error instanceof CallError && error.meaning.do === 'slow-down';
    if (isRefused && this.#gatekeeper.isNews(number)) this.#windows.refused(this.#clock.now());
    const concernsAll = this.#gatekeeper.settled(number, error);
    this.#drain();
    return concernsAll;
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
            this.#inFlight[priority] += 1;
            resolve({ counted, number: this.#gatekeeper.started(), windows });
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

  /** Starts what may start, and sets the alarm for what may later. */
  #drain(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const nowMs = this.#clock.now();
      const atMs = this.#mayStartAtMs(nowMs, next);
      if (atMs <= nowMs) {
        this.#waiting[next].shift()?.start();
        continue;
      }
      if (atMs !== Number.POSITIVE_INFINITY) {
        this.#cancelWake = this.#clock.after(Math.max(1, Math.ceil(atMs - nowMs)), () => this.#drain());
        // A place that is only kept for other files is no limit that is reached.
        this.#gatekeeper.windowsOpenAt(this.#mayStartAtMs(nowMs));
      }
      return;
    }
    this.#gatekeeper.windowsOpenAt(0);
  }

  #mayStartAtMs(nowMs: number, priority?: Priority): number {
    const { isProbing, opensAtMs } = this.#gatekeeper;
    if (isProbing && this.#windows.inFlight > 0) return Number.POSITIVE_INFINITY;
    const atMs = Math.max(opensAtMs, this.#windows.freeAtMs(nowMs));
    if (priority === undefined || priority === 'status' || atMs > nowMs) return atMs;
    return this.#signFitsAtMs(this.#windows, priority);
  }

  #next(): Priority | undefined {
    return PRIORITIES.find((priority) => this.#waiting[priority].length > 0);
  }
}
