import { type FileError, isUnanswered } from '../files/file-error.ts';
import type { CallError } from '../files-api/call-error.ts';
import type { FileStatus } from '../files-api/file-status.ts';
import type { ConversionWay } from '../model/conversion.ts';
import { refusedByLimits } from '../model/file-types.ts';
import type { MessageText, WaitMessage } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';
import { isUnsigned } from '../model/upload.ts';
import { leftoverPauseMs, NOT_THERE_PAUSE_MS } from '../rate-limit/poll-intervals.ts';
import { Attempts } from './attempts.ts';
import { convertOriginal } from './convert-original.ts';
import { dedupe } from './dedupe.ts';
import { Failure, failureOf } from './failure.ts';
import { FileWaits } from './file-waits.ts';
import { hasFileChanged, identify, linksOf } from './identify.ts';
import type { JobContext } from './job-context.ts';
import { SignedUrl } from './signed-url.ts';
import { StatusCheck } from './status-check.ts';
import { judgeRefusal } from './storage-refusal.ts';

/** How often a file is sent again because it changed or its URL was refused, before it fails. */
const MAX_RESTARTS = 8;
/** How often a URL is requested where the response was meant for another file. */
const MAX_SIGN_ASKS = 4;
/** How a job ended. */
export type JobEnd =
  /** Its upload has ended: ready, failed with its reason, or cancelled. */
  | { readonly kind: 'finished' }
  /** Its signal aborted; the upload keeps its state. */
  | { readonly kind: 'stopped' }
  /** The upload's state could not be saved, or Hoist has a defect. */
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Brings one upload to its end, from whatever state it is in: sign → PUT → poll → ready, or failed with its reason.
 * It does not reject.
 */
export async function runUploadJob(context: JobContext): Promise<JobEnd> {
  try {
    await new UploadJob(context).run();
    return { kind: 'finished' };
  } catch (error) {
    return context.signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error };
  }
}

class UploadJob {
  readonly #context: JobContext;
  readonly #attempts: Attempts;
  readonly #statusCheck: StatusCheck;
  readonly #fileWaits: FileWaits;
  #signed: SignedUrl | null = null;
  /** Restarts by cause: a file that changes says nothing about URLs that expire. */
  readonly #restarts = new Map<string, number>();
  #lostOnce = false;
  /** Whether to hash the file again although its fingerprint has not changed. */
  #isDoubted = false;
  #deniedOnce = false;
  /** The last file that it was signed for and that nobody uses. */
  #leftFileId: string | null = null;

  constructor(context: JobContext) {
    this.#context = context;
    this.#attempts = new Attempts(context);
    this.#statusCheck = new StatusCheck(context, this.#attempts);
    this.#fileWaits = new FileWaits(context);
  }

  async run(): Promise<void> {
    for (;;) {
      try {
        return await this.#runSteps();
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const way = this.#wayAround(error.reason);
        if (way === null) return this.#context.apply({ type: 'failed', reason: error.reason });
        this.#context.apply({ type: 'convert', way, destination: this.#context.upload.destination });
      }
    }
  }

