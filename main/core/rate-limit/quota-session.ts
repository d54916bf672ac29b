import { agesMs, type Group, learn } from './group.ts';
import type { LostGroup, QuotaAnswer, QuotaRequest } from './shared-quota.ts';

const VIEW_MS = 1000;
/** More answers in a row that grant nothing and ask for the desk's calls are a fault of the server. */
const MOST_RESYNCS = 4;

/** What a request says of the desk's session with its server. */
type SessionPart = Pick<
  QuotaRequest,
  'number' | 'epoch' | 'heardMs' | 'heardAgoMs' | 'isWhole' | 'wantsView' | 'lost'
>;

/** What a desk knows of its server: whether that still has the same data, its clock, and the group. */
export class QuotaSession {
  #number = 0;
  #epoch = '';
  #lostEpoch = false;
  /** Whether the server lacks calls of this desk. */
  #mustResync = false;
  #resyncs = 0;
  /** The server's time of its latest answer, and the moment of the request for it; null where there is none. */
  #heard: { readonly nowMs: number; readonly askedAtMs: number } | null = null;
  #group: Group | null = null;

  /** What the server said last, also where it cannot be asked any more. */
  get group(): Group | null {
    return this.#group;
  }

  /** Another server is asked from now on. The requests' numbers go on, since an earlier server may be asked again. */
  reset(): void {
    this.#epoch = '';
    this.#lostEpoch = false;
    this.#mustResync = false;
    this.#resyncs = 0;
    this.#heard = null;
    this.#group = null;
  }

  /** The server gave no answer. */
  failed(): void {
    this.#resyncs = 0;
  }

  /** @param nowMs by the clock that nobody sets */
  nextRequest(nowMs: number): SessionPart {
    this.#number += 1;
    const lost = this.#mustResync && this.#lostEpoch ? this.#group : null;
    return {
      number: this.#number,
      epoch: this.#epoch,
      heardMs: this.#heard?.nowMs ?? 0,
      heardAgoMs: Math.floor(nowMs - (this.#heard?.askedAtMs ?? nowMs)),
      isWhole: this.#mustResync,
      wantsView: nowMs - (this.#group?.viewAtMs ?? Number.NEGATIVE_INFINITY) >= VIEW_MS,
      lost: lost === null ? null : asLost(lost, nowMs),
    };
  }

  /**
   * @param times by the clock that nobody sets
   * @returns whether places came, the request has to be repeated, or the server does not do its part
   */
  learn(
    request: QuotaRequest,
    answer: QuotaAnswer,
    times: { readonly askedAtMs: number; readonly nowMs: number },
  ): 'granted' | 'repeat' | 'broken' {
    this.#heard = { nowMs: answer.nowMs, askedAtMs: times.askedAtMs };
    if (answer.kind === 'granted') {
      this.#epoch = answer.epoch;
      this.#lostEpoch = false;
      this.#mustResync = false;
      this.#resyncs = 0;
      this.#group = learn(this.#group, request, answer, times.nowMs);
      return 'granted';
    }
    this.#resyncs += 1;
    if (this.#resyncs > MOST_RESYNCS) return 'broken';
    if (answer.kind === 'resync') {
      this.#lostEpoch ||= this.#epoch !== '' && this.#epoch !== answer.epoch;
      this.#epoch = answer.epoch;
      this.#mustResync = true;
    }
    return 'repeat';
  }
}

function asLost(group: Group, nowMs: number): LostGroup {
  return {
    agesMs: agesMs(group, nowMs),
    saidAgoMs: Math.floor(nowMs - group.viewAtMs),
    busy: group.grant.busy,
  };
}
