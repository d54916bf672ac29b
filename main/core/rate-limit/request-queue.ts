import { CallError } from '../files-api/call-error.ts';
import { type ApiStatus, isReachable } from '../model/queue-status.ts';
import { CircuitBreaker, type Fault } from '../network/circuit-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { ApiBreaker } from './api-breaker.ts';
import type { CountedCall, RollingWindows } from './rolling-windows.ts';

/** Those that make a new file known to the server: what a person wants, then what a watched folder brings. */
const SIGNING = ['sign', 'watched'] as const;
export type Signing = (typeof SIGNING)[number];
/** Questions about files: about a person's, then about those of watched folders. */
const ASKING = ['status', 'watched-status'] as const;
export type Asking = (typeof ASKING)[number];
/** Who goes first where several wait: what is nearly done, unless what is new has to; and who looks at the library. */
const PRIORITIES = [...ASKING, 'person', ...SIGNING] as const;
export type CallPriority = (typeof PRIORITIES)[number];

/** What may be in trouble by itself: making files known, and telling of them. A person hears of theirs at once. */
const STEPS: { readonly [P in CallPriority]: 'signing' | 'asking' | null } = {
  status: 'asking',
  'watched-status': 'asking',
  person: null,
  sign: 'signing',
  watched: 'signing',
};

interface Waiting {
  readonly start: () => void;
}

/** A call that may start; `number` counts them. */
interface Admitted {
  readonly counted: CountedCall;
  readonly number: number;
  /** Its number at the breaker of its step. */
  readonly tried: number;
  readonly windows: RollingWindows;
}

/**
 * Decides when each call to the API may start. It keeps to the request windows, to what the gatekeeper says of all
 * calls alike, and starts nothing new that would leave no room for what has been begun.
 */