  /** @returns how a file that the server does not take is converted without asking; null where it fails */
  #wayAround({ code }: FailureReason): ConversionWay | null {
    const { derivation, fingerprint, name, state } = this.#context.upload;
    const isOfLimits = code === 'type_not_allowed' || code === 'too_large';
    if (!isOfLimits || derivation !== null || fingerprint === null || state.stage !== 'queued') return null;
    return this.#context.wayWithoutAsking({ name, sizeBytes: fingerprint.sizeBytes });
  }

  async #runSteps(): Promise<void> {
    for (;;) {
      this.#context.signal.throwIfAborted();
      const { state } = this.#context.upload;
      switch (state.stage) {
        case 'queued':
          await this.#sign();
          break;
        case 'converting':
          await convertOriginal(this.#context, this.#attempts, (error) => this.#handleFileError(error));
          this.#fileWaits.end();
          break;
        case 'uploading':
          await this.#send(state.fileId);
          break;
        case 'processing':
          await this.#poll(state.fileId);
          break;
        case 'ready':
        case 'failed':
        case 'cancelled':
        case 'skipped':
          return;
      }
    }
  }

  async #sign(): Promise<void> {
    const { name, retention, contentType, derivation } = this.#context.upload;
    if (derivation !== null && (await hasFileChanged(this.#context))) return this.#makeAgain();
    const { sha256, fingerprint } = await identify(this.#context, {
      isDoubted: () => this.#isDoubted,
      read: () => {
        this.#isDoubted = false;
      },
      unreadable: (error) => this.#handleFileError(error),
    });
    this.#fileWaits.end();
    if (await dedupe(this.#context, this.#statusCheck, sha256, this.#leftFileId)) return;
    for (let ask = 1; ; ask += 1) {
      const isFirst = ask === 1;
      const signed = await this.#attempts.call('sign', (api) =>
        api.sign(name, retention, this.#context.signal, isFirst ? 'usual' : 'past-caches'),
      );
      this.#context.server.learnLimits(signed.limits);
      const refused = refusedByLimits(signed.limits, { name, contentType, sizeBytes: fingerprint.sizeBytes });
      if (refused !== null) throw new Failure(refused);
      if (this.#context.isTaken(signed)) {
        if (ask < MAX_SIGN_ASKS) continue;
        throw new Failure({ code: 'unexpected_answer', detail: { code: 'id_of_another' } });
      }
      this.#signed = new SignedUrl(signed, this.#context.clock);
      this.#context.apply({ type: 'signed', fileId: signed.fileId });
      await this.#context.claim?.markSigned(signed.fileId);
      return;
    }
  }

  /** The derived file is not there, or not as it was made. The server may have it from an earlier conversion. */
  async #makeAgain(): Promise<void> {
    const { sha256 } = this.#context.upload;
    if (sha256 !== null && (await dedupe(this.#context, this.#statusCheck, sha256, this.#leftFileId))) return;
    this.#context.apply({ type: 'unmade' });
  }

  async #send(fileId: string): Promise<void> {
    const signed = this.#signed;
    // After a restart of Hoist nobody knows how far the bytes came: the server is asked first.
    if (signed === null) {
      // Nobody but Hoist changes a derived file.
      const isOwn = this.#context.upload.derivation !== null;
      if (!isOwn && (await hasFileChanged(this.#context))) return this.#restart({ code: 'file_changed' });
      return this.#reconcile(fileId);
    }
    const { upload } = this.#context;
    const { path, contentType, fingerprint, sha256 } = upload;
    if (fingerprint === null || contentType === null) throw new Error('a skipped file was run');
    const request = {
      url: signed.url,
      isOutside: signed.isOutside,
      path,
      links: linksOf(upload),
      fingerprint,
      sha256,
      contentType,
      signal: this.#context.signal,
      onProgress: (sentBytes: number) => this.#context.reportProgress(sentBytes),
    };
    const { outcome, isShared } = await this.#context.put(request, {
      isUsable: (wait) => signed.isUsable(wait),
      isFresh: () => signed.isFresh,
      isServerThere: () => this.#statusCheck.isServerThere(),
    });
    switch (outcome.kind) {
      case 'stored':
        return this.#markSent();
      case 'url-spent':
        // Only a URL that expired before the file's turn counts, so that URLs that never last cause no
        // endless restarts.
        return isShared || !signed.hasExpired ? this.#renew() : this.#restart(null);
      case 'unknown':
        if (!isShared) await this.#broken(outcome.detail);
        return this.#reconcile(fileId);
      case 'not-stored':
        if (isShared) return this.#context.reportProgress(0);
        return outcome.unreachable ? this.#storageUnreachable(outcome.detail) : this.#broken(outcome.detail);
      case 'cut-short': {
        if (isShared) return this.#spend();
        const detail = { code: 'storage_too_early' } as const;
        return this.#restartLater({ code: 'server_error', detail }, { code: 'plain', because: detail });
      }
      case 'refused':
        if (isShared)
          return outcome.error.action.type === 'sign-anew-later'
            ? this.#spend()
            : this.#context.reportProgress(0);
        return this.#refusedByStorage(outcome.error, signed);
      case 'file':
        return this.#handleFileError(outcome.error);
    }
  }

  #broken(because: MessageText): Promise<void> {
    return this.#attempts.pauseAfter({ code: 'network_error', detail: because }, { code: 'plain', because });
  }

  /** A new URL may name another host, so the job requests one halfway through the attempts. */
  async #storageUnreachable(because: MessageText): Promise<void> {
    const otherwise = { code: 'storage_unreachable', because } as const;
    await this.#attempts.pauseAfter(otherwise, { code: 'storage_out_of_reach', because });
    if (this.#attempts.isHalfWay) await this.#restart(otherwise);
  }

  async #refusedByStorage(error: CallError, signed: SignedUrl): Promise<void> {
    const action = judgeRefusal(error, signed);
    switch (action.type) {
      case 'pause':
        return this.#attempts.pauseAfter(action.otherwise, action.message);
      case 'restart':
        return this.#restart(action.otherwise);
      case 'restart-later':
        return this.#restartLater(action.otherwise, action.message);
      case 'restart-once':
        // Not even a new URL was of use.
        if (this.#deniedOnce) throw new Failure(action.otherwise);
        this.#deniedOnce = true;
        return this.#restartLater(action.otherwise, action.message);
      case 'fail':
        throw new Failure(action.reason);
    }
  }

  /** The bytes may be at the server or not: its response to a status call decides. */
  async #reconcile(fileId: string): Promise<void> {
    const { sizeBytes } = this.#context.upload;
    const pauseMs = this.#signed === null ? leftoverPauseMs(sizeBytes ?? 0) : NOT_THERE_PAUSE_MS;
    const status = await this.#statusCheck.statusIfThere(fileId, pauseMs);
    if (status !== null) {
      this.#markSent();
      this.#conclude(status);
      // A known URL is used again: S3 accepts a second PUT to the same key.
    } else if (this.#signed === null) await this.#restart(null);
  }

  async #poll(fileId: string): Promise<void> {
    for await (const status of this.#statusCheck.poll(fileId)) {
      if (status === null) return this.#lost();
      if (this.#conclude(status)) return;
    }
  }

  /** Applies the server's status of a file whose bytes it has. @returns whether that ends the upload */
  #conclude(status: FileStatus): boolean {
    switch (status.state) {
      case 'ready':
        this.#context.apply({ type: 'ready', remarks: status.remarks });
        return true;
      case 'infected':
        throw new Failure({ code: 'infected' });
      case 'failed':
        throw new Failure({ code: 'processing_failed', step: status.step });
      case 'processing': {
        const { state } = this.#context.upload;
        const news = state.stage === 'processing' && state.step !== status.step;
        if (news) this.#context.apply({ type: 'step', step: status.step });
        return false;
      }
    }
  }

  /** The bytes went and the server does not have them: once more from the start, and only once. */
  async #lost(): Promise<void> {
    if (this.#lostOnce) throw new Failure({ code: 'lost_by_server' });
    this.#lostOnce = true;
    return this.#restart(null);
  }

  async #handleFileError(error: FileError): Promise<void> {
    if (isUnanswered(error)) return this.#waitForFile('drive_silent');
    // A derived file that is gone can be made again.
    const isMade =
      this.#context.upload.derivation !== null && this.#context.upload.state.stage !== 'converting';
    if (error.code !== 'file_changed' && !isMade) throw failureOf(error);
    // An edit may leave size and times unchanged, so the earlier hash is not trusted either.
    this.#isDoubted = true;
    return this.#restart({ code: 'file_changed' });
  }

  #waitForFile(because: 'drive_silent' | 'file_keeps_changing'): Promise<void> {
    if (!isUnsigned(this.#context.upload.state)) this.#renew();
    return this.#fileWaits.wait(because);
  }

  async #restartLater(otherwise: FailureReason, message: WaitMessage): Promise<void> {
    await this.#restart(otherwise);
    return this.#attempts.pauseAfter(otherwise, message);
  }

  /** Back to the start for a new URL, a bounded number of times; `otherwise` is the reason after that. */
  async #restart(otherwise: FailureReason | null): Promise<void> {
    const cause = otherwise?.code ?? 'expired';
    const restarts = (this.#restarts.get(cause) ?? 0) + 1;
    this.#restarts.set(cause, restarts);
    if (restarts > 1 && cause === 'file_changed' && this.#isWatched) {
      return this.#waitForFile('file_keeps_changing');
    }
    if (restarts > MAX_RESTARTS) {
      throw new Failure(otherwise ?? { code: 'storage_refused', detail: { code: 'urls_expired' } });
    }
    this.#renew();
  }

  #spend(): void {
    this.#context.reportProgress(0);
    this.#signed?.markSpent();
  }

  /** Back to the start for a new URL, for no fault of this file's. */
  #renew(): void {
    const { state } = this.#context.upload;
    if ('fileId' in state) this.#leftFileId = state.fileId;
    this.#signed = null;
    this.#context.reportProgress(0);
    this.#context.apply({ type: 'restarted' });
  }

  /** A watched file goes on being watched until it holds still. */
  get #isWatched(): boolean {
    return this.#context.upload.origin.kind === 'watched-folder';
  }

  #markSent(): void {
    this.#attempts.markSent();
    this.#context.apply({ type: 'sent' });
  }
}
