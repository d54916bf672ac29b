import { CallError } from '../files-api/call-error.ts';
import { StoreError } from '../model/store-error.ts';
import type { Clock } from '../util/clock.ts';
import type { DeletionFailure } from './answers.ts';
import { type ApiSession, ConnectionChanged } from './api-session.ts';
import { withRetry } from './with-retry.ts';

/** A file that a person wants deleted from the server. */
export interface Deletion {
  readonly destination: string;
  readonly fileId: string;
  readonly name: string;
}

export interface FailedDeletion extends Deletion {
  readonly failure: DeletionFailure;
}

/** Stores deletions until they are done, or until the person has read that they failed. */
export interface DeletionStore {
  pending(): Deletion[];
  failed(): FailedDeletion[];
  /** @throws {StoreError} then none is saved */
  keep(deletions: readonly Deletion[]): void;
  fail(deletion: Deletion, failure: DeletionFailure): void;
  /** The server does not have the file any more. */
  done(deletion: Deletion): void;
  /** Whether that was ever said of a file. */
  isDone(destination: string, fileId: string): boolean;
  forget(deletions: readonly Pick<Deletion, 'destination' | 'fileId'>[]): void;
}

/** The uploads of the files that are deleted. */
export interface DeletionQueue {
  /** Ends those that are under way. */
  cancelFiles(destination: string, fileIds: ReadonlySet<string>): Promise<void>;
  /** Takes those that are ready out of the list. */
  removeFiles(destination: string, fileIds: ReadonlySet<string>): void;
}

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
  readonly #changed: (deleted: Deletion | null) => void;
  #isRunning = false;

  /**
   * @param options.session the current connection
   * @param options.changed called after each change of what is pending or failed, with the file that the server does
   * not have any more, if that is what changed
   */
  constructor(options: {
    store: DeletionStore;
    queue: DeletionQueue;
    session: () => ApiSession | null;
    clock: Clock;
    random?: () => number;
    changed: (deleted: Deletion | null) => void;
  }) {
    this.#store = options.store;
    this.#queue = options.queue;
    this.#session = options.session;
    this.#clock = options.clock;
    this.#random = options.random ?? Math.random;
    this.#changed = options.changed;
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
    this.#changed(null);
    this.#start();
    for (const destination of new Set(deletions.map((deletion) => deletion.destination))) {
      const theirs = deletions.filter((deletion) => deletion.destination === destination);
      await this.#queue.cancelFiles(destination, new Set(theirs.map(({ fileId }) => fileId)));
    }
  }

  /** The person has read that they failed. */
  dismiss(): void {
    this.#store.forget(this.#store.failed());
    this.#changed(null);
  }

  /** There may be another connection: continues with its deletions. The others fail, since nobody will know their outcome. */
  connected(): void {
    const session = this.#session();
    if (session === null) return;
    const others = this.#store.pending().filter(({ destination }) => destination !== session.destination);
    try {
      for (const each of others) this.#store.fail(each, 'elsewhere');
    } catch (error) {
      // While the disk is full, they stay as they are until the next connection.
      if (!(error instanceof StoreError)) throw error;
    }
    if (others.length > 0) this.#changed(null);
    this.#start();
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        const session = this.#session();
        // When Hoist quits, the store may be closed by now.
        if (session === null) return;
        const next = this.#store.pending().find(({ destination }) => destination === session.destination);
        if (next === undefined) return;
        const failure = await this.#delete(next, session);
        // A new key for the same account may have come in the meantime.
        if (failure === 'changed') continue;
        if (failure === null) {
          this.#store.done(next);
          this.#queue.removeFiles(next.destination, new Set([next.fileId]));
        } else this.#store.fail(next, failure);
        this.#changed(failure === null ? next : null);
      }
    } catch (error) {
      // It is on disk already, and continues with the next connection, deletion or start.
      if (!(error instanceof StoreError)) throw error;
    } finally {
      this.#isRunning = false;
    }
  }

  /** null once the server does not have the file; `changed` where the session ended before that was known. */
  async #delete({ fileId }: Deletion, session: ApiSession): Promise<DeletionFailure | 'changed' | null> {
    // The end of the session ends pauses, too.
    const signal = session.ended;
    try {
      await withRetry({ clock: this.#clock, random: this.#random, signal }, () =>
        session.call(signal, (api, either) => api.remove(fileId, either)),
      );
      return null;
    } catch (error) {
      if (error instanceof ConnectionChanged) return 'changed';
      if (!(error instanceof CallError)) throw error;
      // Any other 404 may come from a server that knows no such call.
      if (error.code === GONE) return null;
      return error.action.type === 'fail' ? 'refused' : 'unconfirmed';
    }
  }
}
