import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../core/engine.ts';
import { leaveDrives } from '../core/files/drive/drive.ts';
import { isAway } from '../core/model/queue-status.ts';
import { isActive, type Upload } from '../core/model/upload.ts';
import type { WaitingFile } from '../core/watch/folder-view.ts';
import type { WatchNews } from '../core/watch/watch-events.ts';
import type { WatchedFolders } from '../core/watch/watched-folders.ts';
import { configurationMessage } from './configuration.ts';
import { EXIT, ExitError } from './exit.ts';
import { type Health, healthOf } from './health.ts';
import { messageText, say } from './language.ts';
import { printable } from './printable.ts';
import type { Report, Tally } from './report.ts';
import { diskText } from './session.ts';
import type { StopSignals } from './stop-signals.ts';

/** How often it is asked whether `--once` is done, in ms. */
const LOOK_EVERY_MS = 100;
/** So long a file may go on growing before `--once` ends without it, in ms. */
const GROWING_BUDGET_MS = 60_000;
/** How long `--once` tries in vain to reach the server, in ms. */
const OFFLINE_BUDGET_MS = 5 * 60_000;
/** What is being sent when a signal comes has so long, in ms; what the server is processing, so much longer. */
const SENDING_BUDGET_MS = 30_000;
const PROCESSING_BUDGET_MS = 10_000;
/** What is being moved or trashed then has so long, in ms. */
const FOLLOWING_BUDGET_MS = 10_000;
/** How often what has ended is taken out of the list, in ms: the history keeps it. */
const TIDY_EVERY_MS = 5000;

type End =
  | { readonly kind: 'signal' }
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly error: Error };

/** Follows the uploads of watched folders until a signal comes, or with `once` until nothing is left to do. */
export class WatchSession {
  readonly #engine: Engine;
  readonly #folders: WatchedFolders;
  readonly #report: Report;
  readonly #tally: Tally = { ready: 0, failed: 0, skipped: 0 };
  readonly #open = new Set<string>();
  /** Ready ones that are still in the list. */
  readonly #ended = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #end = Promise.withResolvers<End>();
  #offlineSinceMs: number | null = null;
  #saidHold: string | null = null;
  readonly #once: boolean;
  readonly #signals: StopSignals;
  /** Whether `once` ended without a file that was seen. */
  #incomplete = false;

