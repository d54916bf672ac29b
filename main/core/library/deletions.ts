import { CallError } from '../files-api/call-error.ts';
import { StoreError } from '../model/store-error.ts';
import type { Clock } from '../util/clock.ts';
import { Listeners } from '../util/listeners.ts';
import type { DeletionOutcome } from './answers.ts';
import { type ApiSession, ConnectionChanged } from './api-session.ts';
import type { Deletion, DeletionQueue, DeletionStore, EndedDeletion, FailedDeletion } from './deletion.ts';
import { UndoWait } from './undo-wait.ts';
import { withRetry } from './with-retry.ts';

/** The API's response for a file that it does not have. */
const GONE = 'attachment_document_does_not_exist';

/**
 * Deletes files from the server, one after the other. A request is on disk before the server hears of it, so that it is
 * done after a restart as well. Failed deletions stay until the person has read them.
 */
export class Deletions {
  readonly #store: DeletionStore;
  readonly #queue: DeletionQueue;
  readonly #session: () => ApiSession | null;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #listeners = new Listeners<EndedDeletion | null>();
  readonly #wait: UndoWait<Deletion>;
  #isRunning = false;
  /** Settles when nothing runs any more. */
  #run = Promise.resolve();

  /** @param options.session the current connection */
  constructor(options: {
    store: DeletionStore;
    queue: DeletionQueue;
    session: () => ApiSession | null;
    clock: Clock;
    random?: () => number;
  }) {
    this.#store = options.store;
    this.#queue = options.queue;
    this.#session = options.session;
    this.#clock = options.clock;
    this.#random = options.random ?? Math.random;
    this.#wait = new UndoWait(options.clock, (deletions) => this.#carryOutLater(deletions));
  }

  /**
   * Calls `listener` after each change of what is pending or failed, with the deletion that has ended, if that is what changed.
   * @returns a function that removes the listener again
   */
  onChange(listener: (ended: EndedDeletion | null) => void): () => void {
    return this.#listeners.add(listener);
  }

  get pending(): Deletion[] {
    return this.#store.pending();
  }

  get failed(): FailedDeletion[] {
    return this.#store.failed();
  }

  /** Whether a file was deleted by this Hoist, so that its id leads nowhere. */
  isDone(destination: string, fileId: string): boolean {
    return this.#store.isDone(destination, fileId);
  }

  /**
   * Deletes files, and ends their uploads. Resolves when no upload of them is under way.
   * @throws {StoreError} where the deletions cannot be saved; then no file is deleted
   */
  async request(deletions: readonly Deletion[]): Promise<void> {
    this.#store.keep(deletions);
    const ids = new Set(deletions.map(({ fileId }) => fileId));
    if (this.#wait.held.some(({ fileId }) => ids.has(fileId))) this.#carryOutLater(this.#wait.take());
    await this.#carryOut(deletions);
  }

  /**
   * Saves deletions, but starts them only after the time in which {@link undo} takes them back. Earlier ones start now.
   * Where Hoist ends meanwhile, the next start makes them.
   * @throws {StoreError} where they cannot be saved; then no file is deleted
   */
  requestUndoable(deletions: readonly Deletion[]): void {
    const pending = new Set(this.#store.pending().map(({ fileId }) => fileId));
    const fresh = deletions.filter(({ fileId }) => !pending.has(fileId));
    if (fresh.length === 0) return;
    this.#store.keep(fresh);
    this.#carryOutLater(this.#wait.take());
    this.#wait.begin(fresh);
    this.#listeners.emit(null);
  }

  /**
   * Takes back what {@link requestUndoable} has saved last.
   * @returns whether it was in time
   * @throws {StoreError} where that cannot be saved; then the time to undo goes on
   */
  undo(): boolean {
    if (this.#wait.held.length === 0) return false;
    this.#store.forget(this.#wait.held);
    this.#wait.take();
    this.#listeners.emit(null);
    return true;
  }

  /** @param isPaused whether the person is about to decide, so that the time to undo stands still */
  pauseUndo(isPaused: boolean): void {
    this.#wait.pause(isPaused);
  }

  /** Starts nothing any more by itself. What waits is on disk. */
  close(): void {
    this.#wait.take();
  }

  #carryOutLater(deletions: readonly Deletion[]): void {
    if (deletions.length === 0) return;
    this.#carryOut(deletions).catch((error: unknown) => {
      // The deletions are on disk and go on. An upload of such a file that cannot be cancelled now ends by the server's answer.
      if (!(error instanceof StoreError)) throw error;
    });
  }

