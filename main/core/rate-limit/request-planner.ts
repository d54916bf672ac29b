import type { Clock } from '../util/clock.ts';
import { keepsTooMuch, mustSign, type Rest } from './batch-rest.ts';
import type { Asking, Signing } from './call-priority.ts';
import type { Admission } from './call-starter.ts';
import { allFit, type CallsSoFar, nthCallAtMs } from './call-times.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import type { PendingPolls } from './pending-polls.ts';
import type { PollContext } from './poll-scheduler.ts';
import type { MissCost, ProcessingTimes } from './processing-times.ts';
import type { QuotaPlan } from './quota-plan.ts';

/** The number of files at each stage. */
export interface QueueCounts {
  /** Waiting in a lane, and free to start. */
  readonly waiting: number;
  /** Started and not signed yet, except those that only wait for another upload. */
  readonly beginning: number;
  /** Signed, with their bytes on the way. */
  readonly sending: number;
  readonly processing: number;
  /** Those of these two that a person wants. */
  readonly forPeople: number;
  /** When files were last added, in ms since the epoch. */
  readonly cameInAtMs: number;
}

interface RequestPlannerOptions {
  readonly clock: Clock;
  readonly times: ProcessingTimes;
  readonly calls: CallsInFlight;
  readonly pending: PendingPolls;
  readonly queueCounts: () => QueueCounts;
}

/** A miss is expensive if it delays the end of the batch by more than this. */
const DEAR_MS = 10_000;
/** The share of the minute that watched folders leave free, so that a person's drop can start at once. */
const LEFT_FOR_PEOPLE = 1 / 30;
/** How much later than due a poll may come if that lets another file start. */
const SLIP_MS = 4000;
/** The share of a window within which a poll comes at the latest in a batch that fills its windows. */
const WITHIN = 3 / 4;
/** Re-check interval while capacity is unknown. */
const LOOK_AGAIN_MS = 1000;
/** A batch counts as complete once no file was added for this long. */
const QUIET_MS = 1000;
/** A desk with no more files than this may poll early, on its credit. */
const FEW_FILES = 2;
const NO_OTHERS = { unsigned: 0, sending: 0, processing: 0 };
/** Polls give way to signing only while signing goes on. */
const GIVES_WAY_MS = 2000;

/**
 * Plans the calls that the files under way still need. A file needs at least two: one to sign it, one for its status. The
 * planner reserves a place in the budget for the status call of each signed file when that should be ready, so that its
 * result is known as soon as it can be.
 */
export class RequestPlanner implements Admission {
  readonly #options: RequestPlannerOptions;
  /** Since when polls have given way while this many files were unsigned, and when that was last so. */
  #givesWay = { sinceMs: 0, unsigned: 0, lastMs: Number.NEGATIVE_INFINITY };

  constructor(options: RequestPlannerOptions) {
    this.#options = options;
  }

  get pollContext(): PollContext {
    const { unsigned, sending } = this.#groupCounts();
    const own = this.#ownCounts();
    const others = this.#options.calls.windows.others;
    const isSmall = own.unsigned === 0 && own.sending + own.processing <= FEW_FILES;
    return {
      backlog: unsigned,
      sending,
      missCost: this.#missCost(),
      elsewhere: others?.processing ?? 0,
      isShared: others !== null,
      credit: isSmall ? (others?.credit ?? 0) : 0,
    };
  }

