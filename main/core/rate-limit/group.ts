import type { CallsSoFar } from './call-times.ts';
import { MINUTE_MS, type QuotaGrant, type QuotaRequest, SLICE_MS, type Work } from './shared-quota.ts';

/** What a desk knows of its group. Times by the clock that nobody sets. */
export interface Group {
  /** The latest that the server said. */
  readonly grant: QuotaGrant;
  /** The calls of the last minute by their ages at `viewAtMs`. */
  readonly view: readonly number[];
  readonly viewAtMs: number;
  /** What this desk had to do by then. */
  readonly own: Work;
  /** Whether this desk is one of those that have something to do. */
  readonly isBusy: boolean;
  /** Desks with something to do before the server forgot: for a minute it may not have heard of all of them again. */
  readonly earlier: { readonly busy: number; readonly untilMs: number } | null;
}

/** @returns what is known after this answer, at `nowMs` */
export function learn(before: Group | null, request: QuotaRequest, grant: QuotaGrant, nowMs: number): Group {
  const { unsigned, sending, processing } = request.work;
  const signed = Math.min(unsigned, grant.granted[1] + grant.granted[3]);
  const own = { unsigned: unsigned - signed, sending: sending + signed, processing };
  const isBusy = [unsigned, sending, processing, ...request.wants].some((count) => count > 0);
  const hasForgotten = before !== null && before.grant.epoch !== grant.epoch;
  const earlier = hasForgotten
    ? { busy: busyDesks(before, nowMs), untilMs: nowMs + MINUTE_MS }
    : (before?.earlier ?? null);
  if (grant.view !== null) return { grant, own, isBusy, earlier, view: grant.view, viewAtMs: nowMs };
  return { grant, own, isBusy, earlier, view: before?.view ?? [], viewAtMs: before?.viewAtMs ?? nowMs };
}

/** @returns how many desks have something to do, this one included, as far as anybody knows */
export function busyDesks({ grant, earlier }: Group, nowMs: number): number {
  return Math.max(grant.busy, earlier !== null && nowMs < earlier.untilMs ? earlier.busy : 0);
}

/**
 * @param group what this desk knows of the group that the grant is from; null where it knows none
 * @returns how many other desks have something to do
 */
export function otherDesks(grant: QuotaGrant, group: Group | null): number {
  const isCounted = group?.isBusy && group.grant.epoch === grant.epoch;
  return Math.max(0, grant.busy - (isCounted ? 1 : 0));
}

/** @returns how long ago the group's calls were answered, in ms, as far as they still count; oldest first */
export function agesMs({ view, viewAtMs }: Group, nowMs: number): number[] {
  return view
    .flatMap((count, slice) => new Array<number>(count).fill((slice + 0.5) * SLICE_MS))
    .map((ageMs) => Math.floor(ageMs + nowMs - viewAtMs))
    .filter((ageMs) => ageMs < MINUTE_MS)
    .reverse();
}

/**
 * @param nowMs by the clock that nobody sets
 * @param shownMs the same moment by the clock that the answer is for
 */
export function minuteOf(group: Group, nowMs: number, shownMs: number): CallsSoFar {
  const { limit, live } = group.grant;
  const answered = agesMs(group, nowMs).map((ageMs) => shownMs - ageMs);
  const underWay = new Array<number>(live).fill(shownMs);
  return { limit, windowMs: MINUTE_MS + 1, nowMs: shownMs, countedAtMs: [...answered, ...underWay] };
}
