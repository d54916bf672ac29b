import type { ClaimAnswer, ClaimRequest } from '../job/claim-server.ts';
import { type ContentClaim, type CopyOfOther, claimedSha256, type Taken } from '../job/content-claim.ts';
import { isSigned, type Upload } from '../model/upload.ts';
import { type Clock, sleep } from '../util/clock.ts';
import { Serial } from '../util/serial.ts';
import { TEMPORARY_REUSE_MS } from './content-copies.ts';

/** After this time without a word from its holder, a content is anybody's, in ms. */
export const CLAIM_LEASE_MS = 10_000;
/** Three of these may get lost. */
const RENEW_MS = 2500;
/** How long the desks know of a ready file, in ms. */
const KNOWN_MS = 24 * 60 * 60_000;
/** The pause of an upload before it asks a silent server again, in ms. */
const SILENCE_PAUSE_MS = 500;
/** The pause of an upload that waits, and how much longer it is for each other one, in ms. */
const PAUSE_MS = 500;
const PAUSE_FOR_EACH_MS = 20;

/** What the claims of a desk have in common. */
interface Claims {
  readonly clock: Clock;
  /** Uploads that wait for other desks. */
  waiting: number;
  /** Whether nobody can be asked. */
  readonly isAway: boolean;
}

interface ClaimOptions extends Pick<Upload, 'id' | 'retention'> {
  /** Aborts when the upload is stopped. */
  readonly signal: AbortSignal;
  /** Names a content, without telling it. */
  readonly name: (sha256: string) => string;
  readonly ask: (content: string, request: ClaimRequest) => Promise<ClaimAnswer | null>;
}

/** The content that an upload holds, or that it sends and would hold if the desks could be asked. */
interface Held {
  readonly content: string;
  readonly fileId: string | null;
  /** In ms since the epoch. */
  readonly signedAtMs: number;
}

/** The claim of one upload while it runs. It is renewed until it ends; a claim that is lost stops no transfer. */
export class UploadClaim implements ContentClaim {
  readonly #claims: Claims;
  readonly #options: ClaimOptions;
  /** So that no renewal overtakes what it follows. */
  readonly #requests = new Serial();
  /** The content that was last to be taken. */
  #content: string | null = null;
  #held: Held | null = null;
  #cancelRenewal: () => void = () => {};
  #isWaiting = false;
  #hasEnded = false;

  constructor(claims: Claims, options: ClaimOptions) {
    this.#claims = claims;
    this.#options = options;
  }