  async #carryOut(deletions: readonly Deletion[]): Promise<void> {
    this.#listeners.emit(null);
    this.#start();
    for (const destination of new Set(deletions.map((deletion) => deletion.destination))) {
      const theirs = deletions.filter((deletion) => deletion.destination === destination);
      await this.#queue.cancelFiles(destination, new Set(theirs.map(({ fileId }) => fileId)));
    }
  }

  /**
   * Deletes files as {@link request} does, and follows them.
   * @param onEnd called once for each deletion that ends; returns whether the person gets to know it
   * @returns once no deletion is under way; those that did not end continue with the next connection, deletion or start
   * @throws {StoreError} where the deletions cannot be saved; then no file is deleted
   */
  async follow(
    deletions: readonly Deletion[],
    onEnd: (fileId: string, outcome: DeletionOutcome) => boolean,
  ): Promise<void> {
    const open = new Map(deletions.map((deletion) => [deletion.fileId, deletion.destination]));
    const stop = this.onChange((ended) => {
      if (ended === null || open.get(ended.fileId) !== ended.destination) return;
      open.delete(ended.fileId);
      if (onEnd(ended.fileId, ended.outcome)) this.#forgetFailed([ended]);
    });
    try {
      await this.request(deletions);
      while (this.#isRunning && open.size > 0) await this.#run;
    } finally {
      stop();
    }
  }

  /** The person has read that they failed. */
  dismiss(): void {
    this.#forgetFailed(this.#store.failed());
  }

  #forgetFailed(deletions: readonly Deletion[]): void {
    this.#store.forget(deletions);
    this.#listeners.emit(null);
  }

  /** There may be another connection: continues with its deletions. The others fail, since nobody will know their outcome. */
  connected(): void {
    const session = this.#session();
    if (session === null) return;
    const others = this.#store.pending().filter(({ destination }) => destination !== session.destination);
    try {
      for (const each of others) {
        this.#store.fail(each, 'elsewhere');
        this.#listeners.emit({ ...each, outcome: 'elsewhere' });
      }
    } catch (error) {
      // While the disk is full, they stay as they are until the next connection.
      if (!(error instanceof StoreError)) throw error;
    }
    this.#start();
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#run = this.#deleteAll();
  }

  async #deleteAll(): Promise<void> {
    try {
      for (;;) {
        const session = this.#session();
        // When Hoist quits, the store may be closed by now.
        if (session === null) return;
        const held = new Set(this.#wait.held.map(({ fileId }) => fileId));
        const next = this.#store
          .pending()
          .find(({ destination, fileId }) => destination === session.destination && !held.has(fileId));
        if (next === undefined) return;
        const outcome = await this.#delete(next, session);
        // A new key for the same account may have come in the meantime.
        if (outcome === 'changed') continue;
        if (outcome === 'deleted' || outcome === 'not-there') {
          this.#store.done(next);
          this.#queue.removeFiles(next.destination, new Set([next.fileId]));
        } else this.#store.fail(next, outcome);
        this.#listeners.emit({ ...next, outcome });
      }
    } catch (error) {
      // It is on disk already, and continues with the next connection, deletion or start.
      if (!(error instanceof StoreError)) throw error;
    } finally {
      this.#isRunning = false;
    }
  }

  /** @returns `changed` where the session ended before the outcome was known */
  async #delete({ fileId }: Deletion, session: ApiSession): Promise<DeletionOutcome | 'changed'> {
    // The end of the session ends pauses, too.
    const signal = session.ended;
    try {
      await withRetry({ clock: this.#clock, random: this.#random, signal }, () =>
        session.call(signal, (api, either) => api.remove(fileId, either)),
      );
      return 'deleted';
    } catch (error) {
      if (error instanceof ConnectionChanged) return 'changed';
      if (!(error instanceof CallError)) throw error;
      // Any other 404 may come from a server that knows no such call.
      if (error.code === GONE) return 'not-there';
      return error.action.type === 'fail' ? 'refused' : 'unconfirmed';
    }
  }
}
