import type { QuotaProblem, QuotaStatus } from '../model/quota-status.ts';
import type { Clock } from '../util/clock.ts';
import { AnsweredCalls } from './answered-calls.ts';
import type { CallsSoFar } from './call-times.ts';
import { agesMs, type Group, learn, minuteOf, otherDesks } from './group.ts';
import { PlacesInHand } from './places-in-hand.ts';
import type { RequestLimits } from './request-limits.ts';
import {
  type ByKind,
  type PlaceKind,
  type QuotaAnswer,
  QuotaError,
  type QuotaGrant,
  type QuotaRequest,
  type QuotaServer,
  type Work,
} from './shared-quota.ts';

/** What the desk's planner says of its work. */
export interface QuotaPlan {
  readonly work: Work;
  readonly dueMs: number;
  readonly signsFirst: boolean;
}

interface SharedPlacesOptions {
  readonly clock: Clock;
  readonly limits: RequestLimits;
  /** Names the group of desks; null where the calls are shared with nobody. */
  readonly tag: string | null;
  /** In [0, 1). */
  readonly random: () => number;
  readonly plan: () => QuotaPlan;
  /** Called when places came, or when the way of sharing changed. */
  readonly onChange: () => void;
  /** How long ago calls were answered that an earlier process made, in ms. */
  readonly earlierAgesMs: readonly number[];
}

/** The plan of a desk that has nothing to do. */
export const NOTHING_TO_DO: QuotaPlan = {
  work: { unsigned: 0, sending: 0, processing: 0 },
  dueMs: 0,
  signsFirst: false,
};

/** Answered calls are told within so long. */
const TELL_WITHIN_MS = 100;
/** So often a desk with something to do lets the group know that it lives. */
const HEARTBEAT_MS = 10_000;
const VIEW_MS = 1000;
/** A place that nobody took by then goes back. */
const HOLD_MS = 1000;
/** Places that go back are reported within so long. */
const GIVE_BACK_MS = 20;
const RETRY_MS = { first: 250, most: 3000 } as const;
/** More answers in a row that bring nothing are a fault of the server. */
const MOST_TELLS = 4;
const NOTHING: ByKind = [0, 0, 0, 0];

