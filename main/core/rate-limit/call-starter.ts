import type { Clock } from '../util/clock.ts';
import type { ApiBreaker } from './api-breaker.ts';
import type { Asking, CallPriority, Signing } from './call-priority.ts';
import type { CallWindows, CountedCall } from './call-windows.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import type { StepBreakers } from './step-breakers.ts';
import { WaitingCalls } from './waiting-calls.ts';

/** A call that may start; `number` counts them. */
export interface Admitted {
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

interface CallStarterOptions {
  readonly clock: Clock;
  readonly calls: CallsInFlight;
  /** null where every call may start as soon as the rate limits allow it. */
  readonly admission: Admission | null;
  readonly breakers: { readonly api: ApiBreaker; readonly steps: StepBreakers };
}

/** Holds the waiting calls, and starts each one as soon as the windows, the breakers and the planner let it. */
export class CallStarter {
  readonly #clock: Clock;
  readonly #calls: CallsInFlight;
  readonly #admission: Admission | null;
  readonly #breakers: CallStarterOptions['breakers'];
  readonly #waiting = new WaitingCalls();
  #cancelWake: (() => void) | null = null;
  #isDrainingSoon = false;

  constructor({ clock, calls, admission, breakers }: CallStarterOptions) {
    this.#clock = clock;
    this.#calls = calls;
    this.#admission = admission;
    this.#breakers = breakers;
  }

  /** Whether a person waits for a call. */
  get isAwaited(): boolean {
    return this.#waiting.isWaiting('person');
  }

  /** Calls that could start now; none where somebody waits already. */
  get freeCalls(): number {
    const nowMs = this.#clock.now();
    if (!this.#waiting.isEmpty || this.#mayStartAtMs(nowMs) > nowMs) return 0;
    const { limit, countedAtMs } = this.#calls.windows.minute(nowMs);
    return limit - countedAtMs.length;
  }

  /** Drains on the next tick, so that the caller has processed its result first. */
  drainSoon(): void {
    if (this.#isDrainingSoon) return;
    this.#isDrainingSoon = true;
    this.#clock.after(0, () => {
      this.#isDrainingSoon = false;
      this.drain();
    });
  }

  /** @returns the call once it may start; rejects with the signal's reason when that aborts first */
  admit(priority: CallPriority, signal: AbortSignal, place: 'first' | 'last'): Promise<Admitted> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        this.#waiting.remove(priority, waiting);
        reject(signal.reason);
        this.drain();
      };
      const waiting = {
        start: () => {
          signal.removeEventListener('abort', onAbort);
          try {
            const { windows } = this.#calls;
            const counted = windows.start(this.#clock.now(), priority);
            this.#calls.begin(priority);
            const tried = this.#breakers.steps.of(priority)?.start() ?? 0;
            resolve({ counted, number: this.#breakers.api.start(), tried, windows });
          } catch (error) {
            // A call that cannot be counted is not made.
            reject(error);
          }
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(priority, waiting, place);
      this.drain();
    });
  }

  /** Starts what may start, and sets the alarm for what may later. */
  drain(): void {
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
      if (next.length === 0) this.#breakers.api.noteWindowsOpenAt(0);
      else if (ready.length > 0) this.#breakers.api.noteWindowsOpenAt(windows.limitsOpenAtMs(nowMs));
      if (next.length > 0 && atMs !== Number.POSITIVE_INFINITY) {
        this.#cancelWake = this.#clock.after(Math.max(1, Math.ceil(atMs - nowMs)), () => this.drain());
        // A place that is only reserved for other files is no limit that is reached.
        if (ready.length === 0) this.#breakers.api.noteWindowsOpenAt(this.#mayStartAtMs(nowMs));
      }
      return;
    }
  }

  /** How many of these could start at once: one that probes, or all. */
  #startable(priority: CallPriority): number {
    return this.#breakers.api.isProbing ? 1 : this.#waiting.count(priority);
  }

  #mayStartAtMs(nowMs: number, priority?: CallPriority): number {
    const { isProbing, opensAtMs } = this.#breakers.api;
    const { windows } = this.#calls;
    if (isProbing && windows.inFlight > 0) return Number.POSITIVE_INFINITY;
    const atMs = Math.max(opensAtMs, windows.freeAtMs(nowMs));
    if (priority === undefined || priority === 'person' || atMs > nowMs) return atMs;
    const closesAtMs = this.#breakers.steps.of(priority)?.opensAtMs ?? 0;
    if (closesAtMs > nowMs) return closesAtMs;
    if (this.#admission === null) return nowMs;
    if (priority === 'sign' || priority === 'watched') return this.#admission.signFitsAtMs(priority);
    return this.#admission.questionFitsAtMs(priority);
  }
}
