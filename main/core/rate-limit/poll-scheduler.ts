import type { Clock } from '../util/clock.ts';
import type { DueRule, PendingPoll, PendingPolls } from './pending-polls.ts';
import { earlyAskAgeMs } from './poll-intervals.ts';
import type { MissCost, ProcessingTimes } from './processing-times.ts';

/** What the scheduler needs to know of everything that is not a poll. */
export interface PollContext {
  /** Files that wait to be signed: while there are any, no file is polled early. */
  readonly backlog: number;
  /** Files whose bytes are on the way: each will need a call, too. */
  readonly sending: number;
  /** What misses would cost the whole batch, if anything. */
  readonly missCost: MissCost | null;
  /** Files of other desks that share the limits, which will need a call, too. */
  readonly elsewhere: number;
  /** Calls that the few files of this desk may have ahead of the others'. */
  readonly credit: number;
}

interface PollSchedulerOptions {
  readonly clock: Clock;
  readonly times: ProcessingTimes;
  readonly pending: PendingPolls;
  readonly planner: { readonly pollContext: PollContext };
  /** `freeCalls`: calls that could start now. */
  readonly requestQueue: { readonly freeCalls: number };
}

interface Plan {
  readonly rule: DueRule;
  /** Calls to spend on each file that is being processed. */
  readonly callsForEach: number;
  /** Whether the group of desks lets this one go ahead with its few files. */
  readonly hasCredit: boolean;
}

/** The calls that early polls leave free, for the unforeseen. */
const RESERVED_CALLS = 10;
/** The share of the spare calls to spend now: the rest is for the last and slowest files. */
const SPENT_AT_ONCE = 0.6;
/** How often the spare calls are counted again. */
const LOOK_AGAIN_MS = 1000;
/** A file that is asked about on credit is known to be ready so soon after it is, in ms, while that lasts. */
const CREDIT_PAUSE_MS = 3000;

/**
 * Decides which file's status is asked for next, and when. While calls are scarce, a file's turn comes once it should
 * be ready; where there are calls to spare, ahead of that time.
 */
export class PollScheduler {
  readonly #options: PollSchedulerOptions;
  #cancelWake: (() => void) | null = null;

  constructor(options: PollSchedulerOptions) {
    this.#options = options;
  }

  /** How many files the server has been processing beyond all measure. */
  get stuck(): number {
    return this.#options.pending.stuck;
  }

  /**
   * Resolves when it is time to ask for the status of upload `id`; rejects with the signal's reason when that aborts.
   * @param sinceMs since when the server has been processing it, in ms since the epoch
   * @param isStuck may change while it waits; call {@link reconsider} then
   */
  wait(id: string, sinceMs: number, isStuck: () => boolean, signal: AbortSignal): Promise<void> {
    const { pending, clock } = this.#options;
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const wasAsked = pending.noteNotReady(id);
      const leave = () => {
        signal.removeEventListener('abort', onAbort);
        pending.delete(id);
        if (pending.size === 0) this.reconsider();
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
      pending.add(id, { sinceMs, askedAtMs: wasAsked ? clock.now() : null, isStuck, proceed });
      this.reconsider();
    });
  }

  /** No status call for it follows. */
  forget(id: string): void {
    this.#options.pending.forget(id);
  }

  /** A person wants to know now. */
  askNow(id: string): void {
    this.#grant(id, false);
  }

  /** Lets the due polls start, and sets the alarm for the next. Call it when the poll context changes. */
  reconsider(): void {
    const { clock, pending } = this.#options;
    this.#cancelWake?.();
    this.#cancelWake = null;
    if (pending.size === 0) return;
    const plan = this.#plan();
    const { rule } = plan;
    const { nowMs, dueAgeMs } = rule;
    let nextAtMs = nowMs + LOOK_AGAIN_MS;
    for (const [id, poll] of pending.entries) {
      const atMs = Math.min(pending.dueAtMs(id, poll, rule), this.#earlyAtMs(poll, plan));
      if (atMs > nowMs) nextAtMs = Math.min(nextAtMs, atMs);
      else this.#grant(id, nowMs - poll.sinceMs >= dueAgeMs);
    }
    this.#cancelWake = clock.after(Math.max(1, Math.ceil(nextAtMs - nowMs)), () => this.reconsider());
  }

  #plan(): Plan {
    const { clock, times, pending, planner, requestQueue } = this.#options;
    const { backlog, sending, missCost, elsewhere, credit } = planner.pollContext;
    const rule = pending.rule(clock.now(), times.dueAgeMs(missCost), backlog > 0);
    const own = pending.size - pending.stuck;
    const asking = own + elsewhere;
    const spendable = requestQueue.freeCalls - sending - (asking > 1 ? RESERVED_CALLS : 0);
    const more = spendable / asking - 1;
    return { rule, callsForEach: backlog > 0 ? 1 : 1 + SPENT_AT_ONCE * more, hasCredit: credit >= own };
  }

  #earlyAtMs({ sinceMs, askedAtMs, isStuck }: PendingPoll, { callsForEach, hasCredit }: Plan): number {
    if (isStuck()) return Number.POSITIVE_INFINITY;
    const askedAgeMs = askedAtMs === null ? 0 : askedAtMs - sinceMs;
    const onCreditMs = hasCredit ? askedAgeMs + CREDIT_PAUSE_MS : Number.POSITIVE_INFINITY;
    if (callsForEach <= 1) return sinceMs + onCreditMs;
    return sinceMs + Math.min(onCreditMs, earlyAskAgeMs(askedAgeMs, callsForEach, this.#options.times));
  }

  #grant(id: string, shouldBeReady: boolean): void {
    const { pending } = this.#options;
    const poll = pending.find(id);
    if (poll === undefined) return;
    pending.markAsked(id, shouldBeReady);
    poll.proceed();
  }
}