export class RequestQueue {
  readonly #clock: Clock;
  readonly #apiBreaker: ApiBreaker;
  readonly #breakers: { readonly signing: CircuitBreaker; readonly asking: CircuitBreaker };
  readonly #askForNothing: ((signal: AbortSignal) => Promise<unknown>) | null;
  readonly #onStatus: (status: ApiStatus) => void;
  readonly #signFitsAtMs: (windows: RollingWindows, signing: Signing) => number;
  readonly #questionFitsAtMs: (windows: RollingWindows, asking: Asking) => number;
  #windows: RollingWindows;
  readonly #waiting: Record<CallPriority, Waiting[]> = {
    status: [],
    'watched-status': [],
    person: [],
    sign: [],
    watched: [],
  };
  readonly #inFlight: Record<CallPriority, number> = {
    status: 0,
    'watched-status': 0,
    person: 0,
    sign: 0,
    watched: 0,
  };
  #cancelWake: (() => void) | null = null;
  #isDrainingSoon = false;

  constructor(options: {
    clock: Clock;
    windows: RollingWindows;
    onStatus: (status: ApiStatus) => void;
    /** In [0, 1). */
    random?: () => number;
    /** From when a new file may be signed, so that those before find room for their status calls. */
    signFitsAtMs?: (windows: RollingWindows, signing: Signing) => number;
    /** From when a question may be asked, where new files have to go first. */
    questionFitsAtMs?: (windows: RollingWindows, asking: Asking) => number;
    /** A call that is no file's: whether it is answered tells an outage from the trouble of single files. */
    askForNothing?: (signal: AbortSignal) => Promise<unknown>;
  }) {
    this.#clock = options.clock;
    this.#windows = options.windows;
    const { clock, random = Math.random } = options;
    this.#onStatus = options.onStatus;
    const changed = () => this.#onStatus(this.status);
    this.#apiBreaker = new ApiBreaker(clock, changed, random);
    this.#askForNothing = options.askForNothing ?? null;
    const breaker = { clock, random, canAsk: this.#askForNothing !== null, changed };
    this.#breakers = { signing: new CircuitBreaker(breaker), asking: new CircuitBreaker(breaker) };
    this.#signFitsAtMs = options.signFitsAtMs ?? (() => 0);
    this.#questionFitsAtMs = options.questionFitsAtMs ?? (() => 0);
  }

  get status(): ApiStatus {
    const { status } = this.#apiBreaker;
    const trip = this.#breakers.asking.trip ?? this.#breakers.signing.trip;
    return trip !== null && isReachable(status)
      ? { kind: 'server-trouble', untilMs: trip.untilMs, message: trip.message }
      : status;
  }

  /** When a call was last answered as wanted, in ms since the epoch; null where none was on this connection. */
  get servedAtMs(): number | null {
    return this.#apiBreaker.servedAtMs;
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
  get windows(): RollingWindows {
    return this.#windows;
  }

  /** Whether a person waits for the server, beside all uploads. */
  get isAwaited(): boolean {
    return this.#waiting.person.length > 0;
  }

  /** Calls that are under way: questions about files, and those that make new ones known. */
  get underWay(): { readonly asking: number; readonly signing: number } {
    const { status, 'watched-status': watchedStatus, sign, watched } = this.#inFlight;
    return { asking: status + watchedStatus, signing: sign + watched };
  }

  /**
   * Makes the call once it may, again and again while what is in its way concerns all calls, and settles as it does. One that
   * met a stale connection is made once more at once: it says nothing of the server.
   * Rejects with the signal's reason when that aborts while it waits. The signal is that of one file or person.
   */
  async run<T>(priority: CallPriority, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    let wasStale = false;
    for (let place: 'first' | 'last' = 'last'; ; ) {
      const { counted, number, tried, windows } = await this.#admission(priority, signal, place);
      const breaker = this.#breakerOf(priority);
      const answered = () => {
        counted.answered(this.#clock.now());
        this.#inFlight[priority] -= 1;
      };
      place = 'first';
      if (windows !== this.#windows) {
        // The connection changed in between: the call would be made with one key and counted on another.
        answered();
        breaker?.abandoned();
        continue;
      }
      try {
        const answer = await call();
        answered();
        this.#settled(number, null);
        breaker?.succeeded(signal);
        return answer;
      } catch (error) {
        answered();
        const concernsAll = this.#settled(number, error);
        if (!concernsAll && !signal.aborted && !wasStale && error instanceof CallError && error.wasStale) {
          wasStale = true;
          breaker?.abandoned();
          continue;
        }
        const fault = concernsAll || signal.aborted ? null : faultOf(error);
        if (fault === null || breaker === null) {
          if (concernsAll || signal.aborted || !(error instanceof CallError)) breaker?.abandoned();
          else breaker?.succeeded(signal);
          if (!concernsAll || signal.aborted) throw error;
          continue;
        }
        if (await this.#isOwn(breaker, tried, signal, fault)) throw error;
        // Another one probes next: what fails for one file may do for others.
        place = 'last';
      }
    }
  }

  /** Whether the failure is the file's own. Where only one file fails, the server is asked something else. */
  async #isOwn(breaker: CircuitBreaker, tried: number, signal: AbortSignal, fault: Fault): Promise<boolean> {
    const verdict = breaker.failed(tried, signal, fault);
    if (verdict !== 'doubtful') return verdict === 'own';
    try {
      await this.run('person', signal, () => this.#askForNothing?.(signal) ?? Promise.resolve());
    } catch (error) {
      if (signal.aborted) breaker.abandoned();
      signal.throwIfAborted();
      const other = faultOf(error);
      if (other !== null) {
        breaker.notServed(other);
        return false;
      }
    } finally {
      this.#drainSoon();
    }
    breaker.served();
    return true;
  }

  #breakerOf(priority: CallPriority): CircuitBreaker | null {
    const step = STEPS[priority];
    return step === null ? null : this.#breakers[step];
  }

  /** A new connection with the budget of its key: all that wait may go. */
  reopen(windows: RollingWindows): void {
    this.#windows = windows;
    for (const breaker of Object.values(this.#breakers)) breaker.reset();
    this.#apiBreaker.reopen();
    this.#drain();
  }

  /** No upload needs a call for now. */
  nothingToDo(): void {
    if (this.isAwaited) return;
    for (const breaker of Object.values(this.#breakers)) breaker.close();
    this.#apiBreaker.nothingToDo();
  }

  /** What calls wait for may have changed. */
  reconsider(): void {
    this.#drain();
  }

  /** Somebody wants it tried now: one call probes, unless the windows forbid it. */
  tryNow(): void {
    for (const breaker of Object.values(this.#breakers)) breaker.tryNow();
    this.#apiBreaker.tryNow();
    this.#drain();
  }

  #settled(number: number, error: unknown): boolean {
    const isRefused = error instanceof CallError && error.action.type === 'slow-down';
    if (isRefused && this.#apiBreaker.isNews(number)) this.#windows.refused(this.#clock.now());
    const concernsAll = this.#apiBreaker.settled(number, error);
    this.#drainSoon();
    return concernsAll;
  }

  /** Once whoever made a call has drawn its conclusions: until then it looks as if that were still to be made. */
  #drainSoon(): void {
    if (this.#isDrainingSoon) return;
    this.#isDrainingSoon = true;
    this.#clock.after(0, () => {
      this.#isDrainingSoon = false;
      this.#drain();
    });
  }

  #admission(priority: CallPriority, signal: AbortSignal, place: 'first' | 'last'): Promise<Admitted> {
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
            const tried = this.#breakerOf(priority)?.started() ?? 0;
            resolve({ counted, number: this.#apiBreaker.started(), tried, windows });
          } catch (error) {
            // A call that cannot be counted is not made.
            reject(error);
          }
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (place === 'first') line.unshift(waiting);
      else line.push(waiting);
      this.#drain();
    });
  }

  /** Starts what may start, and sets the alarm for what may later. */
  #drain(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    for (;;) {
      const nowMs = this.#clock.now();
      const next = this.#firstInLines().map((priority) => ({
        priority,
        atMs: this.#mayStartAtMs(nowMs, priority),
      }));
      const first = next.find(({ atMs }) => atMs <= nowMs);
      if (first !== undefined) {
        this.#waiting[first.priority].shift()?.start();
        continue;
      }
      const atMs = Math.min(...next.map((waiting) => waiting.atMs));
      if (next.length === 0) this.#apiBreaker.windowsOpenAt(0);
      else if (atMs !== Number.POSITIVE_INFINITY) {
        this.#cancelWake = this.#clock.after(Math.max(1, Math.ceil(atMs - nowMs)), () => this.#drain());
        // A place that is only kept for other files is no limit that is reached.
        this.#apiBreaker.windowsOpenAt(this.#mayStartAtMs(nowMs));
      }
      return;
    }
  }

  #mayStartAtMs(nowMs: number, priority?: CallPriority): number {
    const { isProbing, opensAtMs } = this.#apiBreaker;
    if (isProbing && this.#windows.inFlight > 0) return Number.POSITIVE_INFINITY;
    const atMs = Math.max(opensAtMs, this.#windows.freeAtMs(nowMs));
    if (priority === undefined || priority === 'person' || atMs > nowMs) return atMs;
    const closesAtMs = this.#breakerOf(priority)?.opensAtMs ?? 0;
    if (closesAtMs > nowMs) return closesAtMs;
    if (priority === 'sign' || priority === 'watched') return this.#signFitsAtMs(this.#windows, priority);
    return this.#questionFitsAtMs(this.#windows, priority);
  }

  /** The questions, a person's, and of what is new the more urgent: each may have to wait for another. */
  #firstInLines(): CallPriority[] {
    const isWaiting = (priority: CallPriority) => this.#waiting[priority].length > 0;
    const signing = SIGNING.find(isWaiting);
    return [
      ...([...ASKING, 'person'] as const).filter(isWaiting),
      ...(signing === undefined ? [] : [signing]),
    ];
  }
}

/** What a failed call says of the server; null where it says nothing, or answers in its own words. */
function faultOf(error: unknown): Fault | null {
  if (!(error instanceof CallError) || error.action.type !== 'retry') return null;
  const message = { code: 'server_in_trouble', because: error.because } as const;
  return { message, afterMs: error.action.afterMs ?? null, proof: 'row' };
}
