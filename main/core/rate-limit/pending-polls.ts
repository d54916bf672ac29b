import { latePauseMs, stuckPauseMs } from './poll-intervals.ts';
import type { RequestLimits } from './request-limits.ts';

/** A file that waits for its next status call. */
export interface PendingPoll {
  /** Since when the server has been processing it, in ms since the epoch. */
  readonly sinceMs: number;
  /** When its status was last asked for; null for never. */
  readonly askedAtMs: number | null;
  readonly isStuck: () => boolean;
  readonly proceed: () => void;
}

/** The inputs that decide when a status call is due. */
export interface DueRule {
  readonly nowMs: number;
  /** The age at which a file should be ready. */
  readonly dueAgeMs: number;
  /** Whether files wait to be signed. */
  readonly hasBacklog: boolean;
  /** How many files were not ready when they should have been. */
  readonly late: number;
}

/** The results of a file's status calls so far. */
interface Asked {
  /** How often it was not ready when it should have been. */
  misses: number;
  shouldBeReady: boolean;
}

/** The files that wait for their next status call, and when each is due. */
export class PendingPolls {
  readonly #limits: RequestLimits;
  readonly #polls = new Map<string, PendingPoll>();
  readonly #asked = new Map<string, Asked>();

  /** @param limits may change */
  constructor(limits: RequestLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#polls.size;
  }

  /** How many of them the server has been processing beyond all measure. */
  get stuck(): number {
    let stuck = 0;
    for (const poll of this.#polls.values()) if (poll.isStuck()) stuck += 1;
    return stuck;
  }

  /** Of each that is not stuck, the age when its status was last asked for, in ms; 0 for never. */
  get askedAgesMs(): number[] {
    return [...this.#polls.values()]
      .filter(({ isStuck }) => !isStuck())
      .map(({ sinceMs, askedAtMs }) => (askedAtMs === null ? 0 : askedAtMs - sinceMs));
  }

  /** A copy, so that polls may come and go while somebody iterates over it. */
  get entries(): [id: string, poll: PendingPoll][] {
    return [...this.#polls];
  }

  find(id: string): PendingPoll | undefined {
    return this.#polls.get(id);
  }

  /** Notes that file `id` is not ready, if it should have been. @returns whether its status was asked for before */
  noteNotReady(id: string): boolean {
    const asked = this.#asked.get(id);
    if (asked?.shouldBeReady === true) asked.misses += 1;
    return asked !== undefined;
  }

  add(id: string, poll: PendingPoll): void {
    this.#polls.set(id, poll);
  }

  delete(id: string): void {
    this.#polls.delete(id);
  }

  markAsked(id: string, shouldBeReady: boolean): void {
    const asked = this.#asked.get(id) ?? { misses: 0, shouldBeReady };
    asked.shouldBeReady = shouldBeReady;
    this.#asked.set(id, asked);
  }

  /** No status call for it follows. */
  forget(id: string): void {
    this.#asked.delete(id);
  }

  rule(nowMs: number, dueAgeMs: number, hasBacklog: boolean): DueRule {
    this.#forgetFuture(nowMs);
    let late = 0;
    // Stuck files have a pace of their own.
    for (const [id, { isStuck }] of this.#polls)
      if (!isStuck() && (this.#asked.get(id)?.misses ?? 0) > 0) late += 1;
    return { nowMs, dueAgeMs, hasBacklog, late };
  }

  /** @returns when each file that is not stuck is due at the latest, in ms since the epoch, in no order */
  allDueAtMs(rule: DueRule): number[] {
    const dueAtMs: number[] = [];
    for (const [id, poll] of this.#polls)
      if (!poll.isStuck()) dueAtMs.push(Math.max(rule.nowMs, this.dueAtMs(id, poll, rule)));
    return dueAtMs;
  }

  dueAtMs(id: string, { sinceMs, askedAtMs, isStuck }: PendingPoll, rule: DueRule): number {
    const { dueAgeMs, late, hasBacklog } = rule;
    if (askedAtMs === null) return sinceMs + dueAgeMs;
    const ageMs = askedAtMs - sinceMs;
    if (isStuck()) return askedAtMs + stuckPauseMs(ageMs);
    const misses = this.#asked.get(id)?.misses ?? 0;
    if (misses === 0 && ageMs < dueAgeMs) return sinceMs + dueAgeMs;
    return askedAtMs + latePauseMs(ageMs, Math.max(1, misses), late, hasBacklog, this.#limits.perMinute);
  }

  /** After the clock was set back, a time to come is as good as now. */
  #forgetFuture(nowMs: number): void {
    for (const [id, poll] of this.#polls) {
      const { sinceMs, askedAtMs } = poll;
      if (sinceMs <= nowMs && (askedAtMs ?? 0) <= nowMs) continue;
      const asked = askedAtMs === null ? null : Math.min(askedAtMs, nowMs);
      this.#polls.set(id, { ...poll, sinceMs: Math.min(sinceMs, nowMs), askedAtMs: asked });
    }
  }
}
