import type { Clock } from '../util/clock.ts';
import type { DueRule, PendingPoll, PendingPolls } from './pending-polls.ts';
import type { MissCost, ProcessingTimes } from './processing-times.ts';
import { QuestionPlan } from './question-plan.ts';

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
  /** Whether other desks have the same limits. */
  readonly isShared: boolean;
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
  /** When to ask ahead of that; null where no calls are to spare. */
  readonly early: QuestionPlan | null;
  /** Whether the group of desks lets this one go ahead with its few files. */
  readonly hasCredit: boolean;
}

/** The calls that early polls leave free where other desks have the same limits: each knows late what the others do. */
const KEPT_FOR_OTHERS = 10;
/** The share of the spare calls to spend then. */
const SPENT_OF_SHARED = 0.6;
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
      const atMs = this.#atMs(id, poll, plan);
      if (atMs > nowMs) nextAtMs = Math.min(nextAtMs, atMs);
      else this.#grant(id, nowMs - poll.sinceMs >= dueAgeMs);
    }
    this.#cancelWake = clock.after(Math.max(1, Math.ceil(nextAtMs - nowMs)), () => this.reconsider());
  }

  #plan(): Plan {
    const { clock, times, pending, planner, requestQueue } = this.#options;
    const { backlog, sending, missCost, elsewhere, isShared, credit } = planner.pollContext;
    const rule = pending.rule(clock.now(), times.dueAgeMs(missCost), backlog > 0);
    const asked = pending.askedAgesMs;
    const own = asked.length;
    const all = own + elsewhere;
    const free = requestQueue.freeCalls - sending - (isShared ? KEPT_FOR_OTHERS : 0);
    const spare = isShared ? all + SPENT_OF_SHARED * (free - all) : free;
    return {
      rule,
      early:
        own > 0 && backlog === 0 && spare > all
          ? QuestionPlan.within((spare * own) / all, asked, times)
          : null,
      hasCredit: credit >= own,
    };
  }

  #atMs(id: string, poll: PendingPoll, { rule, early, hasCredit }: Plan): number {
    const { sinceMs, askedAtMs, isStuck } = poll;
    const askedAgeMs = askedAtMs === null ? 0 : askedAtMs - sinceMs;
    if (early !== null && !isStuck()) return sinceMs + early.ageAfter(askedAgeMs);
    const dueAtMs = this.#options.pending.dueAtMs(id, poll, rule);
    return hasCredit && !isStuck() ? Math.min(dueAtMs, sinceMs + askedAgeMs + CREDIT_PAUSE_MS) : dueAtMs;
  }

  #grant(id: string, shouldBeReady: boolean): void {
    const { pending } = this.#options;
    const poll = pending.find(id);
    if (poll === undefined) return;
    pending.markAsked(id, shouldBeReady);
    poll.proceed();
  }
}
