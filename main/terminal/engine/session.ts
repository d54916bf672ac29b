import { leaveDrives } from '../../core/files/drive/drive.ts';
import { isActive, type Stage, type Upload } from '../../core/model/upload.ts';
import type { Live } from '../../core/queue/upload-list.ts';
import { EXIT, type ExitError } from '../output/exit.ts';
import type { Owner, Report, Totals } from '../reports/report.ts';
import { ServerContact } from './server-contact.ts';
import type { UploadSource } from './upload-source.ts';

type End =
  /** All uploads have ended. */
  | { readonly done: number }
  /** Ended by a signal. */
  | { readonly exitCode: number }
  | { readonly error: unknown }
  /** Nothing was started, so there is no summary. */
  | { readonly refused: ExitError };

/** Runs a command until all its uploads have ended, or until there is a reason to end earlier. */
export class Session {
  readonly #source: UploadSource;
  readonly #report: Report;
  readonly #owner: Owner;
  readonly #totals: Totals = { ready: 0, failed: 0, skipped: 0 };
  readonly #end = Promise.withResolvers<End>();
  readonly #ids = new Set<string>();
  /** Ids of this command's uploads that have not ended. */
  readonly #open = new Set<string>();
  #allAdded = false;
  #ended = false;
  /** Whether the server has ever answered. An owner that was already running knows its server. */
  #answered: boolean;
  /**
   * Whether base URL or user turned out wrong before the server ever answered. Its uploads are released,
   * since that account may not exist.
   */
  #addressIsWrong = false;
  readonly #contact: ServerContact;

  constructor(source: UploadSource, report: Report, owner: Owner) {
    this.#source = source;
    this.#report = report;
    this.#owner = owner;
    this.#answered = owner !== 'this command';
    this.#contact = new ServerContact({
      owner,
      advice: 'correct_in_owner',
      hasAnswered: () => this.#answered,
      giveUp: (error, isAddressWrong) => {
        this.#addressIsWrong ||= isAddressWrong;
        this.end({ error });
      },
    });
    source.queue.uploads.subscribe((event) => {
      if (this.#ended) return;
      // A wait that ends the command gets no line.
      if (event.type === 'status') this.#contact.statusChanged(source.queue.status);
      if (this.#ended) return;
      report.event(event);
      if (event.type === 'upload') this.#followParts(event.upload);
      if (event.type === 'upload') this.#follow(event.upload);
      else if (event.type === 'live') this.#followLive(event.id, event.live);
    });
  }

  /** Adds uploads that belong to this command. */
  watch(uploads: readonly Upload[]): void {
    this.#report.added(uploads);
    for (const upload of uploads) {
      this.#ids.add(upload.id);
      // Its id is from this server, so the server has answered before.
      if (isActive(upload.state) && 'fileId' in upload.state) this.#answered = true;
      if (isActive(upload.state)) this.#open.add(upload.id);
      else this.#count(upload);
    }
  }

  /** Reports a named path whose drive does not answer. */
  silent(path: string): void {
    if (!this.#ended) this.#report.silent(path);
  }

  allAdded(): void {
    this.#allAdded = true;
    this.#endIfDone();
  }

  /** Ends the command. Unfinished uploads stay as they are. */
  end(how: End): void {
    this.#ended = true;
    this.#end.resolve(how);
  }

  /**
   * Waits for the end, stops what still runs, and shows the summary.
   * @param whenDone awaited once all uploads have ended, before anything is stopped
   * @returns the exit code
   */
  async finish(whenDone: () => Promise<void> = async () => {}): Promise<number> {
    const how = await this.#end.promise;
    // Do not wait for a drive that does not answer.
    if (!('done' in how)) leaveDrives();
    if ('refused' in how) {
      await this.#source.close();
      throw how.refused;
    }
    if ('done' in how) await whenDone();
    await this.#source.close();
    if (this.#addressIsWrong) this.#source.queue.unbind([...this.#ids]);
    this.#report.summary(this.#totals, this.#open.size, this.#owner);
    if ('error' in how) throw how.error;
    return 'done' in how ? how.done : how.exitCode;
  }

  /** The ids of this command's uploads, ended or not. */
  get ids(): readonly string[] {
    return [...this.#ids];
  }

  /** What its files are converted to belongs to this command as well. */
  #followParts(upload: Upload): void {
    const { derivation } = upload;
    if (derivation === null || derivation.part === 1 || this.#ids.has(upload.id)) return;
    if (this.#ids.has(derivation.groupId)) this.watch([upload]);
  }

  #follow(upload: Upload): void {
    if (upload.state.stage === 'uploading') this.#answered = true;
    if (isActive(upload.state) || !this.#open.delete(upload.id)) return;
    this.#count(upload);
    this.#endIfDone();
  }

  #followLive(id: string, { stuck }: Live): void {
    const upload = this.#source.queue.uploads.find(id);
    if (!stuck || upload === undefined || !this.#open.delete(id)) return;
    this.#report.stuck(upload);
    this.#totals.failed += 1;
    this.#endIfDone();
  }

  #count(upload: Upload): void {
    this.#report.ended(upload);
    this.#totals[countedAs(upload.state.stage)] += 1;
  }

  #endIfDone(): void {
    if (!this.#allAdded || this.#open.size > 0) return;
    const { ready, failed } = this.#totals;
    this.end({ done: failed === 0 && ready > 0 ? EXIT.ok : EXIT.failed });
  }
}

function countedAs(stage: Stage): keyof Totals {
  switch (stage) {
    case 'ready':
    case 'skipped':
      return stage;
    case 'failed':
    case 'cancelled':
      return 'failed';
    case 'queued':
    case 'converting':
    case 'uploading':
    case 'processing':
      throw new Error(`${stage} is no outcome`);
  }
}

/** The same signal may come twice, from the terminal and from npm. The second must not kill what the first ends. */
export function endOnSignals(end: (exitCode: number) => void): void {
  process.on('SIGINT', () => end(EXIT.interrupted));
  process.on('SIGTERM', () => end(EXIT.terminated));
  process.on('SIGHUP', () => end(EXIT.hungUp));
}
