import { asLost, type Group, learn } from './group.ts';
import { MINUTE_MS, type QuotaAnswer, type QuotaRequest } from './shared-quota.ts';

/** More answers in a row that grant nothing and ask for the desk's calls are a fault of the server. */
const MOST_RESYNCS = 4;

/** What a request says of the desk's session with its server. */
type SessionPart = Pick<
  QuotaRequest,
  'number' | 'epoch' | 'heardMs' | 'heardAgoMs' | 'heardSerial' | 'isWhole' | 'lost'
>;

/** What a desk knows of its server: whether that still has the same data, its clock, and the group. */
export class QuotaSession {
  #number = 0;
  #epoch = '';
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
    this.#mustResync = false;
    this.#resyncs = 0;
    this.#heard = null;
    this.#group = null;
  }

  /** The server gave no answer. */
  failed(): void {
    this.#resyncs = 0;
  }

  /**
   * @param nowMs by the clock that nobody sets
   * @param hasCalls whether this desk made calls in the last minute
   * @returns the request's part, and the number of the last call that the server has; undefined for what it has acknowledged
   */
  nextRequest(nowMs: number, hasCalls: boolean): { readonly part: SessionPart; readonly after?: number } {
    this.#number += 1;
    const group = this.#group;
    // After a minute without calls and answers a desk knows nothing that matters to the others.
    const matters = group !== null && (hasCalls || nowMs - group.atMs < MINUTE_MS);
    const complete = matters && group.complete?.grant.epoch !== this.#epoch ? group.complete : null;
    const lost = this.#mustResync ? complete : null;
    const part = {
      number: this.#number,
      epoch: this.#epoch,
      heardMs: this.#heard?.nowMs ?? 0,
      heardAgoMs: Math.floor(nowMs - (this.#heard?.askedAtMs ?? nowMs)),
      heardSerial: matters ? group.grant.serial : 0,
      isWhole: this.#mustResync,
      lost: lost && asLost(lost, nowMs),
    };
    return this.#mustResync ? { part, after: lost?.reported ?? Number.NEGATIVE_INFINITY } : { part };
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
      this.#mustResync = false;
      this.#resyncs = 0;
      this.#group = learn(this.#group, request, answer, times.nowMs);
      return 'granted';
    }
    this.#resyncs += 1;
    if (this.#resyncs > MOST_RESYNCS) return 'broken';
    if (answer.kind === 'resync') {
      this.#epoch = answer.epoch;
      this.#mustResync = true;
    }
    return 'repeat';
  }
}
