import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../core/engine.ts';
import { leaveDrives } from '../../core/files/drive/drive.ts';
import { isAway } from '../../core/model/queue-status.ts';
import { isActive, type Upload } from '../../core/model/upload.ts';
import type { WaitingFile } from '../../core/watch/folder-view.ts';
import type { WatchNews } from '../../core/watch/watch-events.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import { diskText } from '../engine/server-contact.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import type { Report, Totals } from '../reports/report.ts';
import { configurationMessage } from '../settings/configuration.ts';
import { drain } from './drain.ts';
import { type Health, healthOf } from './health.ts';
import type { StopSignals } from './stop-signals.ts';

/** How often to check whether `--once` is done, in ms. */
const LOOK_EVERY_MS = 100;
/** How long a file may keep growing before `--once` ends without it, in ms. */
const GROWING_BUDGET_MS = 60_000;
/** How long `--once` tries to reach the server, in ms. */
const OFFLINE_BUDGET_MS = 5 * 60_000;
/** How often ended uploads are removed from the list, in ms. The history keeps them. */
const TIDY_EVERY_MS = 5000;

type End =
  | { readonly kind: 'signal' }
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly error: Error };

/** Runs the uploads of watched folders until a signal comes, or with `once` until nothing is left to do. */
export class WatchSession {
  readonly #engine: Engine;
  readonly #folders: WatchedFolders;
  readonly #report: Report;
  readonly #totals: Totals = { ready: 0, failed: 0, skipped: 0 };
  readonly #open = new Set<string>();
  /** Ids of ready uploads that are still in the list. */
  readonly #ended = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #end = Promise.withResolvers<End>();
  #offlineSinceMs: number | null = null;
  #reported: string | null = null;
  readonly #once: boolean;
  readonly #signals: StopSignals;
  readonly #organisation: readonly string[];
  /** Whether `once` ended without a file that it saw. */
  #incomplete = false;

  constructor(
    engine: Engine,
    folders: WatchedFolders,
    options: { report: Report; once: boolean; signals: StopSignals; organisation: readonly string[] },
  ) {
    const { report, once, signals, organisation } = options;
    this.#organisation = organisation;
    this.#once = once;
    this.#signals = signals;
    void signals.stop.then(() => this.#end.resolve({ kind: 'signal' }));
    this.#engine = engine;
    this.#folders = folders;
    this.#report = report;
    engine.queue.uploads.subscribe((event) => {
      if (event.type === 'upload') this.#follow(event.upload);
      else if (event.type === 'status') this.#statusChanged();
      else if (event.type === 'live' && event.live.stuck) this.#stuck(event.id);
      else if (event.type === 'removed') for (const id of event.ids) this.#replaced(id);
    });
  }

  /** Counts files that are skipped. */
  news(news: WatchNews): void {
    if (news.type === 'skipped') this.#totals.skipped += 1;
  }

  get health(): Health {
    const { waiting, unavailable } = this.#folders.activity;
    const { ready, failed } = this.#totals;
    return healthOf({
      queueStatus: this.#engine.queue.status.kind,
      folderUnavailable: unavailable,
      waiting: waiting.length,
      unfinished: this.#open.size,
      ready,
      failed,
      organisation: this.#organisation,
      quota: this.#engine.quota,
    });
  }

  /** Continues uploads of an earlier run. */
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
    if (end.kind === 'signal') {
      const { queue } = this.#engine;
      await drain({ queue, folders: this.#folders, signals: this.#signals, open: this.#open });
    }
    // Do not wait for a drive that does not answer.
    leaveDrives();
    await this.#folders.close();
    await this.#engine.close();
    this.#report.summary(this.#totals, this.#open.size, 'this command');
    const isWhole = this.#totals.failed === 0 && this.#open.size === 0 && !this.#incomplete;
    // The history has the ended uploads; the list is for the others.
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
    if (this.#mayBeMovedByAnother(upload)) {
      this.#ended.add(id);
      return;
    }
    this.#report.ended(upload);
    if (state.stage === 'ready') {
      this.#totals.ready += 1;
      this.#ended.add(id);
    } else {
      this.#totals.failed += 1;
      this.#failed.add(id);
    }
  }

  /** Another desk that shares the limits may watch the folder, too, and has moved the file once it was ready. */
  #mayBeMovedByAnother({ state }: Upload): boolean {
    const isGone = state.stage === 'failed' && state.fileId === null && state.reason.code === 'file_vanished';
    return isGone && this.#engine.quota.kind !== 'off';
  }

  /** `once` does not wait for a file that is stuck on the server; a later run asks again. */
  #stuck(id: string): void {
    const upload = this.#engine.queue.uploads.find(id);
    if (!this.#once || upload === undefined || !this.#open.delete(id)) return;
    this.#report.stuck(upload);
    this.#totals.failed += 1;
  }

  /** When a file is sent again, its failed upload leaves the list and no longer counts. */
  #replaced(id: string): void {
    if (this.#failed.delete(id)) this.#totals.failed -= 1;
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

  /** Two checks in a row must find nothing to do, because one step may start the next. */
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

  #statusChanged(): void {
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
        this.#printOnce(say('trying_again.now', { message: messageText(queueStatus.message) }));
        return;
      case 'disk':
        if (this.#once) this.#fail(diskText(queueStatus.code));
        this.#printOnce(say('trying_again.now', { message: messageText({ code: queueStatus.code }) }));
        return;
      case 'open':
      case 'rate-limited':
        this.#reported = null;
    }
  }

  #fail(message: string): void {
    this.#end.resolve({ kind: 'error', error: new ExitError(message, EXIT.failed) });
  }

  /** Prints a message once while it lasts. */
  #printOnce(message: string): void {
    if (this.#reported === message) return;
    this.#reported = message;
    process.stderr.write(`${printable(message)}\n`);
  }
}

function isHopeless({ why, sinceMs }: WaitingFile): boolean {
  // This ends by itself, or becomes one of the others.
  if (why === 'writer-unseen') return false;
  const passes = why === 'still-written' || why === 'open-elsewhere';
  return !passes || Date.now() - sinceMs > GROWING_BUDGET_MS;
}
