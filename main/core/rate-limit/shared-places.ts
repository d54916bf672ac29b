import type { QuotaProblem, QuotaStatus } from '../model/quota-status.ts';
import type { Clock } from '../util/clock.ts';
import { AnsweredCalls } from './answered-calls.ts';
import { AskTimer } from './ask-timer.ts';
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
  readonly #timer: AskTimer;
  /** The server's time of its latest answer, and the moment of the request for it; null where there is none. */
  #heard: { readonly nowMs: number; readonly askedAtMs: number } | null = null;

  constructor(options: SharedPlacesOptions) {
    this.#options = options;
    const { clock, earlierAgesMs } = options;
    this.#calls = new AnsweredCalls(clock, earlierAgesMs);
    this.#timer = new AskTimer({ clock, ask: () => this.#ask(), dueAtMs: () => this.#dueAtMs() });
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
    if (server === null) this.#timer.stop();
    else this.#timer.askSoon();
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
      this.#setTimer();
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
    await this.#timer.ended;
    this.#hand.giveBack('all');
    if (this.#state === 'shared' && (this.#group?.isBusy || this.#calls.isUntold)) await this.#timer.ask();
    this.#timer.stop();
    this.#server = null;
    this.#state = 'off';
    this.#isLeaving = false;
  }

  #wantsChanged(): void {
    if (this.#state !== 'shared' && this.#state !== 'connecting') return;
    if (this.#hand.wantsMore) this.#timer.askSoon();
    else this.#setTimer();
  }

  #setTimer(): void {
    if (this.#server !== null) this.#timer.set();
  }

  /** By when the server has to hear of what has changed, or that this desk still lives. */
  #dueAtMs(): number {
    const never = Number.POSITIVE_INFINITY;
    if (this.#state !== 'shared') return never;
    return Math.min(
      this.#calls.isUntold ? this.#options.clock.elapsed() + TELL_WITHIN_MS : never,
      this.#group?.isBusy || this.#hand.live > 0 ? this.#timer.askedAtMs + HEARTBEAT_MS : never,
      this.#hand.isEmpty ? never : this.#handAtMs + HOLD_MS,
    );
  }

  #ask(): Promise<() => void> | null {
    const server = this.#server;
    const { clock, tag } = this.#options;
    if (server === null || tag === null) return null;
    if (clock.elapsed() - this.#handAtMs >= HOLD_MS) this.#giveBack('all');
    const request = this.#request();
    const learn = (outcome: QuotaAnswer | QuotaError) => () => {
      // What an earlier server says is of no use any more.
      if (server === this.#server) this.#learn(request, outcome);
    };
    return server
      .ask(tag, request)
      .then(learn, (error: unknown) =>
        learn(error instanceof QuotaError ? error : new QuotaError('unexpected', String(error))),
      );
  }

  #learn(request: QuotaRequest, outcome: QuotaAnswer | QuotaError): void {
    if (outcome instanceof QuotaError) {
      this.#failed(outcome.code);
      return;
    }
    this.#heard = { nowMs: outcome.nowMs, askedAtMs: this.#timer.askedAtMs };
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
    if (grant.againMs !== null) this.#timer.againWithin(grant.againMs);
    this.#hand.add(grant.granted, request);
    this.#handAtMs = nowMs;
    this.#options.onChange();
    this.#giveBack('not kept');
  }

  #giveBack(which: 'all' | 'not kept'): void {
    if (this.#hand.giveBack(which)) this.#timer.againWithin(GIVE_BACK_MS);
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
    this.#timer.againWithin(0);
  }

  #failed(code: QuotaProblem): void {
    const before = this.#state;
    this.#state = code;
    this.#hand.forget();
    this.#tells = 0;
    const { random, onChange } = this.#options;
    const pauseMs = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#timer.againWithin(pauseMs * (0.75 + random() / 4));
    if (before !== code) onChange();
  }
}
