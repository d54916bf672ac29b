import { type FileError, isUnanswered } from '../files/file-error.ts';
import type { SignedUpload } from '../files-api/client.ts';
import type { WaitMessage } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';
import { isUnsigned } from '../model/upload.ts';
import type { Attempts } from './attempts.ts';
import { Failure, failureOf } from './failure.ts';
import type { FileWaits } from './file-waits.ts';
import type { JobContext } from './job-context.ts';
import { SignedUrl } from './signed-url.ts';

/** How often a file is sent again because it changed or its URL was refused, before it fails. */
const MAX_RESTARTS = 8;

/** Takes one upload back to its start, for a new URL or because its file changed, a bounded number of times. */
export class Restarts {
  readonly #context: JobContext;
  readonly #attempts: Attempts;
  readonly #fileWaits: FileWaits;
  /** How many there were by cause: a file that changes says nothing about URLs that expire. */
  readonly #counts = new Map<string, number>();
  #signed: SignedUrl | null = null;
  #leftFileId: string | null = null;
  #isDoubted = false;
  #lostOnce = false;
  #deniedOnce = false;

  constructor(context: JobContext, attempts: Attempts, fileWaits: FileWaits) {
    this.#context = context;
    this.#attempts = attempts;
    this.#fileWaits = fileWaits;
  }

  /** Where the bytes go; null at the start, and after a start of Hoist. */
  get signed(): SignedUrl | null {
    return this.#signed;
  }

  /** The last file that it was signed for and that nobody uses. */
  get leftFileId(): string | null {
    return this.#leftFileId;
  }

  /** Whether to hash the file again although its fingerprint has not changed. */
  get isDoubted(): boolean {
    return this.#isDoubted;
  }

  /** The file was hashed. */
  trust(): void {
    this.#isDoubted = false;
  }

  /** It has a URL. */
  leaveStart(signed: SignedUpload): void {
    this.#signed = new SignedUrl(signed, this.#context.clock);
  }

  /** Back to the start for a new URL; `otherwise` is the reason once that was too often. */
  async restart(otherwise: FailureReason | null): Promise<void> {
    const cause = otherwise?.code ?? 'expired';
    const count = (this.#counts.get(cause) ?? 0) + 1;
    this.#counts.set(cause, count);
    if (count > 1 && cause === 'file_changed' && this.#isWatched) {
      return this.#waitForFile('file_keeps_changing');
    }
    if (count > MAX_RESTARTS) {
      throw new Failure(otherwise ?? { code: 'storage_refused', detail: { code: 'urls_expired' } });
    }
    this.renew();
  }

  async restartLater(otherwise: FailureReason, message: WaitMessage): Promise<void> {
    await this.restart(otherwise);
    return this.#attempts.pauseAfter(otherwise, message);
  }

  /** The storage denied the bytes, which a new URL may mend: once. */
  async restartDenied(otherwise: FailureReason, message: WaitMessage): Promise<void> {
    if (this.#deniedOnce) throw new Failure(otherwise);
    this.#deniedOnce = true;
    return this.restartLater(otherwise, message);
  }

  /** The bytes went and the server does not have them: once more from the start, and only once. */
  async restartLost(): Promise<void> {
    if (this.#lostOnce) throw new Failure({ code: 'lost_by_server' });
    this.#lostOnce = true;
    return this.restart(null);
  }

  /** The file could not be read. @throws {Failure} where that ends the upload */
  async restartUnread(error: FileError): Promise<void> {
    if (isUnanswered(error)) return this.#waitForFile('drive_silent');
    const { derivation, state } = this.#context.upload;
    // A derived file that is gone can be made again.
    const isMade = derivation !== null && state.stage !== 'converting';
    if (error.code !== 'file_changed' && !isMade) throw failureOf(error);
    // An edit may leave size and times unchanged, so the earlier hash is not trusted either.
    this.#isDoubted = true;
    return this.restart({ code: 'file_changed' });
  }

  /** Back to the start for a new URL, for no fault of this file's. */
  renew(): void {
    const { state } = this.#context.upload;
    if ('fileId' in state) this.#leftFileId = state.fileId;
    this.#signed = null;
    this.#context.reportProgress(0);
    this.#context.apply({ type: 'restarted' });
  }

  #waitForFile(because: 'drive_silent' | 'file_keeps_changing'): Promise<void> {
    if (!isUnsigned(this.#context.upload.state)) this.renew();
    return this.#fileWaits.wait(because);
  }

  /** A watched file goes on being watched until it holds still. */
  get #isWatched(): boolean {
    return this.#context.upload.origin.kind === 'watched-folder';
  }
}