  /** Holds on to the content of an upload that an earlier run signed. */
  resume(upload: Upload): void {
    const { state, sha256, times } = upload;
    if (!isSigned(state) || !('fileId' in state) || sha256 === null) return;
    const signedAtMs = times.signedAtMs ?? this.#claims.clock.now();
    this.#held = {
      content: this.#options.name(claimedSha256(upload, sha256)),
      fileId: state.fileId,
      signedAtMs,
    };
    void this.#keep();
  }

  async take(sha256: string, goneFileId: string | null): Promise<Taken> {
    const content = this.#options.name(sha256);
    this.#content = content;
    if (this.#held !== null && this.#held.content !== content) await this.#release();
    const answer = await this.#askPatiently('take', { content, fileId: goneFileId, signedAtMs: 0 });
    if (answer === null) this.#options.signal.throwIfAborted();
    this.#held = null;
    this.#wait(answer?.kind === 'held');
    switch (answer?.kind) {
      case 'held':
        return { ...answer, left: this.#copy(answer.left) };
      case 'ready':
        return { kind: 'ready', copy: this.#copy(answer.file, answer.readyAgoMs) };
      case 'mine': {
        const left = this.#copy(answer.left);
        this.#hold({ content, fileId: left?.fileId ?? null, signedAtMs: left?.signedAtMs ?? 0 });
        return { kind: 'mine', left };
      }
      case 'lost':
      case undefined:
        return { kind: 'unknown' };
    }
  }

  async markSigned(fileId: string): Promise<void> {
    if (this.#content === null) return;
    // While nobody can be asked, renewals go on trying to claim what is being sent.
    this.#held = { content: this.#content, fileId, signedAtMs: this.#claims.clock.now() };
    await this.#keep();
  }

  pauseMs(leaseMs: number): number {
    const pauseMs = PAUSE_MS + PAUSE_FOR_EACH_MS * this.#claims.waiting;
    return Math.min(pauseMs, leaseMs + PAUSE_FOR_EACH_MS);
  }

  /** The upload does not run any more. What is signed and has no end is left to the lease. */
  async end(upload: Upload | undefined): Promise<void> {
    this.#hasEnded = true;
    this.#cancelRenewal();
    this.#wait(false);
    const held = this.#held;
    if (held === null || (upload !== undefined && isSigned(upload.state))) {
      await this.#requests.ended();
      return;
    }
    const ready = upload?.state.stage === 'ready' ? upload.state : null;
    const isOwn = ready !== null && ready.alreadyAtMs === null;
    const signedAtMs = isOwn ? (upload?.times.signedAtMs ?? held.signedAtMs) : held.signedAtMs;
    if (ready === null || this.#usableMs(signedAtMs) <= 0) return this.#release();
    // A desk that never hears of the file sends it again when the lease is over.
    await this.#askPatiently('ready', { content: held.content, fileId: ready.fileId, signedAtMs });
    this.#held = null;
  }

  async #release(): Promise<void> {
    this.#cancelRenewal();
    if (this.#held !== null) await this.#ask('release', this.#held);
    this.#held = null;
  }

  async #keep(): Promise<void> {
    this.#cancelRenewal();
    const held = this.#held;
    if (held === null) return;
    const answer = await this.#ask('keep', held);
    if (this.#held !== held) return;
    if (answer?.kind === 'lost') this.#held = null;
    else this.#renewLater();
  }

  #hold(held: Held): void {
    this.#held = held;
    this.#renewLater();
  }

  #wait(isWaiting: boolean): void {
    if (isWaiting !== this.#isWaiting) this.#claims.waiting += isWaiting ? 1 : -1;
    this.#isWaiting = isWaiting;
  }

  #renewLater(): void {
    this.#cancelRenewal();
    if (this.#hasEnded) return;
    this.#cancelRenewal = this.#claims.clock.after(RENEW_MS, () => void this.#keep());
  }

  /** Asks until there is an answer. @returns null where the server is away, or the upload was stopped meanwhile */
  async #askPatiently(step: 'take' | 'ready', about: Held): Promise<ClaimAnswer | null> {
    const { signal } = this.#options;
    for (;;) {
      const answer = await this.#ask(step, about);
      if (answer !== null || this.#claims.isAway || signal.aborted) return answer;
      try {
        await sleep(this.#claims.clock, SILENCE_PAUSE_MS, signal);
      } catch {
        return null;
      }
    }
  }

  #ask(step: ClaimRequest['step'], { content, fileId, signedAtMs }: Held): Promise<ClaimAnswer | null> {
    const { ask, id } = this.#options;
    const signedAgoMs = Math.max(0, this.#claims.clock.now() - signedAtMs);
    const usableMs = this.#usableMs(signedAtMs);
    const request = { step, holder: id, fileId, signedAgoMs, leaseMs: CLAIM_LEASE_MS, usableMs };
    return this.#requests.run(() => ask(content, request));
  }

  /** For how long others may use the file, in ms. */
  #usableMs(signedAtMs: number): number {
    if (this.#options.retention === 'keep') return KNOWN_MS;
    return signedAtMs + TEMPORARY_REUSE_MS - this.#claims.clock.now();
  }

  #copy(file: { fileId: string; signedAgoMs: number }, readyAgoMs?: number): CopyOfOther;
  #copy(file: { fileId: string; signedAgoMs: number } | null, readyAgoMs?: number): CopyOfOther | null;
  #copy(file: { fileId: string; signedAgoMs: number } | null, readyAgoMs = 0): CopyOfOther | null {
    if (file === null) return null;
    const nowMs = this.#claims.clock.now();
    const signedAtMs = nowMs - file.signedAgoMs;
    const isKept = this.#options.retention === 'keep';
    return {
      fileId: file.fileId,
      // The server is asked for the status, and repeats them.
      remarks: { empty: false, length: false },
      signedAtMs,
      readyAtMs: nowMs - readyAgoMs,
      confirmed: false,
      reusableUntilMs: isKept ? Number.POSITIVE_INFINITY : signedAtMs + TEMPORARY_REUSE_MS,
    };
  }
}
