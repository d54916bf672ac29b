import { mkdir, rm } from 'node:fs/promises';
import { Engine } from '../../../main/core/engine.ts';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import { messageText } from '../../../main/core/model/english.ts';
import { isActive, sourceOf } from '../../../main/core/model/upload.ts';
import { keepForgetting } from '../../../main/core/store/forgetting.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import type { Clock } from '../../../main/core/util/clock.ts';
import { defaultSettings } from '../../../main/core/watch/watched-folder.ts';
import { WatchedFolders } from '../../../main/core/watch/watched-folders.ts';
import { fateOf } from './documents.ts';

/** The fewest that there are, so that receipts are forgotten within the week. */
const HISTORY_DAYS = 1;

export interface DeskOptions {
  readonly clock: Clock;
  readonly dataFolder: string;
  /** The watched folder. Its files are deleted once they are ready. */
  readonly inbox: string;
  readonly onEnd: (path: string, fileId: string | null) => void;
}

/** One life of Hoist's engine, with its own database and a watched folder, from a start to a quit. */
export class Desk {
  readonly #engine: Engine;
  readonly #store: SqliteStore;
  readonly #folders: WatchedFolders;
  readonly #stopForgetting: () => void;

  private constructor({ clock, dataFolder, onEnd }: DeskOptions) {
    this.#store = new SqliteStore(dataFolder, clock.now());
    this.#stopForgetting = keepForgetting(this.#store, () => HISTORY_DAYS, clock);
    this.#engine = new Engine({ clock, dataFolder, store: this.#store, trailStore: this.#store.trails });
    this.#folders = new WatchedFolders({
      queue: this.#engine.queue,
      store: this.#store.watch.ownedBy('app'),
      clock,
      trash: (path) => rm(path),
      alreadyHere: 'only-new',
    });
    this.#engine.queue.uploads.subscribe((event) => {
      if (event.type !== 'upload' || isActive(event.upload.state)) return;
      const { state } = event.upload;
      onEnd(sourceOf(event.upload).path, state.stage === 'ready' ? state.fileId : null);
    });
  }

  static async start(options: DeskOptions, account: ConnectionSettings): Promise<Desk> {
    await mkdir(options.inbox, { recursive: true });
    const desk = new Desk(options);
    await desk.#engine.connect(account);
    desk.#folders.start();
    if (desk.#folders.folders.length > 0) return desk;
    const postUploadAction = { type: 'trash' } as const;
    const outcome = await desk.#folders.add({ ...defaultSettings(options.inbox), postUploadAction });
    if (outcome.kind === 'refused') throw new Error(messageText(outcome.problem.message));
    return desk;
  }

  /** Whether the watched folder has nothing left to do. */
  get isFolderQuiet(): boolean {
    const { working, waiting } = this.#folders.activity;
    return !working && waiting.length === 0;
  }

  connect(account: ConnectionSettings): Promise<void> {
    return this.#engine.connect(account);
  }

  add(paths: readonly string[]): Promise<void> {
    return this.#engine.add({ paths, retention: 'keep', conversionRule: 'ask' });
  }

  /** As the app does when the computer wakes. */
  wake(): void {
    this.#engine.queue.tryNow();
    this.#folders.rescan();
  }

  /** Retries what failed and need not have, as a person would. */
  retry(): void {
    const { queue } = this.#engine;
    const failed = [...queue.uploads.all()].filter(
      ({ name, state, origin }) =>
        state.stage === 'failed' && origin.kind === 'person' && fateOf(name) === 'ready',
    );
    queue.retry(failed.map(({ id }) => id));
  }

  /** Takes what has ended out of the list; the history keeps it for its time. */
  clear(): void {
    const { queue } = this.#engine;
    queue.remove([...queue.uploads.all()].filter(({ state }) => !isActive(state)).map(({ id }) => id));
  }

  async quit(): Promise<void> {
    this.#stopForgetting();
    await this.#folders.close();
    await this.#engine.close();
    this.#store.close();
  }
}
