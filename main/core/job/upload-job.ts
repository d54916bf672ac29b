import type { ConversionWay } from '../model/conversion.ts';
import { refusedByLimits } from '../model/file-types.ts';
import type { FailureReason } from '../model/reasons.ts';
import { Attempts } from './attempts.ts';
import { conclude } from './conclude.ts';
import { convertOriginal } from './convert-original.ts';
import { dedupe } from './dedupe.ts';
import { Failure } from './failure.ts';
import { FileWaits } from './file-waits.ts';
import { hasFileChanged, identify } from './identify.ts';
import type { JobContext } from './job-context.ts';
import { Restarts } from './restarts.ts';
import { Sending } from './sending.ts';
import { StatusCheck } from './status-check.ts';

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
  readonly #restarts: Restarts;
  readonly #sending: Sending;

  constructor(context: JobContext) {
    this.#context = context;
    this.#attempts = new Attempts(context);
    this.#statusCheck = new StatusCheck(context, this.#attempts);
    this.#fileWaits = new FileWaits(context);
    this.#restarts = new Restarts(context, this.#attempts, this.#fileWaits);
    this.#sending = new Sending(context, this.#attempts, this.#statusCheck, this.#restarts);
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
          await convertOriginal(this.#context, this.#attempts, (error) =>
            this.#restarts.restartUnread(error),
          );
          this.#fileWaits.end();
          break;
        case 'uploading':
          await this.#sending.send(state.fileId);
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
      isDoubted: () => this.#restarts.isDoubted,
      read: () => this.#restarts.trust(),
      unreadable: (error) => this.#restarts.restartUnread(error),
    });
    this.#fileWaits.end();
    if (await dedupe(this.#context, this.#statusCheck, sha256, this.#restarts.leftFileId)) return;
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
      this.#restarts.leaveStart(signed);
      this.#context.apply({ type: 'signed', fileId: signed.fileId });
      await this.#context.claim?.markSigned(signed.fileId);
      return;
    }
  }

  /** The derived file is not there, or not as it was made. The server may have it from an earlier conversion. */
  async #makeAgain(): Promise<void> {
    const { sha256 } = this.#context.upload;
    if (
      sha256 !== null &&
      (await dedupe(this.#context, this.#statusCheck, sha256, this.#restarts.leftFileId))
    )
      return;
    this.#context.apply({ type: 'unmade' });
  }

  async #poll(fileId: string): Promise<void> {
    for await (const status of this.#statusCheck.poll(fileId)) {
      if (status === null) return this.#restarts.restartLost();
      if (conclude(this.#context, status)) return;
    }
  }
}
