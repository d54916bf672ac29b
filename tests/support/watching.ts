import { mkdir } from 'node:fs/promises';
import { Engine } from '../../main/core/engine.ts';
import { messageText } from '../../main/core/model/english.ts';
import { StoreError } from '../../main/core/model/store-error.ts';
import type { Upload } from '../../main/core/model/upload.ts';
import { SqliteStore } from '../../main/core/store/sqlite-store.ts';
import { type Clock, systemClock } from '../../main/core/util/clock.ts';
import type { Trash } from '../../main/core/watch/action-steps.ts';
import type { OpenFileSystemEvents } from '../../main/core/watch/file-system-events.ts';
import type { FolderView } from '../../main/core/watch/folder-view.ts';
import type { WatchNews } from '../../main/core/watch/watch-events.ts';
import {
  type AlreadyHere,
  defaultSettings,
  type WatchSettings,
} from '../../main/core/watch/watched-folder.ts';
import { WatchedFolders } from '../../main/core/watch/watched-folders.ts';
import { StrictApi, type StrictOptions } from './strict-api/strict-api.ts';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';
import { sha256Of } from './uploads.ts';

type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

export interface WatchOptions {
  readonly server?: StrictOptions;
  readonly settings?: Partial<WatchSettings>;
  readonly alreadyHere?: AlreadyHere;
  readonly openEvents?: OpenFileSystemEvents;
  readonly clock?: Clock;
  readonly trash?: Trash;
  readonly isTrial?: (destination: string) => boolean;
  readonly bindsFolders?: boolean;
  /** The user that uploads are for; the server's own by default. */
  readonly as?: string;
}

/** A folder of a test that is watched, from `start` to `stop` as often as wanted, and the server it goes to. */
export class WatchRun implements AsyncDisposable {
  readonly api: StrictApi;
  readonly folder: TestFolder;
  readonly news: WatchNews[] = [];
  #running: { engine: Engine; store: SqliteStore; folders: WatchedFolders } | null = null;

  private constructor(api: StrictApi, folder: TestFolder) {
    this.api = api;
    this.folder = folder;
  }

  static async create(server: StrictOptions = {}): Promise<WatchRun> {
    const [api, folder] = await Promise.all([StrictApi.start({ processingMs: 0, ...server }), tempFolder()]);
    await mkdir(folder.at('in'));
    return new WatchRun(api, folder);
  }

  /** Watches `in`, and resolves once the first look is over. */
  static async start(options: WatchOptions = {}): Promise<WatchRun> {
    const run = await WatchRun.create(options.server);
    await run.start(options);
    await until('it is watched', () => run.view.condition.kind === 'watching');
    return run;
  }

  async start({ settings, alreadyHere = 'upload', clock = systemClock, as, ...ports }: WatchOptions = {}) {
    const store = new SqliteStore(this.folder.at('data'), Date.now());
    const dataFolder = this.folder.at('data');
    const engine = new Engine({ store, dataFolder, limits: { perSecond: 100_000, perMinute: 1_000_000 } });
    await engine.connect({ ...this.api.settings, ...(as !== undefined && { userId: as }) });
    const { trash = async () => {}, openEvents, isTrial = () => false, bindsFolders = false } = ports;
    const folders = new WatchedFolders({
      queue: engine.queue,
      store: store.watch.ownedBy('app'),
      clock,
      trash,
      alreadyHere,
      isTrial,
      bindsFolders,
      ...(openEvents && { openEvents }),
    });
    folders.onNews((news) => this.news.push(news));
    this.#running = { engine, store, folders };
    folders.start();
    if (folders.folders.length === 0) {
      const wanted = { ...defaultSettings(this.in('')), stabilityMs: 250, ...settings };
      const outcome = await folders.add(wanted);
      if (outcome.kind === 'refused') throw new Error(messageText(outcome.problem.message));
    }
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.folders.close();
    await running?.engine.close();
    running?.store.close();
  }

  in(name: string): string {
    return name === '' ? this.folder.at('in') : this.folder.at(`in/${name}`);
  }

  get folders(): WatchedFolders {
    if (this.#running === null) throw new Error('nothing is watched');
    return this.#running.folders;
  }

  get view(): FolderView {
    const [view] = this.folders.views();
    if (view === undefined) throw new Error('no folder');
    return view;
  }

  get uploads(): Upload[] {
    return [...(this.#running?.engine.queue.uploads.all() ?? [])];
  }

  /** Waits until this many files are ready and nothing is left to do. */
  async ready(count: number): Promise<void> {
    await until(`${count} ready, not ${this.view.ready}`, () => this.view.ready === count && this.isQuiet);
  }

  get isQuiet(): boolean {
    return this.isSettled && this.view.underWay === 0;
  }

  /** Makes this many of the next uploads or changes fail to save: the disk is full. */
  fillDisk(times: number): void {
    const store = this.#running?.store;
    if (store === undefined) return;
    const save = store.save.bind(store);
    let left = times;
    store.save = (uploads) => {
      left -= 1;
      if (left >= 0) throw new StoreError('disk_full');
      save(uploads);
    };
  }

  /** Keeps queued uploads waiting until `resumeQueue`. */
  pauseQueue(): void {
    this.#running?.engine.queue.pause();
  }

  resumeQueue(): void {
    this.#running?.engine.queue.resume();
  }

  /** Uploads go to this user of the same server from now on, or nowhere. */
  async connectAs(userId: string | null): Promise<void> {
    await this.#running?.engine.connect(userId === null ? null : { ...this.api.settings, userId });
  }

  /** Looks through the folder once more, and waits until all that follows has been done. */
  async looked(): Promise<void> {
    this.folders.rescan();
    // It begins with the next beat.
    await new Promise((resolve) => setTimeout(resolve, 1600));
    await until('it is done', () => this.isSettled);
  }

  get isSettled(): boolean {
    const { working, waiting } = this.folders.activity;
    return !working && waiting.length === 0;
  }

  /** Names of the contents that the server holds, which must be those of these files, each of them once. */
  async expectStored(paths: readonly string[]): Promise<void> {
    const stored = [...this.api.files.values()].flatMap(({ sha256, stored: times }) =>
      Array.from({ length: times }, () => sha256 ?? ''),
    );
    const wanted = await Promise.all(paths.map((path) => sha256Of(path)));
    const [has, needs] = [stored.sort().join('\n'), wanted.sort().join('\n')];
    if (has !== needs) throw new Error(`the server holds ${stored.length} contents:\n${has}\nnot\n${needs}`);
    if (this.api.violations.length > 0) throw new Error(this.api.violations.join('\n'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.api[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}