  /** What the group of desks has to know of this one. */
  get quotaPlan(): QuotaPlan {
    const { calls, clock, pending, times } = this.#options;
    const { unsigned, sending, processing } = this.#ownCounts();
    const asked = Math.max(0, processing - calls.asking - pending.stuck);
    const minute = calls.windows.minute(clock.now());
    const dueAgeMs = times.dueAgeMs(this.#missCost());
    const isFree = minute.limit > minute.countedAtMs.length;
    const rest = isFree ? this.#rest(minute, dueAgeMs) : null;
    return {
      work: { unsigned, sending, processing: asked },
      dueMs: dueAgeMs + SLIP_MS,
      signsFirst: rest !== null && this.#signsFirst(rest),
    };
  }

  /** From when one more file may be signed, in ms since the epoch. */
  signFitsAtMs(signing: Signing): number {
    const { clock, times, pending, calls } = this.#options;
    const nowMs = clock.now();
    // Who grants the place for it reserves that for its question, too.
    if (calls.windows.others !== null) return nowMs;
    const minute = calls.windows.minute(nowMs);
    const { unsigned, sending, processing } = this.#ownCounts();
    const beingAsked = Math.max(0, processing - pending.size - calls.asking);
    const missCost = this.#missCost();
    const dueAgeMs = times.dueAgeMs(missCost);
    // An unused slot delays every later call, so sign now and poll in the slots that free up later.
    const slipMs = missCost === null ? SLIP_MS : Math.max(SLIP_MS, WITHIN * minute.windowMs - dueAgeMs);
    const questions = [
      ...new Array<number>(beingAsked).fill(nowMs),
      ...pending.allDueAtMs(pending.rule(nowMs, dueAgeMs, unsigned > 0)),
      ...new Array<number>(sending).fill(nowMs + dueAgeMs),
    ]
      .map((dueAtMs) => dueAtMs + slipMs)
      .sort((a, b) => a - b);
    const left = signing === 'watched' ? leftForPeople(minute) : 0;
    const free = minute.limit - left - minute.countedAtMs.length;
    // What is kept for people is theirs, whatever else is to come: a place for the signature and one for the question.
    const people = this.#options.queueCounts().forPeople + calls.signing;
    if (signing === 'sign' && free > 0 && 2 * (people + 1) <= leftForPeople(minute)) return nowMs;
    // Where nothing has begun, there is nothing to reserve places for.
    if (questions.length === 0 && free > 0) return nowMs;
    const fitsAt = (atMs: number) =>
      allFit(
        { ...minute, limit: minute.limit - left },
        inserted(inserted(questions, atMs), atMs + dueAgeMs + slipMs),
      );
    if (fitsAt(nowMs)) return nowMs;
    const rest = free > 0 ? this.#rest(minute, dueAgeMs) : null;
    if (rest !== null && this.#signsFirst(rest)) return nowMs;
    const soonMs = nowMs + LOOK_AGAIN_MS;
    const freedAtMs = minute.countedAtMs.map((countedAtMs) => countedAtMs + minute.windowMs);
    return freedAtMs.find((atMs) => atMs > nowMs && atMs < soonMs && fitsAt(atMs)) ?? soonMs;
  }

  /** From when one more question may be asked, in ms since the epoch: a signature that must be made in time goes first. */
  questionFitsAtMs(asking: Asking): number {
    const nowMs = this.#options.clock.now();
    const { windows } = this.#options.calls;
    const minute = windows.minute(nowMs);
    const isLeft = asking === 'status' || windows.others !== null;
    const freeAtMs = isLeft ? nowMs : nthCallAtMs(minute, 1 + leftForPeople(minute));
    if (freeAtMs > nowMs) return freeAtMs;
    const rest = this.#rest(minute, this.#options.times.dueAgeMs(this.#missCost()));
    if (rest === null || !mustSign(rest)) return nowMs;
    const { unsigned } = rest;
    const before = this.#givesWay;
    const goesOn = before.unsigned === unsigned && nowMs - before.lastMs <= LOOK_AGAIN_MS;
    this.#givesWay = { sinceMs: goesOn ? before.sinceMs : nowMs, unsigned, lastMs: nowMs };
    const waitedMs = nowMs - this.#givesWay.sinceMs;
    return waitedMs >= GIVES_WAY_MS ? nowMs : nowMs + Math.min(GIVES_WAY_MS - waitedMs, LOOK_AGAIN_MS / 2);
  }

  /** What a few calls made in vain cost: where the batch fills its windows, all of another window. */
  #missCost(): MissCost | null {
    const { clock, calls } = this.#options;
    const { unsigned, questions } = this.#groupCounts();
    if (unsigned + questions === 0) return null;
    const minute = calls.windows.minute(clock.now());
    const needed = 2 * unsigned + questions;
    const endMs = nthCallAtMs(minute, needed);
    const inVain = 5 + Math.ceil(0.05 * (unsigned + questions));
    for (let spare = 0; spare < inVain; spare += 1) {
      const lossMs = nthCallAtMs(minute, needed + spare + 1) - endMs;
      if (lossMs > DEAR_MS) return { files: unsigned + questions, spare, lossMs };
    }
    return null;
  }

  /** When the last call that the files under way and in line need could be made, in ms since the epoch. */
  lastCallAtMs(): number {
    const { clock, calls } = this.#options;
    const { unsigned, questions } = this.#groupCounts();
    const needed = 2 * unsigned + questions;
    const nowMs = clock.now();
    return needed === 0 ? nowMs : nthCallAtMs(calls.windows.minute(nowMs), needed);
  }

  /** @returns what is left to do; null while a folder is being read, since nobody knows its end */
  #rest(minute: CallsSoFar, dueAgeMs: number): Rest | null {
    const { unsigned, questions, cameInAtMs } = this.#groupCounts();
    const quietMs = minute.nowMs - cameInAtMs;
    if (quietMs >= 0 && quietMs < QUIET_MS) return null;
    return { minute, unsigned, questions, dueAgeMs: dueAgeMs - SLIP_MS };
  }

  /**
   * Whether a signature goes before the places kept for questions. By the aim, a batch that fills its windows is as good with
   * early results as with an early end, so the first result decides, where it is known when to ask for it. Where that is not
   * known, questions in vain would cost another window.
   */
  #signsFirst(rest: Rest): boolean {
    return mustSign(rest) || (!this.#options.times.areKnown && keepsTooMuch(rest));
  }

  /** Counts a file whose signature is under way as signed. */
  #ownCounts() {
    const { waiting, beginning, sending, processing, cameInAtMs } = this.#options.queueCounts();
    const { signing } = this.#options.calls;
    const unsigned = Math.max(0, waiting + beginning - signing);
    return { unsigned, sending: sending + signing, processing, cameInAtMs };
  }

  /** Of all desks that share the limits. */
  #groupCounts() {
    const { unsigned, sending, processing, cameInAtMs } = this.#ownCounts();
    const { asking, windows } = this.#options.calls;
    const others = windows.others ?? NO_OTHERS;
    const questions = Math.max(0, sending + processing - asking) + others.sending + others.processing;
    return { unsigned: unsigned + others.unsigned, sending: sending + others.sending, questions, cameInAtMs };
  }
}

/** @returns a copy of these ascending numbers with one more */
function inserted(ascending: readonly number[], value: number): number[] {
  const at = 1 + ascending.findLastIndex((one) => one <= value);
  return [...ascending.slice(0, at), value, ...ascending.slice(at)];
}

function leftForPeople({ limit }: CallsSoFar): number {
  return Math.floor(limit * LEFT_FOR_PEOPLE);
}
