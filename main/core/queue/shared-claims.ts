import type { ClaimAnswer, ClaimRequest, ClaimServer } from '../job/claim-server.ts';
import type { Upload } from '../model/upload.ts';
import { QuotaError } from '../rate-limit/shared-quota.ts';
import type { Clock } from '../util/clock.ts';
import type { Target } from './active-connection.ts';
import { Silence } from './silence.ts';
import { CLAIM_LEASE_MS, UploadClaim } from './upload-claim.ts';

/**
 * How long a server that gives no answer may be only slow, in ms. It is the lease: by then the claims of all desks that
 * cannot reach it have run out, so to wait longer protects nothing.
 */
const PATIENCE_MS = CLAIM_LEASE_MS;

/**
 * Sees to it that desks which watch the same folder send each content once. Only uploads of watched folders claim their
 * content: what a person wants sent does not wait for another desk.
 */
export class SharedClaims {
  readonly clock: Clock;
  /** Uploads that wait for other desks. */
  waiting = 0;
  #server: ClaimServer | null = null;
  #silence: Silence;

  constructor(clock: Clock) {
    this.clock = clock;
    this.#silence = new Silence(clock, PATIENCE_MS);
  }

  /** Claims are made there from now on, or nowhere. */
  use(server: ClaimServer | null): void {
    this.#server = server;
    this.#silence = new Silence(this.clock, PATIENCE_MS);
  }

  /** Whether nobody can be asked. A server that is only slow is worth a wait: without its answer, each desk would send. */
  get isAway(): boolean {
    return this.#server === null || this.#silence.isAway;
  }

  /**
   * @param signal ends the waits of the claim
   * @returns null where the upload is sent whatever other desks do
   */
  of(
    { id, origin, again, retention }: Upload,
    target: Target | null,
    signal: AbortSignal,
  ): UploadClaim | null {
    if (this.#server === null || target === null || again || origin.kind !== 'watched-folder') return null;
    const { quotaTag, contentName, destination } = target;
    if (quotaTag === undefined || contentName === undefined) return null;
    const name = (sha256: string) => contentName({ sha256, destination, retention });
    const ask = (content: string, request: ClaimRequest) => this.#ask(quotaTag, content, request);
    return new UploadClaim(this, { id, retention, signal, name, ask });
  }

  /** @returns null where the server gives no answer */
  async #ask(tag: string, content: string, request: ClaimRequest): Promise<ClaimAnswer | null> {
    const server = this.#server;
    const silence = this.#silence;
    const askedAtMs = server === null ? null : silence.ask();
    if (server === null || askedAtMs === null) return null;
    // An answer that got lost is worth a second question.
    for (let tries = silence.isSilent ? 1 : 2; tries > 0; tries -= 1) {
      try {
        const answer = await server.claim(tag, content, request);
        silence.heard();
        return answer;
      } catch (error) {
        if (!(error instanceof QuotaError)) throw error;
      }
    }
    silence.heardNothing(askedAtMs);
    return null;
  }
}
