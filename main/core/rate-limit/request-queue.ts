import { CallError } from '../files-api/call-error.ts';
import { type ApiStatus, isReachable } from '../model/queue-status.ts';
import type { CircuitBreaker, Fault } from '../network/circuit-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { ApiBreaker } from './api-breaker.ts';
import type { Asking, CallPriority, Signing } from './call-priority.ts';
import type { CallWindows, CountedCall } from './call-windows.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import { faultOf, StepBreakers } from './step-breakers.ts';
import { WaitingCalls } from './waiting-calls.ts';

/** A call that may start; `number` counts them. */
interface Admitted {
  readonly counted: CountedCall;
  readonly number: number;
  /** Its number at the breaker of its step. */
  readonly tried: number;
  readonly windows: CallWindows;
}

/**
 * Decides when a call may start, so that others can make the calls that they will need. Times are in ms since the
 * epoch.
 */
export interface Admission {
  signFitsAtMs(signing: Signing): number;
  questionFitsAtMs(asking: Asking): number;
}

/** Starts API calls in priority order, within the rate limits and while the API serves them. */
export class RequestQueue {
  readonly #clock: Clock;
  readonly #calls: CallsInFlight;
  readonly #admission: Admission | null;
  readonly #apiBreaker: ApiBreaker;
  readonly #breakers: StepBreakers;
  readonly #askForNothing: ((signal: AbortSignal) => Promise<unknown>) | null;
  readonly #waiting = new WaitingCalls();
  #cancelWake: (() => void) | null = null;
  #isDrainingSoon = false;

  /**
   * @param options.random in [0, 1)
   * @param options.admission none where every call may start as soon as the rate limits allow it
   * @param options.askForNothing a call for no file: whether it succeeds tells an outage from the failures of single files
   */
  constructor(options: {
    clock: Clock;
    calls: CallsInFlight;
    onStatus: (status: ApiStatus) => void;
    random?: () => number;
    admission?: Admission;
    askForNothing?: (signal: AbortSignal) => Promise<unknown>;
  }) {
    const { clock, random = Math.random } = options;
    this.#clock = clock;
    this.#calls = options.calls;
    this.#admission = options.admission ?? null;
    this.#askForNothing = options.askForNothing ?? null;
    const changed = () => options.onStatus(this.status);
    this.#apiBreaker = new ApiBreaker(clock, changed, random);
    this.#breakers = new StepBreakers({ clock, random, canAsk: this.#askForNothing !== null, changed });
  }

