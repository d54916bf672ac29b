import { type CallsSoFar, callsUntil, nthCallAtMs } from './call-times.ts';

/** What is left of all that is under way, at one moment. */
export interface Rest {
  readonly minute: CallsSoFar;
  /** Files that are still to be signed. */
  readonly unsigned: number;
  /** Questions about files that are signed already, as far as none is under way. */
  readonly questions: number;
  /** So old a file is when it is asked about, in ms; or a little less, where it may be asked a little later. */
  readonly dueAgeMs: number;
}

/** Early results of the first files are given up where all are known so much sooner: a tenth. */
const WORTH = 1 / 10;

/**
 * Whether the places that are kept for questions make the end so much later that they are better signed into, though
 * all questions wait for the next window then. So it is where a batch fills its windows to the last place: the place of
 * a call comes free a window later, and what is kept back now is kept back in each window up to the last.
 */
export function keepsTooMuch(rest: Rest): boolean {
  const { minute, questions, unsigned, dueAgeMs } = rest;
  const needed = neededFor(rest);
  const { limit, windowMs, nowMs, countedAtMs } = minute;
  const free = limit - countedAtMs.length;
  if (unsigned === 0 || free <= 0 || needed <= free) return false;
  const kept = Math.min(free, questions);
  const later = needed - free - 1;
  const isKept = later % limit >= limit - kept;
  const keptEndMs = nowMs + dueAgeMs + windowMs * (1 + Math.floor(later / limit));
  const gainMs = keptEndMs - nthCallAtMs(minute, needed);
  return isKept && gainMs >= WORTH * (keptEndMs - nowMs);
}

/**
 * Whether each call that can be made in time has to sign a file, so that the last window is left with questions alone.
 * A file that is signed only there makes all end later by as much as it takes.
 */
export function mustSign(rest: Rest): boolean {
  const { minute, unsigned, dueAgeMs } = rest;
  const inTime = callsUntil(minute, nthCallAtMs(minute, neededFor(rest)) - dueAgeMs);
  return unsigned > 0 && inTime > 0 && inTime <= unsigned;
}

/** One call to sign each of these, and a question about each file. */
function neededFor({ unsigned, questions }: Rest): number {
  return 2 * unsigned + questions;
}