/** One desk's places in the shared quota: those in hand, those wanted, and the calls that the server has to hear of. */
export class SharedPlaces {
  readonly #options: SharedPlacesOptions;
  #server: QuotaServer | null = null;
  #desk = '';
  #state: 'off' | 'connecting' | 'shared' | QuotaProblem = 'off';
  #group: Group | null = null;
  #epoch = '';
  #lostEpoch = false;
  #number = 0;
  readonly #hand = new PlacesInHand();
  #handAtMs = 0;
  readonly #calls: AnsweredCalls;
  #isLeaving = false;
  #isWhole = false;
  #tells = 0;
  #failures = 0;
  #isAsking = false;
  #isAskingSoon = false;
  #againAtMs = Number.POSITIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  /** The server's time of its latest answer, and the moment of the request for it; null where there is none. */
  #heard: { readonly nowMs: number; readonly askedAtMs: number } | null = null;
  #cancel: (() => void) | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: SharedPlacesOptions) {
    this.#options = options;
    this.#calls = new AnsweredCalls(options.clock, options.earlierAgesMs);
  }

  get status(): QuotaStatus {
    const state = this.#state;
    if (state === 'off' || state === 'connecting') return { kind: state };
    const group = this.#group;
    if (state === 'shared')
      return { kind: 'shared', desks: 1 + (group ? otherDesks(group.grant, group) : 0) };
    return { kind: 'unavailable', code: state };
  }

  /** Names the group of desks; null where the calls are shared with nobody. */
  get tag(): string | null {
    return this.#options.tag;
  }

  /** What the server said last, also where it cannot be asked any more. */
  get group(): Group | null {
    return this.#group;
  }

  /**
   * Asks this server from now on, or none.
   * @param desk names this desk
   */
  use(server: QuotaServer | null, desk: string): void {
    if (server === this.#server || this.#options.tag === null) return;
    this.#server = server;
    this.#desk = desk;
    this.#state = server === null ? 'off' : 'connecting';
    this.#epoch = '';
    this.#heard = null;
    this.#group = null;
    this.#failures = 0;
    this.#hand.forget();
    this.#askSoon();
    this.#options.onChange();
  }

  has(kind: PlaceKind): boolean {
    return this.#hand.has(kind);
  }

  /** Takes a place that is in hand; without one, as while the server cannot be asked, the call counts all the same. */
  begin(kind: PlaceKind): () => void {
    const end = this.#hand.take(kind);
    return () => {
      end();
      this.#calls.add();
      this.#schedule();
    };
  }

  /** A call that is not part of the request queue waits for a place; the returned function takes that back. */
  keepOne(): () => void {
    const release = this.#hand.keepOne();
    this.#wantsChanged();
    return () => {
      release();
      this.#giveBack('not kept');
      this.#wantsChanged();
    };
  }

  /** Says how many calls wait for nothing but a place. */
  want(wants: ByKind): void {
    this.#hand.want(wants);
    this.#wantsChanged();
  }

  /** The group's minute, on a clock whose time is `nowMs` now; null where the group is not known. */
  minute(nowMs: number): CallsSoFar | null {
    return this.#group && minuteOf(this.#group, this.#options.clock.elapsed(), nowMs);
  }

  /** Reports to the group that nothing is left to do here. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#ended;
    this.#hand.giveBack('all');
    if (this.#state === 'shared' && (this.#group?.isBusy || this.#calls.isUntold)) await this.#ask();
    this.#cancel?.();
    this.#server = null;
    this.#state = 'off';
    this.#isLeaving = false;
  }

  #wantsChanged(): void {
    if (this.#state !== 'shared' && this.#state !== 'connecting') return;
    if (this.#hand.wantsMore) this.#askSoon();
    else this.#schedule();
  }

  /** Asks once the caller has said all that it wants. */
  #askSoon(): void {
    if (this.#isAskingSoon || this.#server === null) return;
    this.#isAskingSoon = true;
    queueMicrotask(() => {
      this.#isAskingSoon = false;
      if (this.#isAsking) this.#againAtMs = 0;
      else void this.#ask();
    });
  }

  /** Sets the alarm for the next request. */
  #schedule(): void {
    if (this.#isAsking || this.#isAskingSoon || this.#server === null) return;
    this.#cancel?.();
    this.#cancel = null;
    const { clock } = this.#options;
    const nowMs = clock.elapsed();
    let atMs = this.#againAtMs;
    if (this.#state === 'shared') {
      if (this.#calls.isUntold) atMs = Math.min(atMs, nowMs + TELL_WITHIN_MS);
      if (this.#group?.isBusy || this.#hand.live > 0) atMs = Math.min(atMs, this.#askedAtMs + HEARTBEAT_MS);
      if (!this.#hand.isEmpty) atMs = Math.min(atMs, this.#handAtMs + HOLD_MS);
    }
    if (atMs === Number.POSITIVE_INFINITY) return;
    this.#cancel = clock.after(Math.max(0, Math.ceil(atMs - nowMs)), () => {
      if (!this.#isAsking) void this.#ask();
    });
  }

  #ask(): Promise<void> {
    this.#ended = this.#askOnce();
    return this.#ended;
  }

  async #askOnce(): Promise<void> {
    const server = this.#server;
    const { clock, tag } = this.#options;
    if (server === null || tag === null || this.#isAsking) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#isAsking = true;
    this.#againAtMs = Number.POSITIVE_INFINITY;
    this.#askedAtMs = clock.elapsed();
    if (this.#askedAtMs - this.#handAtMs >= HOLD_MS) this.#giveBack('all');
    const request = this.#request();
    let outcome: QuotaAnswer | QuotaError;
    try {
      outcome = await server.ask(tag, request);
    } catch (error) {
      outcome = error instanceof QuotaError ? error : new QuotaError('unexpected', String(error));
    }
    this.#isAsking = false;
    // What an earlier server says is of no use any more.
    if (server === this.#server) this.#learn(request, outcome);
    this.#schedule();
  }

  #learn(request: QuotaRequest, outcome: QuotaAnswer | QuotaError): void {
    if (outcome instanceof QuotaError) {
      this.#failed(outcome.code);
      return;
    }
    this.#heard = { nowMs: outcome.nowMs, askedAtMs: this.#askedAtMs };
    if (outcome.kind === 'granted') this.#granted(request, outcome);
    else this.#mustTell(outcome);
  }

  #request(): QuotaRequest {
    const { clock, limits, plan } = this.#options;
    const nowMs = clock.elapsed();
    this.#number += 1;
    const { first, agesMs: answered } = this.#calls.toTell(this.#isWhole);
    const hand = this.#hand;
    const wants = this.#isLeaving ? NOTHING : hand.missing;
    const { work, dueMs, signsFirst } = this.#isLeaving ? NOTHING_TO_DO : plan();
    const group = this.#isWhole && this.#lostEpoch ? this.#group : null;
    return {
      desk: this.#desk,
      number: this.#number,
      epoch: this.#epoch,
      heardMs: this.#heard?.nowMs ?? 0,
      heardAgoMs: Math.floor(nowMs - (this.#heard?.askedAtMs ?? nowMs)),
      limits,
      live: hand.held,
      unused: hand.unused,
      wants,
      signsFirst,
      work,
      dueMs: Math.round(dueMs),
      firstAnswered: first,
      answered,
      isWhole: this.#isWhole,
      wantsView: nowMs - (this.#group?.viewAtMs ?? Number.NEGATIVE_INFINITY) >= VIEW_MS,
      ghosts: group === null ? [] : agesMs(group, nowMs),
    };
  }

  #granted(request: QuotaRequest, grant: QuotaGrant): void {
    const nowMs = this.#options.clock.elapsed();
    this.#epoch = grant.epoch;
    this.#lostEpoch = false;
    this.#isWhole = false;
    this.#tells = 0;
    this.#failures = 0;
    this.#state = 'shared';
    this.#calls.noteTold(request.firstAnswered + request.answered.length - 1);
    this.#group = learn(this.#group, request, grant, nowMs);
    if (grant.againMs !== null) this.#againAtMs = Math.min(this.#againAtMs, nowMs + grant.againMs);
    this.#hand.add(grant.granted, request);
    this.#handAtMs = nowMs;
    this.#options.onChange();
    this.#giveBack('not kept');
  }

  #giveBack(which: 'all' | 'not kept'): void {
    if (!this.#hand.giveBack(which)) return;
    this.#againAtMs = Math.min(this.#againAtMs, this.#options.clock.elapsed() + GIVE_BACK_MS);
  }

  #mustTell(answer: Exclude<QuotaAnswer, QuotaGrant>): void {
    this.#tells += 1;
    if (this.#tells > MOST_TELLS) {
      this.#failed('unexpected');
      return;
    }
    if (answer.kind === 'tell') {
      this.#lostEpoch ||= this.#epoch !== '' && this.#epoch !== answer.epoch;
      this.#epoch = answer.epoch;
      this.#isWhole = true;
    }
    this.#againAtMs = 0;
  }

  #failed(code: QuotaProblem): void {
    const wasShared = this.#state === 'shared';
    const before = this.#state;
    this.#state = code;
    this.#hand.forget();
    this.#tells = 0;
    const { clock, random } = this.#options;
    const pauseMs = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#againAtMs = clock.elapsed() + pauseMs * (0.75 + random() / 4);
    if (wasShared || before !== code) this.#options.onChange();
  }
}
