import type { Clock } from '../util/clock.ts';
import { earlyAskAgeMs, latePauseMs, stuckPauseMs } from './poll-intervals.ts';
import type { MissCost, ProcessingTimes } from './processing-times.ts';

/** What the schedule needs to know of all that is not a poll. */
export interface PollContext {
  /** Files that wait to be signed: while there are any, nothing is asked ahead of time. */
  readonly backlog: number;
  /** Files whose bytes are under way: each will need a call, too. */
  readonly sending: number;
  /** Calls that could start now. */
  readonly freeCalls: number;
  /** What calls made in vain would cost the whole batch, if anything. */
  readonly missCost: MissCost | null;
}

interface Waiting {
  readonly sinceMs: number;
  /** When it was last asked about; null for never. */
  readonly askedAtMs: number | null;
  readonly isStuck: boolean;
  readonly proceed: () => void;
}

/** What the questions about a file have brought so far. */
interface Asked {
  /** How often it was not ready when it should have been. */
  misses: number;
  shouldBeReady: boolean;
}

interface View extends PollContext {
  readonly nowMs: number;
  readonly dueAgeMs: number;
  /** Files that were not ready when they should have been. */
  readonly late: number;
  /** Calls to spend on each file that is being processed. */
  readonly callsForEach: number;
}

/** Kept free of early questions, for what nobody foresees. */
const RESERVED_CALLS = 10;
/** The part of what is to spare that is spent as if it were all: the rest is for the last and slowest files. */
const SPENT_AT_ONCE = 0.6;
/** How often it is looked at anew what there is to spare. */
const LOOK_AGAIN_MS = 1000;

/**
 * Decides which file's status is asked next, and when. While calls are scarce, a file is asked about once it should
 * be ready; where there are calls to spare, ahead of that time.
 */
export class PollScheduler {
  readonly #clock: Clock;
  readonly #times: ProcessingTimes;
  readonly #perMinute: number;
  readonly #pollContext: () => PollContext;
  readonly #waiting = new Map<string, Waiting>();
  readonly #asked = new Map<string, Asked>();
  #stuck = 0;
  #cancelWake: (() => void) | null = null;

  constructor(options: {
    clock: Clock;
    times: ProcessingTimes;
    perMinute: number;
    pollContext: () => PollContext;
  }) {
    this.#clock = options.clock;
    this.#times = options.times;
    this.#perMinute = options.perMinute;
    this.#pollContext = options.pollContext;
  }

  /** Files that wait for their turn. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Those of them that the server has been processing beyond all measure. */
  get stuck(): number {
    return this.#stuck;
  }

  /**
   * Resolves when it is time to ask about upload `id`; rejects with the signal's reason when that aborts.
   * @param sinceMs since when the server has been processing it, in ms since the epoch
   */
  turn(id: string, sinceMs: number, isStuck: boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const asked = this.#asked.get(id);
      if (asked?.shouldBeReady === true) asked.misses += 1;
      const leave = () => {
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(id);
        if (isStuck) this.#stuck -= 1;
        if (this.#waiting.size === 0) this.reconsider();
      };
      const onAbort = () => {
        leave();
        reject(signal.reason);
      };
      const proceed = () => {
        leave();
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (isStuck) this.#stuck += 1;
      const askedAtMs = asked === undefined ? null : this.#clock.now();
      this.#waiting.set(id, { sinceMs, askedAtMs, isStuck, proceed });
      this.reconsider();
    });
  }

  /** Nothing more will be asked about it. */
  forget(id: string): void {
    this.#asked.delete(id);
  }

  /** Somebody wants to know now. */
  askNow(id: string): void {
    this.#grant(id, false);
  }

  /** When each file that is not stuck will be asked about at the latest, in ms since the epoch, in no order. */
  dueAtMs(): number[] {
    const view = this.#view();
    return [...this.#waiting].flatMap(([id, waiting]) =>
      waiting.isStuck ? [] : [Math.max(view.nowMs, this.#dueAtMs(id, waiting, view))],
    );
  }

  /** Lets those ask whose time has come, and sets the alarm for the next. To be called when the surroundings change. */
  reconsider(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    if (this.#waiting.size === 0) return;
    const view = this.#view();
    const { nowMs } = view;
    let nextAtMs = nowMs + LOOK_AGAIN_MS;
    for (const [id, waiting] of [...this.#waiting]) {
      const dueAtMs = this.#dueAtMs(id, waiting, view);
      const atMs = Math.min(dueAtMs, this.#earlyAtMs(waiting, view));
      if (atMs > nowMs) nextAtMs = Math.min(nextAtMs, atMs);
      else this.#grant(id, nowMs - waiting.sinceMs >= view.dueAgeMs);
    }
    this.#cancelWake = this.#clock.after(Math.max(1, Math.ceil(nextAtMs - nowMs)), () => this.reconsider());
  }

  #view(): View {
    const pollContext = this.#pollContext();
    this.#forgetTimesToCome();
    const { backlog, sending, freeCalls, missCost } = pollContext;
    // What is stuck has its own pace.
    const asking = [...this.#waiting].filter(([, { isStuck }]) => !isStuck);
    const late = asking.filter(([id]) => (this.#asked.get(id)?.misses ?? 0) > 0).length;
    const dueAgeMs = this.#times.dueAgeMs(missCost);
    const spendable = freeCalls - sending - (asking.length > 1 ? RESERVED_CALLS : 0);
    const more = spendable / asking.length - 1;
    const callsForEach = backlog > 0 ? 1 : 1 + SPENT_AT_ONCE * more;
    return { ...pollContext, nowMs: this.#clock.now(), dueAgeMs, late, callsForEach };
  }

  /** After the clock was set back, a time to come is as good as now. */
  #forgetTimesToCome(): void {
    const nowMs = this.#clock.now();
    for (const [id, waiting] of this.#waiting) {
      const { sinceMs, askedAtMs } = waiting;
      if (sinceMs <= nowMs && (askedAtMs ?? 0) <= nowMs) continue;
      const asked = askedAtMs === null ? null : Math.min(askedAtMs, nowMs);
      this.#waiting.set(id, { ...waiting, sinceMs: Math.min(sinceMs, nowMs), askedAtMs: asked });
    }
  }

  #earlyAtMs({ sinceMs, askedAtMs, isStuck }: Waiting, { callsForEach }: View): number {
    if (isStuck || callsForEach <= 1) return Number.POSITIVE_INFINITY;
    const askedAgeMs = askedAtMs === null ? 0 : askedAtMs - sinceMs;
    return sinceMs + earlyAskAgeMs(askedAgeMs, callsForEach, this.#times);
  }

  #dueAtMs(id: string, { sinceMs, askedAtMs, isStuck }: Waiting, view: View): number {
    if (askedAtMs === null) return sinceMs + view.dueAgeMs;
    const ageMs = askedAtMs - sinceMs;
    if (isStuck) return askedAtMs + stuckPauseMs(ageMs);
    const misses = this.#asked.get(id)?.misses ?? 0;
    if (misses === 0 && ageMs < view.dueAgeMs) return sinceMs + view.dueAgeMs;
    return askedAtMs + latePauseMs(ageMs, Math.max(1, misses), view.late, view.backlog > 0, this.#perMinute);
  }

  #grant(id: string, shouldBeReady: boolean): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    const asked = this.#asked.get(id) ?? { misses: 0, shouldBeReady };
    asked.shouldBeReady = shouldBeReady;
    this.#asked.set(id, asked);
    waiting.proceed();
  }
}
