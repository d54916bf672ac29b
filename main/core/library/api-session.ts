import type { StoredFilesApi } from '../files-api/stored-files.ts';
import type { RequestQueue } from '../rate-limit/request-queue.ts';

/** A call was not made, or its answer is of no use any more: Hoist is connected elsewhere, or not at all. */
export class ConnectionChanged extends Error {
  readonly code = 'connection_changed';
  constructor() {
    super('Hoist is connected elsewhere.');
    this.name = 'ConnectionChanged';
  }
}

/** One connection, for calls that a person wants and no upload needs. It never leads to another server or user. */
export class ApiSession {
  readonly destination: string;
  readonly #api: StoredFilesApi;
  readonly #requestQueue: RequestQueue;
  readonly #isIdle: () => boolean;
  readonly #end = new AbortController();

  constructor(options: {
    destination: string;
    api: StoredFilesApi;
    requestQueue: RequestQueue;
    /** Whether no upload needs the server. */
    isIdle: () => boolean;
  }) {
    this.destination = options.destination;
    this.#api = options.api;
    this.#requestQueue = options.requestQueue;
    this.#isIdle = options.isIdle;
  }

  /**
   * Makes a call in its turn, and again as often as only the way to the server is in the way.
   * @throws {ConnectionChanged} where the session ended before the response
   */
  async call<T>(
    signal: AbortSignal,
    call: (api: StoredFilesApi, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const either = AbortSignal.any([signal, this.#end.signal]);
    try {
      return await this.#requestQueue.run('person', either, () => call(this.#api, either));
    } finally {
      // What was in its way is in nobody's now.
      if (this.#isIdle()) this.#requestQueue.nothingToDo();
    }
  }

  /** Aborts with {@link ConnectionChanged} when the session ends. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  end(): void {
    this.#end.abort(new ConnectionChanged());
  }
}
