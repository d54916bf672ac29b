import type { RateLimitReport } from '../files-api/rate-limit-headers.ts';
import type { CallPriority } from './call-priority.ts';
import type { CallsSoFar } from './call-times.ts';

/** A call that is under way and counts. */
export interface CountedCall {
  end(nowMs: number): void;
}

/** How many calls of each priority wait, and could start but for a place that the group grants. */
export type WaitingCounts = Partial<Readonly<Record<CallPriority, number>>>;

/** What the other desks that share a key have to do, as they said last. */
export interface OthersWork {
  readonly unsigned: number;
  readonly sending: number;
  readonly processing: number;
  /** Calls that this desk may make ahead of those that have had more than it. */
  readonly credit: number;
}

/** Decides when calls of one key may start, and says what the planner has to know of them. Times in ms since the epoch. */
export interface CallWindows {
  /** Calls of this desk under way. */
  readonly inFlight: number;
  /** What other desks with this key have to do; null where this desk plans for itself. */
  readonly others: OthersWork | null;
  /** @throws where it cannot be kept; then it does not count, and must not be made */
  start(nowMs: number, priority: CallPriority): CountedCall;
  /** The minute's calls so far: it is the window that a batch has to fit into. */
  minute(nowMs: number): CallsSoFar;
  /** Keeps one call free for somebody who asks by `freeAtMs(nowMs, 'kept')`; the returned function gives it back. */
  keepOne(): () => void;
  /**
   * From when a call may start: `nowMs` or earlier for now, Infinity for not before something changes.
   * @param which a call that is kept free is only for those who keep one
   */
  freeAtMs(nowMs: number, which?: 'common' | 'kept'): number;
  /** Whether a place for such a call is in hand; where nobody grants places, there always is one. */
  hasPlace(priority: CallPriority): boolean;
  /** From when there may be a place for one more call; `nowMs` or earlier where the limits leave some, whoever may have them. */
  limitsOpenAtMs(nowMs: number): number;
  /** Says which calls wait for nothing but a place. */
  want(waiting: WaitingCounts): void;
  /** Learns that the server refused a call for its limits. */
  noteRefusal(nowMs: number): void;
  /** Learns how much of the minute is left, as the server says. */
  noteReport(report: RateLimitReport, nowMs: number): void;
}
