import type { StoredFilesApi } from '../files-api/stored-files.ts';

/** A call was not made, or its answer is of no use any more: Hoist is connected elsewhere, or not at all. */
export class ConnectionChanged extends Error {
  readonly code = 'connection_changed';
  constructor() {
    super('Hoist is connected elsewhere.');
    this.name = 'ConnectionChanged';
  }
}

/** Makes a person's calls in their turn. */
export interface PersonCalls {
  run<T>(priority: 'person', signal: AbortSignal, call: () => Promise<T>): Promise<T>;
  /** No upload needs a call for now. */
  becomeIdle(): void;
}

/** One connection, for calls that a person wants and no upload needs. It never leads to another server or user. */
export class ApiSession {
  readonly destination: string;
  readonly #api: StoredFilesApi;
  readonly #calls: PersonCalls;
  readonly #isIdle: () => boolean;
  readonly #end = new AbortController();

  constructor(options: {
    destination: string;
    api: StoredFilesApi;
    calls: PersonCalls;
    /** Whether no upload needs the server. */
    isIdle: () => boolean;
  }) {
    this.destination = options.destination;
    this.#api = options.api;
    this.#calls = options.calls;
    this.#isIdle = options.isIdle;
  }

  /**
   * Makes a call in its turn, and repeats it while its failure concerns all calls, as in an outage.
   * @throws {ConnectionChanged} where the session ended before the response
   */
  async call<T>(
    signal: AbortSignal,
    call: (api: StoredFilesApi, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const either = AbortSignal.any([signal, this.#end.signal]);
    try {
      return await this.#calls.run('person', either, () => call(this.#api, either));
    } finally {
      // What held this call up holds up no other: nothing waits for the server any more.
      if (this.#isIdle()) this.#calls.becomeIdle();
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
