import type { Clock } from './clock.ts';
import { allFit, nthCallAtMs } from './forecast.ts';
import type { Pacer, Signing } from './pacer.ts';
import type { PollSchedule, Surroundings } from './poll-schedule.ts';
import type { ProcessingTimes, Stake } from './processing-times.ts';
import type { RequestWindows } from './request-windows.ts';

/** How many files are at which point of their way. */
export interface Headcount {
  /** In line, and free to go on. */
  readonly waiting: number;
  /** Signed, with their bytes on the way. */
  readonly sending: number;
  readonly processing: number;
}

interface OutlookOptions {
  readonly clock: Clock;
  readonly times: ProcessingTimes;
  readonly pacer: () => Pacer;
  readonly polls: () => PollSchedule;
  readonly headcount: () => Headcount;
}

/** A call made in vain is dear where it makes the end of the batch later than this. */
const DEAR_MS = 10_000;
/** The part of the minute that watched folders leave, so that what a person drops can begin at once. */
const LEFT_FOR_PEOPLE = 1 / 30;
/** A question may come so much later than it is due, if that lets another file begin. */
const SLIP_MS = 4000;
/** The part of a window within which the question comes at the latest, where the batch fills its windows. */
const WITHIN = 3 / 4;
/** A batch is small if so much of a minute's calls suffices to sign all of it. */
const SMALL_BATCH = 3 / 4;
/** Where it is not known when there is room, it is looked at again after this. */
const LOOK_AGAIN_MS = 1000;

/**
 * Looks ahead over the calls that the files under way still need. A file needs two at least: one to be signed, one
 * to be asked about. Each file that is signed has a place in the budget kept for the question when it should be
 * ready, so that what is begun is known to be done as soon as it can be.
 */
export class Outlook {
  readonly #options: OutlookOptions;

  constructor(options: OutlookOptions) {
    this.#options = options;
  }

  /** What the poll schedule needs to know of all that is not a poll. */
  surroundings(): Surroundings {
    const { pacer } = this.#options;
    const { unsigned, sending } = this.#headcount();
    return { backlog: unsigned, sending, freeCalls: pacer().freeCalls, stake: this.#stake() };
  }

  /** From when one more file may be signed, in ms since the epoch. */
  signFitsAtMs(windows: RequestWindows, signing: Signing): number {
    const { clock, times, polls, pacer } = this.#options;
    const nowMs = clock.now();
    const minute = windows.minute(nowMs);
    const { unsigned, sending, processing } = this.#headcount();
    const beingAsked = Math.max(0, processing - polls().size - pacer().inFlight('status'));
    const stake = this.#stake();
    const dueAgeMs = times.dueAgeMs(stake);
    // There a place left empty now puts off all calls after it. So files are signed into what is free, and their
    // questions take the places that come free after those before: as old as they, and the batch ends no later for it.
    const slipMs = stake === null ? SLIP_MS : Math.max(SLIP_MS, WITHIN * minute.windowMs - dueAgeMs);
    const questions = [
      ...new Array<number>(beingAsked).fill(nowMs),
      ...polls().dueAtMs(),
      ...new Array<number>(sending).fill(nowMs + dueAgeMs),
    ].map((dueAtMs) => dueAtMs + slipMs);
    const left = signing === 'watched' ? Math.floor(minute.limit * LEFT_FOR_PEOPLE) : 0;
    const free = minute.limit - left - minute.countedAtMs.length;
    // The last few of a batch are better signed now than in the next window, though some questions wait for it then.
    // While a folder is being read, few are in line again and again: those are not the last.
    const isSmall = unsigned + questions.length <= minute.limit * SMALL_BATCH;
    if (isSmall && unsigned <= free && unsigned <= questions.length / 2) return nowMs;
    // Where nothing has been begun there is nothing to keep room for.
    if (questions.length === 0 && free > 0) return nowMs;
    const fitsAt = (atMs: number) =>
      allFit(
        { ...minute, limit: minute.limit - left },
        [...questions, atMs, atMs + dueAgeMs + slipMs].sort((a, b) => a - b),
      );
    if (fitsAt(nowMs)) return nowMs;
    const room = minute.countedAtMs.map((countedAtMs) => countedAtMs + minute.windowMs);
    return room.find((atMs) => atMs > nowMs && fitsAt(atMs)) ?? nowMs + LOOK_AGAIN_MS;
  }

  /** What is lost if a few calls are made in vain: where the batch fills its windows, all of another window. */
  #stake(): Stake | null {
    const { clock, pacer } = this.#options;
    const { unsigned, sending, processing } = this.#headcount();
    const files = unsigned + sending + processing;
    if (files === 0) return null;
    const minute = pacer().windows.minute(clock.now());
    const needed = unsigned + files - pacer().inFlight('status');
    const endMs = nthCallAtMs(minute, needed);
    const inVain = 5 + Math.ceil(0.05 * files);
    for (let spare = 0; spare < inVain; spare += 1) {
      const lossMs = nthCallAtMs(minute, needed + spare + 1) - endMs;
      if (lossMs > DEAR_MS) return { files, spare, lossMs };
    }
    return null;
  }

  /** A file whose signature is under way counts as signed; one that only waits for another is not counted. */
  #headcount(): { unsigned: number; sending: number; processing: number } {
    const pacer = this.#options.pacer();
    const { waiting, sending, processing } = this.#options.headcount();
    const unsigned = waiting + pacer.waitingFor('sign') + pacer.waitingFor('watched');
    const signing = pacer.inFlight('sign') + pacer.inFlight('watched');
    return { unsigned, sending: sending + signing, processing };
  }
}
