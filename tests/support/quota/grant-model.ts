import {
  type ByKind,
  MINUTE_MS,
  type QuotaAnswer,
  type QuotaRequest,
  SLICE_MS,
  SLICES,
} from '../../../main/core/rate-limit/shared-quota.ts';

const SECOND_MS = 1000;
const CREDIT = 8;
const BURST = 4;
const GRACE_MS = 500;
const LEASE_MS = 15_000;
const FEW = 2;
const JUMP_MS = 2000;
const LEAP = 1_000_000;
/** The line of those that have credit, beside one for each kind. */
const CREDITED = 4;

interface DeskRecord {
  number: number;
  tag: number;
  spent: number;
  live: number;
  unsigned: number;
  sending: number;
  processing: number;
  isBusy: boolean;
  reported: number;
  leaseMs: number;
}

interface Entry {
  readonly desk: string;
  readonly kind: number;
  readonly tag: number;
}

/** What the server keeps of a group. */
export class GroupState {
  epoch: string | null = null;
  sinceMs = 0;
  leastTag = 0;
  /** Of the latest grant. */
  serial = 0;
  /** What the data knew that were lost before these, by the newest answer that desks brought back. */
  lost = { epoch: '', serial: 0, members: 0, live: 0, ghosts: 0 };
  /** The calls that desks reported to have made since. */
  claimed = 0;
  /** The desks that have come back. */
  returned = 0;
  latestMs = 0;
  jumpedMs = 0;
  /** When counted calls were answered, by name. */
  readonly calls = new Map<string, number>();
  readonly desks = new Map<string, DeskRecord>();
  readonly dueMs = new Map<string, number>();
  line: Entry[] = [];
}

/** The script of the quota server in plain TypeScript, to study schedules by and to compare the script with. */
export function grant(state: GroupState, request: QuotaRequest, nowMs: number): QuotaAnswer {
  const epoch = epochFor(state, request, nowMs);
  const isYoung = nowMs - state.sinceMs < MINUTE_MS;
  if (request.epoch !== epoch && (request.epoch !== '' || isYoung)) return { kind: 'resync', nowMs, epoch };
  if (nowMs < state.latestMs) followClockBack(state, nowMs);
  followClockForward(state, request, nowMs);
  state.latestMs = nowMs;
  forgetSilent(state, nowMs);
  const before = state.desks.get(request.desk);
  if (before !== undefined && request.number <= before.number) return { kind: 'outdated', nowMs };
  if (!request.isWhole && request.firstAnswered > (before?.reported ?? 0) + 1)
    return { kind: 'resync', nowMs, epoch };
  if (before === undefined) noteLost(state, request, nowMs);
  noteCalls(state, request, nowMs);
  const own = noteDesk(state, request, before, nowMs);
  state.desks.set(request.desk, own);
  leaveLine(state, request.desk);
  const places = new Places(state, request, own, nowMs);
  const granted = places.grant();
  const againMs = places.waitMs(granted);
  if (againMs !== null) state.dueMs.set(request.desk, nowMs + againMs + GRACE_MS);
  state.serial += 1;
  const sums = sumsOf(state);
  return {
    kind: 'granted',
    nowMs,
    epoch,
    granted,
    againMs,
    limit: request.limits.perMinute - places.reserve,
    counted: state.calls.size + sums.live,
    live: sums.live,
    work: { unsigned: sums.unsigned, sending: sums.sending, processing: sums.processing },
    busy: sums.busy,
    credit: Math.max(0, CREDIT - own.spent),
    serial: state.serial,
    members: places.knowsAll ? state.desks.size : 0,
    view: viewOf(state, nowMs),
  };
}

/** @returns the name of the data. New ones begin where there are none, or older ones than this desk has heard of */
function epochFor(state: GroupState, { desk, heardSerial }: QuotaRequest, nowMs: number): string {
  if (state.epoch !== null && heardSerial <= state.serial) return state.epoch;
  const epoch = `${desk}-${nowMs}`;
  const serial = heardSerial > 0 ? heardSerial + LEAP : 0;
  Object.assign(state, new GroupState(), { epoch, serial, sinceMs: nowMs });
  return epoch;
}

interface Place {
  /** Entries of other desks that go first. */
  readonly ahead: number;
  /** Places of the minute that are open to it. */
  readonly open: number;
  /** More than 0 where there is a place for the question about a file to be signed. */
  readonly room: number;
  readonly kind: number;
  /** All entries of other desks before it, those that find no place included. */
  readonly rank: number;
}