  get status(): ApiStatus {
    const { status } = this.#apiBreaker;
    const { trip } = this.#breakers;
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
    if (!this.#waiting.isEmpty || this.#mayStartAtMs(nowMs) > nowMs) return 0;
    const { limit, countedAtMs } = this.#calls.windows.minute(nowMs);
    return limit - countedAtMs.length;
  }

  /** Whether a person waits for the server, beside all uploads. */
  get isAwaited(): boolean {
    return this.#waiting.isWaiting('person');
  }

  /**
   * Makes the call once it may start, and again while its error concerns all calls, and settles as it does. A call that met a
   * stale connection is repeated at once: that says nothing of the server.
   * Rejects with the signal's reason when that aborts while it waits. The signal is that of one file or person.
   */
  async run<T>(priority: CallPriority, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    let wasStale = false;
    for (let place: 'first' | 'last' = 'last'; ; ) {
      const { counted, number, tried, windows } = await this.#admit(priority, signal, place);
      const breaker = this.#breakers.of(priority);
      const answered = () => {
        counted.end(this.#clock.now());
        this.#calls.end(priority);
      };
      place = 'first';
      if (windows !== this.#calls.windows) {
        // The connection changed in between: the call would be made with one key and counted on another.
        answered();
        breaker?.abandon();
        continue;
      }
      try {
        const answer = await call();
        answered();
        this.#settle(number, null);
        breaker?.recordSuccess(signal);
        return answer;
      } catch (error) {
        answered();
        const concernsAll = this.#settle(number, error);
        if (!concernsAll && !signal.aborted && !wasStale && error instanceof CallError && error.wasStale) {
          wasStale = true;
          breaker?.abandon();
          continue;
        }
        const fault = concernsAll || signal.aborted ? null : faultOf(error);
        if (fault === null || breaker === null) {
          if (concernsAll || signal.aborted || !(error instanceof CallError)) breaker?.abandon();
          else breaker?.recordSuccess(signal);
          if (!concernsAll || signal.aborted) throw error;
          continue;
        }
        if (await this.#isOwn(breaker, tried, signal, fault)) throw error;
        // Another one probes next: what fails for one file may do for others.
        place = 'last';
      }
    }
  }

  /** @returns whether the failure is the file's own. Where only one file fails, a call for no file tells. */
  async #isOwn(breaker: CircuitBreaker, tried: number, signal: AbortSignal, fault: Fault): Promise<boolean> {
    const scope = breaker.recordFailure(tried, signal, fault);
    if (scope !== 'doubtful') return scope === 'own';
    try {
      await this.run('person', signal, () => this.#askForNothing?.(signal) ?? Promise.resolve());
    } catch (error) {
      if (signal.aborted) breaker.abandon();
      signal.throwIfAborted();
      const other = faultOf(error);
      if (other !== null) {
        breaker.recordNotServed(other);
        return false;
      }
    } finally {
      this.#drainSoon();
    }
    breaker.recordServed();
    return true;
  }

  /** A new connection, with the windows of its key: all waiting calls may start. */
  reopen(windows: CallWindows): void {
    this.#calls.windows.want({});
    this.#calls.windows = windows;
    this.#breakers.reset();
    this.#apiBreaker.reopen();
    this.#drain();
  }

  /** No upload needs a call for now. */
  becomeIdle(): void {
    if (this.isAwaited) return;
    this.#breakers.close();
    this.#apiBreaker.becomeIdle();
  }

  /** Looks again at which calls may start. */
  reconsider(): void {
    this.#drain();
  }

  /** A person wants a try now: one call probes, unless the windows forbid it. */
  tryNow(): void {
    this.#breakers.tryNow();
    this.#apiBreaker.tryNow();
    this.#drain();
  }

  #settle(number: number, error: unknown): boolean {
    const isRefused = error instanceof CallError && error.action.type === 'slow-down';
    if (isRefused && this.#apiBreaker.isNews(number)) this.#calls.windows.noteRefusal(this.#clock.now());
    const concernsAll = this.#apiBreaker.settle(number, error);
    this.#drainSoon();
    return concernsAll;
  }

  /** Drains on the next tick, so that the caller has processed its result first. */
  #drainSoon(): void {
    if (this.#isDrainingSoon) return;
    this.#isDrainingSoon = true;
    this.#clock.after(0, () => {
      this.#isDrainingSoon = false;
      this.#drain();
    });
  }

  #admit(priority: CallPriority, signal: AbortSignal, place: 'first' | 'last'): Promise<Admitted> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        this.#waiting.remove(priority, waiting);
        reject(signal.reason);
        this.#drain();
      };
      const waiting = {
        start: () => {
          signal.removeEventListener('abort', onAbort);
          try {
            const { windows } = this.#calls;
            const counted = windows.start(this.#clock.now(), priority);
            this.#calls.begin(priority);
            const tried = this.#breakers.of(priority)?.start() ?? 0;
            resolve({ counted, number: this.#apiBreaker.start(), tried, windows });
          } catch (error) {
            // A call that cannot be counted is not made.
            reject(error);
          }
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(priority, waiting, place);
      this.#drain();
    });
  }

  /** Starts what may start, and sets the alarm for what may later. */
  #drain(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    for (;;) {
      const nowMs = this.#clock.now();
      const next = this.#waiting.next.map((priority) => ({
        priority,
        atMs: this.#mayStartAtMs(nowMs, priority),
      }));
      const { windows } = this.#calls;
      const first = next.find(({ atMs, priority }) => atMs <= nowMs && windows.hasPlace(priority));
      if (first !== undefined) {
        this.#waiting.startFirst(first.priority);
        continue;
      }
      const ready = next.filter((waiting) => waiting.atMs <= nowMs);
      windows.want(Object.fromEntries(ready.map(({ priority }) => [priority, this.#startable(priority)])));
      // The others look again when a place comes.
      const atMs = Math.min(
        ...next.map((waiting) => (waiting.atMs > nowMs ? waiting.atMs : Number.POSITIVE_INFINITY)),
      );
      if (next.length === 0) this.#apiBreaker.noteWindowsOpenAt(0);
      else if (ready.length > 0) this.#apiBreaker.noteWindowsOpenAt(windows.limitsOpenAtMs(nowMs));
      if (next.length > 0 && atMs !== Number.POSITIVE_INFINITY) {
        this.#cancelWake = this.#clock.after(Math.max(1, Math.ceil(atMs - nowMs)), () => this.#drain());
        // A place that is only reserved for other files is no limit that is reached.
        if (ready.length === 0) this.#apiBreaker.noteWindowsOpenAt(this.#mayStartAtMs(nowMs));
      }
      return;
    }
  }

  /** How many of these could start at once: one that probes, or all. */
  #startable(priority: CallPriority): number {
    return this.#apiBreaker.isProbing ? 1 : this.#waiting.count(priority);
  }

  #mayStartAtMs(nowMs: number, priority?: CallPriority): number {
    const { isProbing, opensAtMs } = this.#apiBreaker;
    const { windows } = this.#calls;
    if (isProbing && windows.inFlight > 0) return Number.POSITIVE_INFINITY;
    const atMs = Math.max(opensAtMs, windows.freeAtMs(nowMs));
    if (priority === undefined || priority === 'person' || atMs > nowMs) return atMs;
    const closesAtMs = this.#breakers.of(priority)?.opensAtMs ?? 0;
    if (closesAtMs > nowMs) return closesAtMs;
    if (this.#admission === null) return nowMs;
    if (priority === 'sign' || priority === 'watched') return this.#admission.signFitsAtMs(priority);
    return this.#admission.questionFitsAtMs(priority);
  }
}