  constructor(
    engine: Engine,
    folders: WatchedFolders,
    options: { report: Report; once: boolean; signals: StopSignals },
  ) {
    const { report, once, signals } = options;
    this.#once = once;
    this.#signals = signals;
    void signals.stop.then(() => this.#end.resolve({ kind: 'signal' }));
    this.#engine = engine;
    this.#folders = folders;
    this.#report = report;
    engine.queue.uploads.subscribe((event) => {
      if (event.type === 'upload') this.#follow(event.upload);
      else if (event.type === 'status') this.#holdChanged();
      else if (event.type === 'live' && event.live.stuck) this.#stuck(event.id);
      else if (event.type === 'removed') for (const id of event.ids) this.#replaced(id);
    });
  }

  /** A file that was seen and is not sent. */
  news(news: WatchNews): void {
    if (news.type === 'skipped') this.#tally.skipped += 1;
  }

  get health(): Health {
    const { waiting, unavailable } = this.#folders.activity;
    const { ready, failed } = this.#tally;
    return healthOf({
      queueStatus: this.#engine.queue.status.kind,
      folderUnavailable: unavailable,
      waiting: waiting.length,
      unfinished: this.#open.size,
      ready,
      failed,
    });
  }

  /** These were left by an earlier run. */
  goOn(uploads: readonly Upload[]): void {
    for (const { id } of uploads) this.#open.add(id);
    this.#engine.queue.start(uploads);
  }

  /**
   * @param whenDone awaited once nothing is left to do, before anything is stopped
   * @returns the exit code
   */
  async finish(whenDone: () => Promise<void>): Promise<number> {
    const stop = new AbortController();
    void this.#tidy(stop.signal);
    if (this.#once) void this.#watchForEnd(stop.signal);
    const end = await this.#end.promise;
    stop.abort();
    if (end.kind === 'done') await whenDone();
    if (end.kind === 'signal') await this.#drain();
    // A drive that does not answer is not waited for.
    leaveDrives();
    await this.#folders.close();
    await this.#engine.close();
    this.#report.summary(this.#tally, this.#open.size, 'this command');
    const isWhole = this.#tally.failed === 0 && this.#open.size === 0 && !this.#incomplete;
    // What has ended is history; the list is for what has not.
    this.#engine.queue.remove([...this.#ended, ...this.#failed]);
    if (end.kind === 'error') throw end.error;
    return !this.#once || end.kind === 'signal' || isWhole ? EXIT.ok : EXIT.failed;
  }

  #follow(upload: Upload): void {
    const { id, state, origin } = upload;
    if (origin.kind !== 'watched-folder') return;
    if (isActive(state)) {
      this.#open.add(id);
      return;
    }
    if (!this.#open.delete(id)) return;
    this.#report.ended(upload);
    if (state.stage === 'ready') {
      this.#tally.ready += 1;
      this.#ended.add(id);
    } else {
      this.#tally.failed += 1;
      this.#failed.add(id);
    }
  }

  /** `once` does not wait for a server beyond all measure; a later run asks again. */
  #stuck(id: string): void {
    const upload = this.#engine.queue.uploads.find(id);
    if (!this.#once || upload === undefined || !this.#open.delete(id)) return;
    this.#report.stuck(upload);
    this.#tally.failed += 1;
  }

  /** A failed upload is taken out of the list when its file is sent anew: that is what counts then. */
  #replaced(id: string): void {
    if (this.#failed.delete(id)) this.#tally.failed -= 1;
  }

  async #tidy(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(TIDY_EVERY_MS, undefined, { signal }).catch(() => {});
      const ended = [...this.#ended];
      if (signal.aborted) return;
      this.#engine.queue.remove(ended);
      for (const id of ended) this.#ended.delete(id);
    }
  }

  /** Done is what has been so at two looks in a row: one thing leads to another. */
  async #watchForEnd(signal: AbortSignal): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      quiet = this.#open.size === 0 && this.#isDone() ? quiet + 1 : 0;
    }
    this.#end.resolve({ kind: 'done' });
  }

  #isDone(): boolean {
    const { working, waiting, unavailable } = this.#folders.activity;
    this.#incomplete = waiting.length > 0 || unavailable;
    return !working && waiting.every(isHopeless);
  }

  /** What has begun comes to its end, as far as that is a matter of seconds. */
  async #drain(): Promise<void> {
    const { queue } = this.#engine;
    queue.drain();
    const startMs = performance.now();
    const isWorthIt = () => {
      const { all, sending } = queue.running;
      const elapsedMs = performance.now() - startMs;
      if (this.#signals.hurried || all === 0) return false;
      // What has a place at a storage that is away is not under way.
      if (this.#isOnTheWire() && queue.status.kind !== 'storage-trouble')
        return elapsedMs < SENDING_BUDGET_MS;
      // Whatever else has begun waits for the API, which may have its reasons to keep it waiting.
      if (queue.status.kind !== 'open') return false;
      return elapsedMs < (sending > 0 ? SENDING_BUDGET_MS : PROCESSING_BUDGET_MS);
    };
    while (isWorthIt()) await sleep(50);
    // What has just become Ready is moved or trashed before the end.
    const untilMs = performance.now() + FOLLOWING_BUDGET_MS;
    while (!this.#signals.hurried && performance.now() < untilMs && this.#folders.activity.following)
      await sleep(20);
  }

  /** Whether bytes are going to the storage, which an end now would have to send again. */
  #isOnTheWire(): boolean {
    const { uploads } = this.#engine.queue;
    for (const id of this.#open) if (uploads.find(id)?.state.stage === 'uploading') return true;
    return false;
  }

  #holdChanged(): void {
    const { status: queueStatus } = this.#engine.queue;
    if (!isAway(queueStatus)) this.#offlineSinceMs = null;
    switch (queueStatus.kind) {
      case 'configuration': {
        const { field, message } = queueStatus.problem;
        this.#end.resolve({
          kind: 'error',
          error: new ExitError(configurationMessage(field, messageText(message))),
        });
        return;
      }
      case 'offline':
      case 'server-trouble':
      case 'storage-trouble':
        this.#offlineSinceMs ??= performance.now();
        if (performance.now() - this.#offlineSinceMs > OFFLINE_BUDGET_MS && this.#once) {
          this.#fail(messageText(queueStatus.message));
        }
        this.#say(say('trying_again.now', { message: messageText(queueStatus.message) }));
        return;
      case 'disk':
        if (this.#once) this.#fail(diskText(queueStatus.code));
        this.#say(say('trying_again.now', { message: messageText({ code: queueStatus.code }) }));
        return;
      default:
        this.#saidHold = null;
    }
  }

  #fail(message: string): void {
    this.#end.resolve({ kind: 'error', error: new ExitError(message, EXIT.failed) });
  }

  /** Once for each time that it lasts. */
  #say(message: string): void {
    if (this.#saidHold === message) return;
    this.#saidHold = message;
    process.stderr.write(`${printable(message)}\n`);
  }
}

function isHopeless({ why, sinceMs }: WaitingFile): boolean {
  // That ends by itself, or becomes one of the others.
  if (why === 'writer-unseen') return false;
  const passes = why === 'still-written' || why === 'open-elsewhere';
  return !passes || Date.now() - sinceMs > GROWING_BUDGET_MS;
}
