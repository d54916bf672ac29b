import type { QuotaProblem } from '../../../main/core/model/quota-status.ts';
import {
  type QuotaAnswer,
  QuotaError,
  type QuotaRequest,
  type QuotaServer,
} from '../../../main/core/rate-limit/shared-quota.ts';
import { type Clock, sleep } from '../../../main/core/util/clock.ts';
import { GroupState, grant } from './grant-model.ts';

/** The quota server on a virtual clock: it can be away, lose an answer, forget everything, and go back to what it knew before. */
export class ModelQuotaServer {
  problem: QuotaProblem | null = null;
  /** Whether the next answer gets lost on its way. */
  losesAnswer: () => boolean = () => false;
  requests = 0;
  /** How far its clock is ahead of the true one, in ms. */
  aheadMs = 0;
  /** Granted places by desk. */
  readonly granted = new Map<string, number>();
  state = new GroupState();
  readonly #clock: Clock;
  readonly #delayMs: () => number;

  /** @param delayMs one way on the network, in ms */
  constructor(clock: Clock, delayMs: () => number) {
    this.#clock = clock;
    this.#delayMs = delayMs;
  }

  /** A restart without persistence. */
  forget(): void {
    this.state = new GroupState();
  }

  /** @returns puts back what it knows now, as a restart from a snapshot does */
  snapshot(): () => void {
    const copy = structuredClone(this.state);
    return () => {
      this.state = Object.assign(new GroupState(), structuredClone(copy));
    };
  }

  /** @returns a desk's way to it */
  connect(): QuotaServer {
    return { ask: (_tag, request) => this.#ask(request), close: async () => {} };
  }

  async #ask(request: QuotaRequest): Promise<QuotaAnswer> {
    const { signal } = new AbortController();
    await sleep(this.#clock, this.#delayMs(), signal);
    if (this.problem !== null) throw new QuotaError(this.problem);
    this.requests += 1;
    const answer = grant(this.state, request, Math.floor(this.#clock.elapsed() + this.aheadMs));
    await sleep(this.#clock, this.#delayMs(), signal);
    if (this.problem !== null) throw new QuotaError(this.problem);
    if (this.losesAnswer()) throw new QuotaError('slow');
    if (answer.kind === 'granted') {
      const places = answer.granted.reduce((sum, count) => sum + count, 0);
      this.granted.set(request.desk, (this.granted.get(request.desk) ?? 0) + places);
    }
    return answer;
  }
}
