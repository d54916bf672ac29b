import type { QuotaProblem, QuotaStatus } from '../model/quota-status.ts';
import type { Clock } from '../util/clock.ts';
import { AnsweredCalls } from './answered-calls.ts';
import { AskTimer } from './ask-timer.ts';
import type { CallsSoFar } from './call-times.ts';
import { type Group, minuteOf, otherDesks } from './group.ts';
import { PlacesInHand } from './places-in-hand.ts';
import { NOTHING_TO_DO, type QuotaPlan } from './quota-plan.ts';
import { QuotaSession } from './quota-session.ts';
import type { RequestLimits } from './request-limits.ts';
import {
  type ByKind,
  MINUTE_MS,
  type PlaceKind,
  type QuotaAnswer,
  QuotaError,
  type QuotaGrant,
  type QuotaRequest,
  type QuotaServer,
} from './shared-quota.ts';

interface SharedPlacesOptions {
  readonly clock: Clock;
  /** They may change, see {@link SharedPlaces.limitsChanged}. */
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

/** Answered calls are reported within so long. */
const REPORT_WITHIN_MS = 100;
/** So often a desk that has something to do, or calls that count, lets the group know that it lives. */
const HEARTBEAT_MS = 10_000;
/** A place that nobody took by then goes back. */
const HOLD_MS = 1000;
/** Places that go back are reported within so long. */
const GIVE_BACK_MS = 20;
const RETRY_MS = { first: 250, most: 3000 } as const;
const NOTHING: ByKind = [0, 0, 0, 0];

/** One desk's places in the shared quota: those in hand, those wanted, and the calls that the server has to hear of. */
export class SharedPlaces {
  readonly #options: SharedPlacesOptions;
  #server: QuotaServer | null = null;
  #desk = '';
  #state: 'off' | 'connecting' | 'shared' | QuotaProblem = 'off';
  readonly #session = new QuotaSession();
  readonly #hand = new PlacesInHand();
  #handAtMs = 0;
  /** The calls of other desks that counted at the latest grant, and when that was. */
  #others: { readonly calls: number; readonly atMs: number } | null = null;
  readonly #calls: AnsweredCalls;
  #isLeaving = false;
  #failures = 0;
  readonly #timer: AskTimer;

  constructor(options: SharedPlacesOptions) {
    this.#options = options;
    const { clock, earlierAgesMs } = options;
    this.#calls = new AnsweredCalls(clock, earlierAgesMs);
    this.#timer = new AskTimer({ clock, ask: () => this.#ask(), dueAtMs: () => this.#dueAtMs() });
  }

  get status(): QuotaStatus {
    const state = this.#state;
    if (state === 'off' || state === 'connecting') return { kind: state };
    const { group } = this.#session;
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
    return this.#session.group;
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
    this.#session.reset();
    this.#failures = 0;
    this.#hand.forget();
    if (server === null) this.#timer.stop();
    else this.#timer.askSoon();
    this.#options.onChange();
  }

