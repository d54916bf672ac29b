import type { ClaimAnswer, ClaimRequest, ClaimServer } from '../../../main/core/job/claim-server.ts';
import { QuotaError } from '../../../main/core/rate-limit/shared-quota.ts';
import { type Clock, sleep } from '../../../main/core/util/clock.ts';
import { answerClaim, ClaimState } from './claim-model.ts';

/** The claims of a quota server on a virtual clock: it can be away, lose an answer, and forget everything. */
export class ModelClaims {
  isAway = false;
  /** Whether the next answer gets lost on its way. */
  losesAnswer: () => boolean = () => false;
  requests = 0;
  #claims = new Map<string, ClaimState>();
  readonly #clock: Clock;
  readonly #delayMs: () => number;

  /** @param delayMs one way on the network, in ms */
  constructor(clock: Clock, delayMs: () => number) {
    this.#clock = clock;
    this.#delayMs = delayMs;
  }

  /** A restart without persistence. */
  forget(): void {
    this.#claims = new Map();
  }

  /** @returns a desk's way to it */
  connect(): ClaimServer {
    return { claim: (tag, content, request) => this.#claim(`${tag} ${content}`, request) };
  }

  async #claim(key: string, request: ClaimRequest): Promise<ClaimAnswer> {
    const { signal } = new AbortController();
    await sleep(this.#clock, this.#delayMs(), signal);
    if (this.isAway) throw new QuotaError('unreachable');
    this.requests += 1;
    const state = this.#claims.get(key) ?? new ClaimState();
    this.#claims.set(key, state);
    const answer = answerClaim(state, request, Math.floor(this.#clock.elapsed()));
    await sleep(this.#clock, this.#delayMs(), signal);
    if (this.isAway || this.losesAnswer()) throw new QuotaError('slow');
    return answer;
  }
}