class Places {
  readonly reserve: number;
  readonly #state: GroupState;
  readonly #request: QuotaRequest;
  readonly #own: DeskRecord;
  readonly #nowMs: number;
  readonly #sorted: readonly number[];
  readonly #horizon: number;
  readonly #mustSign: boolean;
  /** Whether all desks have reported since data were lost. */
  readonly knowsAll: boolean;
  /** When the first place may be granted. */
  readonly #opensAtMs: number;
  #free: number;
  #freeNow: number;

  constructor(state: GroupState, request: QuotaRequest, own: DeskRecord, nowMs: number) {
    const { perMinute, perSecond } = request.limits;
    const sums = sumsOf(state);
    this.#state = state;
    this.#request = request;
    this.#own = own;
    this.#nowMs = nowMs;
    const unknown = unknownCalls(state, perMinute, nowMs);
    const isLossRecent = state.serial >= LEAP && nowMs < state.sinceMs + MINUTE_MS;
    this.#opensAtMs = isLossRecent ? Math.max(nowMs, state.sinceMs + 2 * SECOND_MS) : nowMs;
    this.knowsAll = isBack(state, nowMs) && this.#opensAtMs <= nowMs;
    this.#sorted = [...state.calls.values()].sort((a, b) => a - b);
    this.#free = perMinute - this.#sorted.length - sums.live - unknown;
    this.#freeNow = perSecond - this.#sorted.filter((atMs) => atMs > nowMs - SECOND_MS).length - sums.live;
    const needed = 2 * sums.unsigned + sums.sending + sums.processing;
    this.reserve = needed > this.#free ? Math.floor(perMinute / 20) : 0;
    this.#horizon = this.#sorted.filter((atMs) => atMs <= nowMs + request.dueMs - MINUTE_MS).length;
    this.#mustSign = this.#isLastCallToSign(needed, sums.unsigned);
  }

