import { FileError, isUnanswered } from '../files/file-error.ts';
import { sameFile, sameFingerprint } from '../files/fingerprint.ts';
import { CallError } from '../files-api/call-error.ts';
import type { SignedUpload } from '../files-api/client.ts';
import type { FileStatus } from '../files-api/file-status.ts';
import { refusedByLimits } from '../model/file-types.ts';
import type { MessageText, WaitMessage } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';
import { leftoverPauseMs, NOT_THERE_PAUSE_MS } from '../rate-limit/poll-intervals.ts';
import { processingTimeMs } from '../rate-limit/processing-times.ts';
import { Attempts } from './attempts.ts';
import { dedupe } from './dedupe.ts';
import { Failure, failureOf } from './failure.ts';
import { identify, linksFor } from './identify.ts';
import type { JobContext } from './job-context.ts';
import { StatusCheck } from './status-check.ts';

/** How often a file is started anew because it changed, or because its URL was refused, before it fails. */
const MAX_RESTARTS = 8;
/** How often a URL is asked for where the answer was meant for another file. */
const MAX_SIGN_ASKS = 4;
/** A URL that is younger cannot have expired, and is worth a try at a storage that may be back. */
const FRESH_MS = 30_000;
/** How long a file is waited for whose drive does not answer, or which never holds still, in ms: longer each time. */
const FIRST_FILE_PAUSE_MS = 10_000;
const LONGEST_FILE_PAUSE_MS = 5 * 60_000;

/**
 * Brings one upload to an end, from whatever state it is in: sign → put → poll → ready, or failed with its reason.
 * Rejects with the signal's reason when that aborts, else with nothing but defects.
 */
export async function runUpload(ports: JobContext): Promise<void> {
  const run = new UploadRun(ports);
  try {
    await run.toTheEnd();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    ports.signal.throwIfAborted();
    ports.apply({ type: 'failed', reason: error.reason });
  }
}

class UploadRun {
  readonly #ports: JobContext;
  readonly #attempts: Attempts;
  readonly #statusCheck: StatusCheck;
  /** Where to PUT, as long as it is known; it is never kept on disk. */
  #signed: (SignedUpload & { readonly atMs: number; readonly isSpent: boolean }) | null = null;
  /** How often for each cause: a file that changes says nothing on URLs that expire. */
  readonly #restarts = new Map<string, number>();
  #lostOnce = false;
  /** Whether the file has to be read again, though its state is the one that was read. */
  #isDoubted = false;
  #deniedOnce = false;
  #fileWaits = 0;

  constructor(ports: JobContext) {
    this.#ports = ports;
    this.#attempts = new Attempts(ports);
    this.#statusCheck = new StatusCheck(ports, this.#attempts);
  }

  async toTheEnd(): Promise<void> {
    for (;;) {
      this.#ports.signal.throwIfAborted();
      const { state } = this.#ports.upload();
      if (state.stage === 'queued') await this.#sign();
      else if (state.stage === 'uploading') await this.#send(state.fileId);
      else if (state.stage === 'processing') await this.#poll(state.fileId);
      else return;
    }
  }

