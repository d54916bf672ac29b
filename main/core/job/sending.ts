import type { CallError } from '../files-api/call-error.ts';
import type { MessageText } from '../model/messages.ts';
import { leftoverPauseMs, NOT_THERE_PAUSE_MS } from '../rate-limit/poll-intervals.ts';
import type { PutRequest } from '../storage/put.ts';
import type { Attempts } from './attempts.ts';
import { conclude } from './conclude.ts';
import { Failure } from './failure.ts';
import { hasFileChanged, linksOf } from './identify.ts';
import type { JobContext } from './job-context.ts';
import type { Restarts } from './restarts.ts';
import type { SignedUrl } from './signed-url.ts';
import type { StatusCheck } from './status-check.ts';
import { judgeRefusal } from './storage-refusal.ts';

/** Sends the bytes of one upload to its signed URL, and finds out whether they are at the server. */
export class Sending {
  readonly #context: JobContext;
  readonly #attempts: Attempts;
  readonly #statusCheck: StatusCheck;
  readonly #restarts: Restarts;

  constructor(context: JobContext, attempts: Attempts, statusCheck: StatusCheck, restarts: Restarts) {
    this.#context = context;
    this.#attempts = attempts;
    this.#statusCheck = statusCheck;
    this.#restarts = restarts;
  }

  /**
   * Makes one attempt. Unless the upload is sent after it, it is at its start or as it was, for the next one.
   * @throws {Failure} where that ends the upload
   */
  async send(fileId: string): Promise<void> {
    const { signed } = this.#restarts;
    // After a restart of Hoist nobody knows how far the bytes came: the server is asked first.
    if (signed === null) {
      // Nobody but Hoist changes a derived file.
      const isOwn = this.#context.upload.derivation !== null;
      if (!isOwn && (await hasFileChanged(this.#context)))
        return this.#restarts.restart({ code: 'file_changed' });
      return this.#reconcile(fileId);
    }
    const { outcome, isShared } = await this.#context.put(this.#request(signed), {
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
        return isShared || !signed.hasExpired ? this.#restarts.renew() : this.#restarts.restart(null);
      case 'unknown':
        if (!isShared) await this.#broken(outcome.detail);
        return this.#reconcile(fileId);
      case 'not-stored':
        if (isShared) return this.#context.reportProgress(0);
        return outcome.unreachable ? this.#storageUnreachable(outcome.detail) : this.#broken(outcome.detail);
      case 'cut-short': {
        if (isShared) return this.#spend(signed);
        const detail = { code: 'storage_too_early' } as const;
        return this.#restarts.restartLater(
          { code: 'server_error', detail },
          { code: 'plain', because: detail },
        );
      }
      case 'refused':
        if (isShared)
          return outcome.error.action.type === 'sign-anew-later'
            ? this.#spend(signed)
            : this.#context.reportProgress(0);
        return this.#refused(outcome.error, signed);
      case 'file':
        return this.#restarts.restartUnread(outcome.error);
    }
  }

  #request({ url, isOutside }: SignedUrl): PutRequest {
    const { upload, signal } = this.#context;
    const { path, contentType, fingerprint, sha256 } = upload;
    if (fingerprint === null || contentType === null) throw new Error('a skipped file was run');
    return {
      url,
      isOutside,
      path,
      links: linksOf(upload),
      fingerprint,
      sha256,
      contentType,
      signal,
      onProgress: (sentBytes) => this.#context.reportProgress(sentBytes),
    };
  }

  #broken(because: MessageText): Promise<void> {
    return this.#attempts.pauseAfter({ code: 'network_error', detail: because }, { code: 'plain', because });
  }

  /** A new URL may name another host, so the job requests one halfway through the attempts. */
  async #storageUnreachable(because: MessageText): Promise<void> {
    const otherwise = { code: 'storage_unreachable', because } as const;
    await this.#attempts.pauseAfter(otherwise, { code: 'storage_out_of_reach', because });
    if (this.#attempts.isHalfWay) await this.#restarts.restart(otherwise);
  }

  async #refused(error: CallError, signed: SignedUrl): Promise<void> {
    const action = judgeRefusal(error, signed);
    switch (action.type) {
      case 'pause':
        return this.#attempts.pauseAfter(action.otherwise, action.message);
      case 'restart':
        return this.#restarts.restart(action.otherwise);
      case 'restart-later':
        return this.#restarts.restartLater(action.otherwise, action.message);
      case 'restart-once':
        return this.#restarts.restartDenied(action.otherwise, action.message);
      case 'fail':
        throw new Failure(action.reason);
    }
  }

  /** The bytes may be at the server or not: its response to a status call decides. */
  async #reconcile(fileId: string): Promise<void> {
    const isKnown = this.#restarts.signed !== null;
    const pauseMs = isKnown ? NOT_THERE_PAUSE_MS : leftoverPauseMs(this.#context.upload.sizeBytes ?? 0);
    const status = await this.#statusCheck.statusIfThere(fileId, pauseMs);
    if (status !== null) {
      this.#markSent();
      conclude(this.#context, status);
      // A known URL is used again: S3 accepts a second PUT to the same key.
    } else if (!isKnown) await this.#restarts.restart(null);
  }

  #spend(signed: SignedUrl): void {
    this.#context.reportProgress(0);
    signed.markSpent();
  }

  #markSent(): void {
    this.#attempts.markSent();
    this.#context.apply({ type: 'sent' });
  }
}
