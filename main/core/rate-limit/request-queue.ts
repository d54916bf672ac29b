import { CallError } from '../files-api/call-error.ts';
import { type ApiStatus, isReachable } from '../model/queue-status.ts';
import type { CircuitBreaker, Fault } from '../network/circuit-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { ApiBreaker } from './api-breaker.ts';
import type { CallPriority } from './call-priority.ts';
import { type Admission, CallStarter } from './call-starter.ts';
import type { CallWindows } from './call-windows.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import { faultOf, StepBreakers } from './step-breakers.ts';

/** Starts API calls in priority order, within the rate limits and while the API serves them. */
export class RequestQueue {
  readonly #clock: Clock;
  readonly #calls: CallsInFlight;
  readonly #apiBreaker: ApiBreaker;
  readonly #breakers: StepBreakers;
  readonly #askForNothing: ((signal: AbortSignal) => Promise<unknown>) | null;
  readonly #starter: CallStarter;

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
    const { clock, calls, random = Math.random, admission = null } = options;
    this.#clock = clock;
    this.#calls = calls;
    this.#askForNothing = options.askForNothing ?? null;
    const changed = () => options.onStatus(this.status);
    this.#apiBreaker = new ApiBreaker(clock, changed, random);
    this.#breakers = new StepBreakers({ clock, random, canAsk: this.#askForNothing !== null, changed });
    const breakers = { api: this.#apiBreaker, steps: this.#breakers };
    this.#starter = new CallStarter({ clock, calls, admission, breakers });
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
    return this.#starter.freeCalls;
  }

  /** Whether a person waits for the server, beside all uploads. */
  get isAwaited(): boolean {
    return this.#starter.isAwaited;
  }

  /**
   * Makes the call once it may start, and again while its error concerns all calls, and settles as it does. A call that met a
   * stale connection is repeated at once: that says nothing of the server.
   * Rejects with the signal's reason when that aborts while it waits. The signal is that of one file or person.
   */
  async run<T>(priority: CallPriority, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    let wasStale = false;
    for (let place: 'first' | 'last' = 'last'; ; ) {
      const { counted, number, tried, windows } = await this.#starter.admit(priority, signal, place);
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
      this.#starter.drainSoon();
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
    this.#starter.drain();
  }

  /** No upload needs a call for now. */
  becomeIdle(): void {
    if (this.isAwaited) return;
    this.#breakers.close();
    this.#apiBreaker.becomeIdle();
  }

  /** Looks again at which calls may start. */
  reconsider(): void {
    this.#starter.drain();
  }

  /** A person wants a try now: one call probes, unless the windows forbid it. */
  tryNow(): void {
    this.#breakers.tryNow();
    this.#apiBreaker.tryNow();
    this.#starter.drain();
  }

  #settle(number: number, error: unknown): boolean {
    const isRefused = error instanceof CallError && error.action.type === 'slow-down';
    if (isRefused && this.#apiBreaker.isNews(number)) this.#calls.windows.noteRefusal(this.#clock.now());
    const concernsAll = this.#apiBreaker.settle(number, error);
    this.#starter.drainSoon();
    return concernsAll;
  }
}
