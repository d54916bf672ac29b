import type { CallsSoFar } from './call-times.ts';
import {
  type LostGroup,
  MINUTE_MS,
  type QuotaGrant,
  type QuotaRequest,
  SLICE_MS,
  type Work,
} from './shared-quota.ts';

/** An answer of the server. Times by the clock that nobody sets. */
interface Said {
  readonly grant: QuotaGrant;
  readonly atMs: number;
  /** The number of this desk's last call that the server had by then. */
  readonly reported: number;
}

/** What a desk knows of its group. */
export interface Group extends Said {
  /** What this desk had to do by then. */
  readonly own: Work;
  /** Whether this desk is one of those that have something to do. */
  readonly isBusy: boolean;
  /** The latest answer of a server that knew all of the group; null where there is none. */
  readonly complete: Said | null;
}

/** @returns what is known after this answer, at `nowMs` */
export function learn(before: Group | null, request: QuotaRequest, grant: QuotaGrant, nowMs: number): Group {
  const { unsigned, sending, processing } = request.work;
  const signed = Math.min(unsigned, grant.granted[1] + grant.granted[3]);
  const own = { unsigned: unsigned - signed, sending: sending + signed, processing };
  const isBusy = [unsigned, sending, processing, ...request.wants].some((count) => count > 0);
  const said = { grant, atMs: nowMs, reported: request.firstAnswered + request.answered.length - 1 };
  return { ...said, own, isBusy, complete: grant.members > 0 ? said : (before?.complete ?? null) };
}

/** @returns how many desks have something to do, this one included, as far as anybody knows */
export function busyDesks({ grant, complete }: Group): number {
  return Math.max(grant.busy, complete?.grant.busy ?? 0);
}

/**
 * @param group what this desk knows of the group that the grant is from; null where it knows none
 * @returns how many other desks have something to do
 */
export function otherDesks(grant: QuotaGrant, group: Group | null): number {
  const isCounted = group?.isBusy && group.grant.epoch === grant.epoch;
  return Math.max(0, grant.busy - (isCounted ? 1 : 0));
}

/** @returns what another server has to know of the group */
export function asLost({ grant, atMs }: Said, nowMs: number): LostGroup {
  const { epoch, serial, members, live } = grant;
  const saidAgoMs = Math.floor(nowMs - atMs);
  return { epoch, serial, members, live, saidAgoMs, agesMs: agesMs(grant, saidAgoMs, 0) };
}

/**
 * @param nowMs by the clock that nobody sets
 * @param shownMs the same moment by the clock that the answer is for
 */
export function minuteOf({ grant, atMs }: Group, nowMs: number, shownMs: number): CallsSoFar {
  const { limit, live } = grant;
  const answered = agesMs(grant, nowMs - atMs, SLICE_MS / 2).map((ageMs) => shownMs - ageMs);
  const underWay = new Array<number>(live).fill(shownMs);
  return { limit, windowMs: MINUTE_MS + 1, nowMs: shownMs, countedAtMs: [...answered, ...underWay] };
}

/**
 * @param saidAgoMs how long ago the server said so
 * @param offMs by how much calls are taken for older than the youngest of their slice
 * @returns how long ago the group's calls were answered, as far as they still count; oldest first
 */
function agesMs({ view }: QuotaGrant, saidAgoMs: number, offMs: number): number[] {
  return view
    .flatMap((count, slice) => new Array<number>(count).fill(slice * SLICE_MS))
    .map((ageMs) => Math.floor(ageMs + offMs + saidAgoMs))
    .filter((ageMs) => ageMs < MINUTE_MS)
    .reverse();
}