  #isLastCallToSign(needed: number, unsigned: number): boolean {
    const { dueMs, limits } = this.#request;
    const free = this.#free - this.reserve;
    const last = this.#sorted[needed - free - 1];
    if (unsigned === 0 || last === undefined) return false;
    const inTime = free + this.#sorted.filter((atMs) => atMs <= last - dueMs).length;
    return inTime > 0 && inTime <= unsigned + Math.floor(limits.perMinute / 20);
  }

  grant(): ByKind {
    const own = this.#own;
    const granted: [number, number, number, number] = [0, 0, 0, 0];
    let total = 0;
    if (this.#nowMs < this.#opensAtMs) return granted;
    for (const [kind, wanted] of this.#request.wants.entries())
      while ((granted[kind] ?? 0) < wanted && total < BURST) {
        const { ahead, open, room } = this.#place(kind);
        if (Math.min(open, this.#freeNow) - ahead < 1 || room < 1) break;
        granted[kind] = (granted[kind] ?? 0) + 1;
        total += 1;
        own.tag += 1;
        own.spent += 1;
        own.live += 1;
        this.#free -= 1;
        this.#freeNow -= 1;
        if (kind % 2 === 1 && own.unsigned > 0) {
          own.unsigned -= 1;
          own.sending += 1;
        }
      }
    if (total > 0) {
      const { leastTag, line } = this.#state;
      const tags = line.map(({ tag }) => tag);
      const least = tags.length === 0 ? 0 : Math.min(own.tag - total, ...tags);
      this.#state.leastTag = Math.max(leastTag, least, own.tag - this.#request.limits.perMinute);
    }
    return granted;
  }

  /** Puts what is left into the line. @returns when the first of it may have a place, in ms; null for nothing */
  waitMs(granted: ByKind): number | null {
    const nowMs = this.#nowMs;
    let againMs: number | null = null;
    for (const [kind, wanted] of this.#request.wants.entries()) {
      if ((granted[kind] ?? 0) >= wanted) continue;
      const place = this.#place(kind);
      const { open } = place;
      const tied = this.#join({ desk: this.#request.desk, kind: place.kind, tag: this.#own.tag });
      const need = place.ahead + tied + 1;
      const rank = place.rank + tied;
      const room = place.room - 2 * tied;
      const times = [nowMs + 5, this.#opensAtMs];
      if (this.#freeNow < need) {
        const young = this.#sorted.filter((atMs) => atMs > nowMs - SECOND_MS);
        times.push(later(young[need - this.#freeNow - 1], SECOND_MS) ?? nowMs + 50);
      }
      if (open < need) times.push(later(this.#sorted[need - open - 1], MINUTE_MS) ?? nowMs + MINUTE_MS);
      if (room < 1) {
        const freed = later(this.#sorted[this.#horizon - room], MINUTE_MS - this.#request.dueMs);
        times.push(freed ?? nowMs + MINUTE_MS);
      }
      const waitMs = Math.min(Math.max(...times) - nowMs, 1000 + 50 * rank, 10_000);
      againMs = Math.min(againMs ?? waitMs, waitMs);
    }
    return againMs;
  }

  #place(kind: number): Place {
    const { spent, tag } = this.#own;
    const { limits, work, signsFirst } = this.#request;
    const isSign = kind % 2 === 1;
    const isWatched = kind >= 2;
    const few = work.unsigned + work.sending + work.processing <= FEW;
    if (!isWatched && spent < CREDIT && few) {
      const ahead = this.#waiting(CREDITED, tag);
      return { ahead, open: this.#free, room: Number.POSITIVE_INFINITY, kind: CREDITED, rank: ahead };
    }
    let asking = this.#waiting(CREDITED) + this.#waiting(isWatched ? 2 : 0, isSign ? tag + 1 : tag);
    let signing = this.#waiting(isWatched ? 3 : 1, tag);
    if (isWatched) {
      asking += this.#waiting(0);
      signing += this.#waiting(1);
    }
    const left = isWatched ? Math.floor(limits.perMinute / 30) : 0;
    const { sending, processing } = sumsOf(this.#state);
    let room = this.#free - this.reserve + this.#horizon - sending - processing - 1;
    if (this.#mustSign && kind === 0) {
      signing = this.#waiting(1);
      room = 2 * signing;
    }
    return {
      ahead: asking + Math.min(signing, Math.max(0, Math.ceil(room / 2))),
      open: this.#free - this.reserve - left,
      room: isSign && !signsFirst && !this.#mustSign ? room - 2 * signing : Number.POSITIVE_INFINITY,
      kind,
      rank: asking + signing,
    };
  }

  /** A desk has one entry of each kind. @returns those with the same tag that are before it */
  #join(entry: Entry): number {
    const { line } = this.#state;
    const same = line.filter(({ kind, tag }) => kind === entry.kind && tag === entry.tag);
    if (!same.some(({ desk }) => desk === entry.desk)) line.push(entry);
    return same.filter(({ desk }) => desk < entry.desk).length;
  }

  #waiting(kind: number, below = Number.POSITIVE_INFINITY): number {
    return this.#state.line.filter((entry) => entry.kind === kind && entry.tag < below).length;
  }
}

function later(atMs: number | undefined, byMs: number): number | null {
  return atMs === undefined ? null : atMs + byMs;
}

function followClockForward(state: GroupState, request: QuotaRequest, nowMs: number): void {
  const { epoch, heardMs, heardAgoMs } = request;
  const jumpMs = Math.min(nowMs - heardMs - heardAgoMs, nowMs - state.latestMs);
  if (epoch !== state.epoch || heardMs <= state.jumpedMs || jumpMs <= JUMP_MS) return;
  for (const [name, atMs] of state.calls) state.calls.set(name, atMs + jumpMs);
  for (const record of state.desks.values()) record.leaseMs += jumpMs;
  for (const [desk, atMs] of state.dueMs) state.dueMs.set(desk, atMs + jumpMs);
  state.sinceMs += jumpMs;
  state.jumpedMs = nowMs;
}

function followClockBack(state: GroupState, nowMs: number): void {
  state.jumpedMs = Math.min(state.jumpedMs, nowMs);
  state.sinceMs = Math.min(state.sinceMs, nowMs);
  for (const [name, atMs] of state.calls) state.calls.set(name, Math.min(atMs, nowMs));
  for (const record of state.desks.values()) record.leaseMs = Math.min(record.leaseMs, nowMs + LEASE_MS);
  for (const desk of [...state.dueMs.keys()]) leaveLine(state, desk);
}

function forgetSilent(state: GroupState, nowMs: number): void {
  const silent = [...state.desks].filter(([, { leaseMs }]) => leaseMs <= nowMs);
  for (const [desk, { live, leaseMs }] of first20(silent, ([, record]) => record.leaseMs)) {
    for (let index = 1; index <= live; index += 1) state.calls.set(`${desk}:${leaseMs}:${index}`, leaseMs);
    state.desks.delete(desk);
  }
  const late = [...state.dueMs].filter(([, atMs]) => atMs <= nowMs);
  for (const [desk] of first20(late, ([, atMs]) => atMs)) leaveLine(state, desk);
}

function first20<T extends readonly [string, unknown]>(entries: T[], scoreOf: (entry: T) => number): T[] {
  return entries.sort((a, b) => scoreOf(a) - scoreOf(b) || (a[0] < b[0] ? -1 : 1)).slice(0, 20);
}

function leaveLine(state: GroupState, desk: string): void {
  state.line = state.line.filter((entry) => entry.desk !== desk);
  state.dueMs.delete(desk);
}

/** A desk tells what it knew of the data that were lost. */
function noteLost(state: GroupState, { lost, live, answered }: QuotaRequest, nowMs: number): void {
  if (lost === null) return;
  if (lost.serial > state.lost.serial) {
    for (let index = 1; index <= state.lost.ghosts; index += 1) state.calls.delete(`~${index}`);
    for (const [index, ageMs] of lost.agesMs.entries()) state.calls.set(`~${index + 1}`, nowMs - ageMs);
    if (lost.epoch !== state.lost.epoch) Object.assign(state, { claimed: 0, returned: 0 });
    const { epoch, serial, members } = lost;
    state.lost = { epoch, serial, members, live: lost.live, ghosts: lost.agesMs.length };
  }
  if (lost.epoch !== state.lost.epoch) return;
  state.claimed += live + answered.length;
  if (lost.saidAgoMs < LEASE_MS) state.returned += 1;
}

function isBack({ serial, sinceMs, lost, returned }: GroupState, nowMs: number): boolean {
  const haveAllReturned = lost.members > 0 && returned >= lost.members;
  return serial < LEAP || nowMs >= sinceMs + LEASE_MS || haveAllReturned;
}

/** @returns how many calls may count that the server does not know, since the data were lost that had them */
function unknownCalls(state: GroupState, perMinute: number, nowMs: number): number {
  const { lost, claimed, serial, sinceMs } = state;
  if (serial < LEAP || nowMs >= sinceMs + MINUTE_MS) return 0;
  return Math.max(0, (isBack(state, nowMs) ? lost.live : perMinute - lost.ghosts) - claimed);
}

function noteCalls(state: GroupState, request: QuotaRequest, nowMs: number): void {
  for (const [index, ageMs] of request.answered.entries())
    state.calls.set(`${request.desk}:${request.firstAnswered + index}`, nowMs - ageMs);
  for (const [name, atMs] of state.calls) if (atMs <= nowMs - MINUTE_MS) state.calls.delete(name);
}

function noteDesk(
  state: GroupState,
  request: QuotaRequest,
  before: DeskRecord | undefined,
  nowMs: number,
): DeskRecord {
  const { live, unused, wants, work, answered, firstAnswered } = request;
  const { unsigned, sending, processing } = work;
  const { tag = 0, spent = 0, reported = 0 } = before ?? {};
  return {
    number: request.number,
    tag: Math.max(tag - unused, state.leastTag - CREDIT, 0),
    spent: Math.max(0, spent - unused),
    live,
    unsigned,
    sending,
    processing,
    isBusy: unsigned + sending + processing + wants.reduce((sum, want) => sum + want, 0) > 0,
    reported: Math.max(reported, firstAnswered + answered.length - 1),
    leaseMs: nowMs + LEASE_MS,
  };
}

function sumsOf({ desks }: GroupState) {
  const sums = { live: 0, unsigned: 0, sending: 0, processing: 0, busy: 0 };
  for (const desk of desks.values()) {
    sums.live += desk.live;
    sums.unsigned += desk.unsigned;
    sums.sending += desk.sending;
    sums.processing += desk.processing;
    sums.busy += desk.isBusy ? 1 : 0;
  }
  return sums;
}

function viewOf({ calls }: GroupState, nowMs: number): number[] {
  const counts = new Array<number>(SLICES).fill(0);
  for (const atMs of calls.values()) {
    const slice = Math.max(0, Math.floor((nowMs - atMs) / SLICE_MS));
    counts[slice] = (counts[slice] ?? 0) + 1;
  }
  return counts;
}