  async #sign(): Promise<void> {
    const { name, retention, contentType } = this.#ports.upload();
    const { sha256, fingerprint } = await identify(this.#ports, {
      isDoubted: () => this.#isDoubted,
      read: () => {
        this.#isDoubted = false;
      },
      unreadable: (error) => this.#fileTrouble(error),
    });
    this.#isRead();
    if (await dedupe(this.#ports, this.#statusCheck, sha256)) return;
    for (let ask = 1; ; ask += 1) {
      const isFirst = ask === 1;
      const signed = await this.#attempts.call('sign', (api) =>
        api.sign(name, retention, this.#ports.signal, isFirst ? 'usual' : 'past-caches'),
      );
      this.#ports.learnedLimits(signed.limits);
      const refused = refusedByLimits(signed.limits, { name, contentType, sizeBytes: fingerprint.sizeBytes });
      if (refused !== null) throw new Failure(refused);
      if (this.#ports.isTaken(signed)) {
        if (ask < MAX_SIGN_ASKS) continue;
        throw new Failure({ code: 'unexpected_answer', detail: { code: 'id_of_another' } });
      }
      this.#signed = { ...signed, atMs: this.#ports.clock.now(), isSpent: false };
      this.#ports.apply({ type: 'signed', fileId: signed.fileId });
      return;
    }
  }

  async #send(fileId: string): Promise<void> {
    const signed = this.#signed;
    // After a restart of Hoist nobody knows how far the bytes came: the server is asked first.
    if (signed === null) {
      if (await this.#fileChanged()) return this.#restart({ code: 'file_changed' });
      return this.#reconcile(fileId);
    }
    const { path, contentType, fingerprint, sha256, origin } = this.#ports.upload();
    if (fingerprint === null || contentType === null) throw new Error('a skipped file was run');
    const request = {
      url: signed.url,
      isOutside: signed.isOutside,
      path,
      links: linksFor(origin),
      fingerprint,
      sha256,
      contentType,
      signal: this.#ports.signal,
      onProgress: (sentBytes: number) => this.#ports.progress(sentBytes),
    };
    const ageMs = () => this.#ports.clock.now() - signed.atMs;
    const { outcome, isShared } = await this.#ports.put(request, {
      isUsable: ({ isProbe, back }) => {
        const mayBeElsewhere = back !== null && signed.atMs < back.atMs;
        const isElsewhere = mayBeElsewhere && new URL(signed.url).origin !== back.origin;
        const isExpired = this.#ports.clock.now() >= signed.expiresAtMs;
        // The storage that is back may be another one than this URL names.
        return !signed.isSpent && !isExpired && !isElsewhere && !(isProbe && ageMs() > FRESH_MS);
      },
      isFresh: () => ageMs() <= FRESH_MS,
      isServerThere: () => this.#serverAnswers(),
    });
    switch (outcome.kind) {
      case 'stored':
        return this.#sent();
      case 'url-spent':
        // Only a URL that had expired when the file's turn came counts: a server whose URLs never last must end some time.
        return isShared || this.#ports.clock.now() < signed.expiresAtMs ? this.#renew() : this.#restart(null);
      case 'unknown':
        if (!isShared) await this.#broken(outcome.detail);
        return this.#reconcile(fileId);
      case 'not-stored':
        if (isShared) return this.#ports.progress(0);
        return outcome.unreachable ? this.#storageUnreachable(outcome.detail) : this.#broken(outcome.detail);
      case 'cut-short': {
        if (isShared) return this.#spend();
        const detail = { code: 'storage_too_early' } as const;
        return this.#restartLater({ code: 'server_error', detail }, { code: 'plain', because: detail });
      }
      case 'refused':
        if (isShared)
          return outcome.error.action.type === 'sign-anew-later' ? this.#spend() : this.#ports.progress(0);
        return this.#refusedByStorage(outcome.error, signed);
      case 'file':
        return this.#fileTrouble(outcome.error);
    }
  }

  #broken(because: MessageText): Promise<void> {
    return this.#attempts.pauseAfter({ code: 'network_error', detail: because }, { code: 'plain', because });
  }

  /** Offline, or only the storage is? While there is no way to the API either, this call waits with all others. */
  async #serverAnswers(): Promise<boolean> {
    try {
      await this.#ports.call('status', (api) => api.countFiles(this.#ports.signal));
      return true;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // Whatever it answered, it answered; the trouble is with the storage.
      return error.action.type !== 'retry' || error.action.otherwise.code !== 'network_error';
    }
  }

  /** A new URL may name another host: half-way one is asked for. */
  async #storageUnreachable(because: MessageText): Promise<void> {
    const otherwise = { code: 'storage_unreachable', because } as const;
    await this.#attempts.pauseAfter(otherwise, { code: 'storage_out_of_reach', because });
    if (this.#attempts.isHalfWay) await this.#restart(otherwise);
  }

  /** Whether the file on disk is another one than the upload means, so that no answer can speak of it. */
  async #fileChanged(): Promise<boolean> {
    const { files, signal } = this.#ports;
    const { path, fingerprint, sha256, origin } = this.#ports.upload();
    if (fingerprint === null) return true;
    try {
      const now = await files.fingerprint(path);
      if (sameFingerprint(now, fingerprint)) return false;
      // A touch, a new name and a new permission are no edit.
      if (sha256 === null || !sameFile(now, fingerprint)) return true;
      return (await files.sha256(path, now, signal, linksFor(origin))) !== sha256;
    } catch (error) {
      // What its drive does not tell now is settled by what the server has.
      if (error instanceof FileError) return !isUnanswered(error);
      throw error;
    }
  }

  async #refusedByStorage(
    error: CallError,
    signed: { readonly atMs: number; readonly expiresAtMs: number },
  ): Promise<void> {
    const { action, userMessage: message, because } = error;
    if (action.type === 'retry') return this.#attempts.pauseAfter(action.otherwise, message);
    if (action.type === 'sign-anew-later') return this.#restartLater(action.otherwise, message);
    const hasExpired = this.#ports.clock.now() >= signed.expiresAtMs;
    const isOld = this.#ports.clock.now() - signed.atMs > FRESH_MS;
    if (action.type === 'sign-anew') {
      // A fresh URL has expired by the clock of one of the storage's machines: the pauses bring in the others.
      return isOld ? this.#restart(action.otherwise) : this.#restartLater(action.otherwise, message);
    }
    if (action.type === 'denied' && hasExpired) return this.#restart(null);
    if (action.type === 'denied' && action.mayPass) {
      // Not even a new URL was of use.
      if (this.#deniedOnce) throw new Failure(action.reason);
      this.#deniedOnce = true;
      return this.#restartLater(action.reason, message);
    }
    const isReasoned = action.type === 'fail' || action.type === 'denied';
    throw new Failure(isReasoned ? action.reason : { code: 'storage_refused', detail: because });
  }

  /** The bytes may be at the server or not: its answer to a status call decides. */
  async #reconcile(fileId: string): Promise<void> {
    const { sizeBytes } = this.#ports.upload();
    const pauseMs = this.#signed === null ? leftoverPauseMs(sizeBytes ?? 0) : NOT_THERE_PAUSE_MS;
    const status = await this.#statusCheck.statusIfThere(fileId, pauseMs);
    if (status !== null) {
      this.#sent();
      this.#conclude(status);
      // Where the URL is known it still serves, since S3 takes the same key again.
    } else if (this.#signed === null) await this.#restart(null);
  }

  async #poll(fileId: string): Promise<void> {
    const { clock } = this.#ports;
    const sinceMs = this.#ports.upload().times.sentAtMs ?? clock.now();
    // From here on it is measured: a clock that is set on makes no file old.
    const bornMs = clock.elapsed() - Math.max(0, clock.now() - sinceMs);
    // A run that finds it here knows nothing of the time before: it asks soon, and only then says that it is stuck.
    for (let saidStuck = false, ageMs = 0; ; ) {
      const isStuck = ageMs >= this.#ports.processingBudgetMs;
      if (isStuck && !saidStuck) this.#ports.stuck();
      saidStuck = isStuck;
      await this.#ports.pollTurn(sinceMs, isStuck);
      const status = await this.#statusCheck.statusIfThere(fileId);
      if (status === null) return this.#lost();
      const notYetMs = ageMs;
      ageMs = clock.elapsed() - bornMs;
      if (status.state === 'ready')
        this.#ports.processed(processingTimeMs(status.processingMs, notYetMs, ageMs));
      if (this.#conclude(status)) return;
    }
  }

  /** Takes the server's word on a file whose bytes it has; answers whether it was the last one. */
  #conclude(status: FileStatus): boolean {
    switch (status.state) {
      case 'ready':
        this.#ports.apply({ type: 'ready', remarks: status.remarks });
        return true;
      case 'infected':
        throw new Failure({ code: 'infected' });
      case 'failed':
        throw new Failure({ code: 'processing_failed', step: status.step });
      case 'processing': {
        const { state } = this.#ports.upload();
        const news = state.stage === 'processing' && state.step !== status.step;
        if (news) this.#ports.apply({ type: 'step', step: status.step });
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

  async #fileTrouble(error: FileError): Promise<void> {
    if (isUnanswered(error)) return this.#waitForFile('drive_silent');
    if (error.code !== 'file_changed') throw failureOf(error);
    // Where an edit left no trace in its state, what was read of it before is not trusted either.
    this.#isDoubted = true;
    return this.#restart({ code: 'file_changed' });
  }

  /** Waits visibly for as long as it takes, without a place at the storage: this is no fault of the file. */
  async #waitForFile(because: 'drive_silent' | 'file_keeps_changing'): Promise<void> {
    const { clock, aside, pause, retrying, upload } = this.#ports;
    if (upload().state.stage !== 'queued') this.#renew();
    const pauseMs = Math.min(LONGEST_FILE_PAUSE_MS, FIRST_FILE_PAUSE_MS * 2 ** this.#fileWaits);
    this.#fileWaits += 1;
    const message = { code: 'plain', because: { code: because } } as const;
    retrying({ atMs: clock.now() + pauseMs, attempt: this.#fileWaits + 1, message });
    await aside(() => pause(pauseMs));
  }

  /** It is told that it waits until it could be read. */
  #isRead(): void {
    if (this.#fileWaits > 0) this.#ports.retrying(null);
    this.#fileWaits = 0;
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

  /** Another URL is asked for once it is this file's turn, so that there are not many of them meanwhile. */
  #spend(): void {
    this.#ports.progress(0);
    if (this.#signed !== null) this.#signed = { ...this.#signed, isSpent: true };
  }

  /** Back to the start for a new URL, for no fault of this file's. */
  #renew(): void {
    this.#signed = null;
    this.#ports.progress(0);
    this.#ports.apply({ type: 'restarted' });
  }

  /** A watched file goes on being watched until it holds still. */
  get #isWatched(): boolean {
    return this.#ports.upload().origin.kind === 'watched-folder';
  }

  #sent(): void {
    this.#attempts.sent();
    this.#ports.apply({ type: 'sent' });
  }
}