  /** The calls of other desks that counted when the server was last asked; null where that is too long ago. */
  get others(): number | null {
    const isRecent = this.#others !== null && this.#options.clock.elapsed() - this.#others.atMs < MINUTE_MS;
    return isRecent && this.#state === 'shared' ? (this.#others?.calls ?? null) : null;
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

  /** Places that were granted within other limits go back, and the server hears of the limits now. */
  limitsChanged(): void {
    if (this.#state !== 'shared') return;
    this.#giveBack('all');
    this.#timer.askSoon();
  }

  /** The group's minute, on a clock whose time is `nowMs` now; null where the group is not known. */
  minute(nowMs: number): CallsSoFar | null {
    return this.group && minuteOf(this.group, this.#options.clock.elapsed(), nowMs);
  }

  /** Reports to the group that nothing is left to do here. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#timer.ended;
    this.#hand.giveBack('all');
    if (this.#state === 'shared' && (this.group?.isBusy || this.#calls.hasUnreported))
      await this.#timer.ask();
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
      this.#calls.hasUnreported ? this.#options.clock.elapsed() + REPORT_WITHIN_MS : never,
      this.group?.isBusy || this.#hand.live + this.#calls.count > 0
        ? this.#timer.askedAtMs + HEARTBEAT_MS
        : never,
      this.#hand.isEmpty ? never : this.#handAtMs + HOLD_MS,
    );
  }

  #ask(): Promise<() => void> | null {
    const server = this.#server;
    const { clock, tag } = this.#options;
    if (server === null || tag === null) return null;
    if (clock.elapsed() - this.#handAtMs >= HOLD_MS) this.#giveBack('all');
    const request = this.#request();
    const own = this.#calls.count + request.live;
    const learn = (outcome: QuotaAnswer | QuotaError) => () => {
      // What an earlier server says is of no use any more.
      if (server === this.#server) this.#learn(request, outcome, own);
    };
    return server
      .ask(tag, request)
      .then(learn, (error: unknown) =>
        learn(error instanceof QuotaError ? error : new QuotaError('unexpected', String(error))),
      );
  }

  #learn(request: QuotaRequest, outcome: QuotaAnswer | QuotaError, own: number): void {
    if (outcome instanceof QuotaError) {
      this.#failed(outcome.code);
      return;
    }
    const times = { askedAtMs: this.#timer.askedAtMs, nowMs: this.#options.clock.elapsed() };
    const result = this.#session.learn(request, outcome, times);
    if (result === 'broken') this.#failed('unexpected');
    else if (outcome.kind === 'granted') {
      const granted = outcome.granted.reduce((sum, count) => sum + count, 0);
      this.#others = { calls: Math.max(0, outcome.counted - own - granted), atMs: times.nowMs };
      this.#granted(request, outcome);
    } else this.#timer.againWithin(0);
  }

  #request(): QuotaRequest {
    const { clock, limits, plan } = this.#options;
    const { part, after } = this.#session.nextRequest(clock.elapsed(), this.#calls.count > 0);
    const { first, agesMs: answered } = this.#calls.toReport(after);
    const { work, dueMs, signsFirst } = this.#isLeaving ? NOTHING_TO_DO : plan();
    return {
      ...part,
      desk: this.#desk,
      limits: { perSecond: limits.perSecond, perMinute: limits.perMinute },
      live: this.#hand.held,
      unused: this.#hand.unused,
      wants: this.#isLeaving ? NOTHING : this.#hand.missing,
      signsFirst,
      work,
      dueMs: Math.round(dueMs),
      firstAnswered: first,
      answered,
    };
  }

  #granted(request: QuotaRequest, grant: QuotaGrant): void {
    this.#failures = 0;
    this.#state = 'shared';
    this.#calls.acknowledge(request.firstAnswered + request.answered.length - 1);
    if (grant.againMs !== null) this.#timer.againWithin(grant.againMs);
    this.#hand.add(grant.granted, request);
    this.#handAtMs = this.#options.clock.elapsed();
    const { perSecond, perMinute } = this.#options.limits;
    const isOutdated = request.limits.perSecond !== perSecond || request.limits.perMinute !== perMinute;
    if (isOutdated) this.#giveBack('all');
    this.#options.onChange();
    this.#giveBack('not kept');
  }

  #giveBack(which: 'all' | 'not kept'): void {
    if (this.#hand.giveBack(which)) this.#timer.againWithin(GIVE_BACK_MS);
  }

  #failed(code: QuotaProblem): void {
    const before = this.#state;
    this.#state = code;
    this.#hand.forget();
    this.#session.failed();
    const { random, onChange } = this.#options;
    const pauseMs = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#timer.againWithin(pauseMs * (0.75 + random() / 4));
    if (before !== code) onChange();
  }
}
