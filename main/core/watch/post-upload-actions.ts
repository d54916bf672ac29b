import { FileError } from '../files/file-error.ts';
import { sameFile, sameFingerprint } from '../files/fingerprint.ts';
import { StoreError } from '../model/store-error.ts';
import type { Fingerprint } from '../model/upload.ts';
import type { Clock } from '../util/clock.ts';
import { ActionSteps, type ActionStepsOptions } from './action-steps.ts';
import type { LedgerRow } from './ledger.ts';
import type { Doubt } from './unseen-writers.ts';

export interface PostUploadActionsOptions extends ActionStepsOptions {
  readonly clock: Clock;
}

const BATCH = 50;
/** Each of them holds two file handles. */
const AT_ONCE = 8;
/** The pause before a file that may still be written is looked at again, in ms. */
const LATER_MS = 5000;
/** How long a file whose writers cannot be seen stays after it was sent, in ms. */
const UNMOVED_MS: Readonly<Record<Doubt, number>> = { unseen: 120_000, untold: 20_000 };

/**
 * Decides when the action follows on each file of a folder that is Ready. A file that was edited meanwhile stays, and is
 * judged again.
 */
export class PostUploadActions {
  readonly #options: PostUploadActionsOptions;
  readonly #steps: ActionSteps;
  #running: Promise<void> | null = null;
  #again = false;
  readonly #closing = new AbortController();
  /** Files that may still be written, by path, and since when they have not changed. */
  readonly #waiting = new Map<string, { fingerprint: Fingerprint; sinceMs: number }>();
  #cancelLater: (() => void) | null = null;

  constructor(options: PostUploadActionsOptions) {
    this.#options = options;
    this.#steps = new ActionSteps(options);
  }

  get busy(): boolean {
    return this.#running !== null;
  }

  /** Whether files are Ready and not moved or trashed yet, since somebody may still write them. */
  get waits(): boolean {
    return this.#waiting.size > 0;
  }

  /** A file has become Ready. */
  wake(): void {
    if (this.#closing.signal.aborted) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#options.changed();
    });
  }

  /** Tries failed actions again: they may be possible now. */
  retry(): void {
    if (this.#options.ledger.failedActions(1).total > 0) this.#options.ledger.retryFailedActions();
    this.wake();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelLater?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closing.signal.aborted) {
      this.#again = false;
      try {
        await this.#actOnAll();
      } catch (error) {
        // Every started action is recorded, so the next scan of the folder continues it.
        if (!(error instanceof StoreError)) throw error;
      }
    }
  }

  async #actOnAll(): Promise<void> {
    const { ledger, settings } = this.#options;
    for (const row of ledger.interruptedActions()) if (!this.#closing.signal.aborted) await this.#act(row);
    if (settings.postUploadAction.type === 'leave') return;
    // Those that cannot be judged yet stay in the ledger as they are, and are passed over.
    for (let last: LedgerRow | null = null; !this.#closing.signal.aborted; ) {
      const rows = ledger.pendingActions(BATCH, last);
      last = rows.at(-1) ?? null;
      if (last === null) return;
      await this.#actOnEach(rows);
    }
  }

  /** Several at once, since a look at who writes a file costs as much as one at who writes any of them. */
  async #actOnEach(rows: readonly LedgerRow[]): Promise<void> {
    const next = rows.values();
    const line = async () => {
      for (const row of next) if (!this.#closing.signal.aborted) await this.#act(row);
    };
    const lines = await Promise.allSettled(Array.from({ length: AT_ONCE }, line));
    for (const ended of lines) if (ended.status === 'rejected') throw ended.reason;
  }

  async #act(row: LedgerRow): Promise<void> {
    if (row.outcome !== 'ready' || row.fingerprint === null) return;
    const { path, fingerprint, postUploadStep } = row;
    const now = await this.#stateOf(path);
    if (now === 'unknown') return this.#retryLater();
    if (now === null) {
      this.#waiting.delete(path);
      await this.#steps.settleMissing(row);
      return;
    }
    const unedited = await this.#unedited(row, now, fingerprint);
    if (unedited !== null && (await this.#mayBeWritten(path, unedited).catch(() => true)))
      return this.#retryLater();
    this.#waiting.delete(path);
    if (unedited !== null) {
      const why = await this.#steps.perform(row, unedited);
      // Another desk that watches the folder may have moved it meanwhile.
      if (why !== null && (await this.#stateOf(path)) === null) this.#steps.leave(path);
      else if (why === 'unanswered') this.#retryLater();
      else if (why !== null) this.#steps.fail(path, why);
    } else if (postUploadStep?.step === 'moving') {
      // Edited between the two halves of a move, which it has not been through.
      this.#steps.leave(path);
    }
  }

  /** The state of the file as it is now, where it has the bytes that were sent; else null. */
  async #unedited(
    { path, sha256 }: LedgerRow,
    now: Fingerprint,
    sent: Fingerprint,
  ): Promise<Fingerprint | null> {
    if (sameFingerprint(now, sent)) return now;
    if (sha256 === null || !sameFile(now, sent)) return null;
    const read = await this.#options.files.content(path, now, this.#closing.signal).catch(() => null);
    return read?.sha256 === sha256 ? read.fingerprint : null;
  }

  /**
   * Whether somebody may be in the middle of writing it. What is moved to another drive or trashed is taken away from
   * under its writer.
   */
  async #mayBeWritten(path: string, fingerprint: Fingerprint): Promise<boolean> {
    const { files, clock } = this.#options;
    const waiting = this.#waiting.get(path);
    const isKnown = waiting !== undefined && sameFingerprint(waiting.fingerprint, fingerprint);
    const sinceMs = isKnown ? waiting.sinceMs : clock.elapsed();
    this.#waiting.set(path, { fingerprint, sinceMs });
    const doubt = (await files.doubts([path])).get(path) ?? null;
    const isQuiet = doubt === null || clock.elapsed() - sinceMs >= UNMOVED_MS[doubt];
    return !isQuiet || (await files.openForWriting(path));
  }

  /** null where it is gone; unknown where its drive does not say. */
  #stateOf(path: string): Promise<Fingerprint | null | 'unknown'> {
    return this.#options.files.fingerprint(path).catch((error: unknown) => {
      return error instanceof FileError && error.code === 'file_vanished' ? null : 'unknown';
    });
  }

  #retryLater(): void {
    if (this.#closing.signal.aborted) return;
    this.#cancelLater ??= this.#options.clock.after(LATER_MS, () => {
      this.#cancelLater = null;
      this.wake();
    });
  }
}
