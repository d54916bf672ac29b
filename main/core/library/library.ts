import { CallError } from '../files-api/call-error.ts';
import type { FileList, FileText, FileTextBytes, StoredFilesApi } from '../files-api/stored-files.ts';
import type { Clock } from '../util/clock.ts';
import type { LibraryAnswer, LibraryPage, LibraryProblem } from './answers.ts';
import { type ApiSession, ConnectionChanged } from './api-session.ts';
import { withRetry } from './with-retry.ts';

/** The most that one page may hold by the documents. */
const PAGE_FILES = 100;
/** How much of a text is read; nobody reads more in a pane beside a list. */
export const MAX_TEXT_BYTES = 256 * 1024;

/** How much of a text a program gets. No document of the sizes that the API takes has as much. */
const MAX_WHOLE_TEXT_BYTES = 32 * 1024 * 1024;

class Overtaken extends Error {}

/** What this computer knows of the files that came from here. */
export interface FileOrigins {
  origins(fileIds: readonly string[], destination: string): ReadonlyMap<string, FileOrigin>;
}

interface FileOrigin {
  readonly name: string;
  readonly readyAtMs: number;
  readonly sizeBytes: number | null;
  readonly madeFrom: string | null;
  readonly uploadId: string;
}

/** The files on the server as a person looks at them; only the last request counts. */
export class Library {
  readonly #session: () => ApiSession | null;
  readonly #clock: Clock;
  readonly #random: () => number;
  #listing = new AbortController();
  #reading = new AbortController();

  /** @param options.session the current connection */
  constructor(options: { session: () => ApiSession | null; clock: Clock; random?: () => number }) {
    this.#session = options.session;
    this.#clock = options.clock;
    this.#random = options.random ?? Math.random;
  }

  /** @param page from 1 */
  list(page: number): Promise<LibraryAnswer<FileList>> {
    this.#listing.abort(new Overtaken());
    this.#listing = new AbortController();
    return this.#ask(this.#listing.signal, (api, signal) => api.list(page, PAGE_FILES, signal));
  }

  /**
   * As {@link list}, with what this computer knows of the files.
   * @param page from 1
   */
  async page(page: number, known: FileOrigins): Promise<LibraryAnswer<LibraryPage>> {
    const destination = this.#session()?.destination ?? '';
    const answer = await this.list(page);
    if (!answer.ok) return answer;
    const { files, ...rest } = answer.value;
    const origins = known.origins(
      files.map(({ fileId }) => fileId),
      destination,
    );
    const rows = files.map(({ fileId, name }) => {
      const {
        readyAtMs = null,
        sizeBytes = null,
        madeFrom = null,
        uploadId = null,
      } = origins.get(fileId) ?? {};
      return { fileId, name, uploadedAtMs: readyAtMs, sizeBytes, madeFrom, uploadId };
    });
    return { ok: true, value: { rows, ...rest } };
  }

  /** The start of a text, at most {@link MAX_TEXT_BYTES} of it. */
  text(fileId: string): Promise<LibraryAnswer<FileText>> {
    return this.#read((api, signal) => api.text(fileId, MAX_TEXT_BYTES, signal));
  }

  /** A text byte by byte, at most {@link MAX_WHOLE_TEXT_BYTES} of it. */
  wholeText(fileId: string): Promise<LibraryAnswer<FileTextBytes>> {
    return this.#read((api, signal) => api.textBytes(fileId, MAX_WHOLE_TEXT_BYTES, signal));
  }

  /** Nobody waits for an answer any more. */
  cancel(): void {
    this.#listing.abort(new Overtaken());
    this.#reading.abort(new Overtaken());
  }

  #read<T>(call: (api: StoredFilesApi, signal: AbortSignal) => Promise<T>): Promise<LibraryAnswer<T>> {
    this.#reading.abort(new Overtaken());
    this.#reading = new AbortController();
    return this.#ask(this.#reading.signal, call);
  }

  async #ask<T>(
    signal: AbortSignal,
    call: (api: StoredFilesApi, signal: AbortSignal) => Promise<T>,
  ): Promise<LibraryAnswer<T>> {
    const session = this.#session();
    if (session === null) return { ok: false, problem: { kind: 'connection-changed' } };
    const patience = { clock: this.#clock, random: this.#random, signal };
    try {
      return { ok: true, value: await withRetry(patience, () => session.call(signal, call)) };
    } catch (error) {
      return { ok: false, problem: error instanceof Overtaken ? null : problemOf(error) };
    }
  }
}

/** @throws what is no matter of the server */
function problemOf(error: unknown): LibraryProblem {
  if (error instanceof ConnectionChanged) return { kind: 'connection-changed' };
  if (!(error instanceof CallError)) throw error;
  const { action, userMessage: message, code } = error;
  switch (action.type) {
    case 'not-there':
      return { kind: 'not-there' };
    case 'ask-again':
      return { kind: 'not-ready' };
    case 'fail':
      // Of a server that does not know the call at all.
      return code === 'http_405' ? { kind: 'not-there' } : { kind: 'refused', message };
    case 'retry':
      return code === 'http_501' ? { kind: 'not-there' } : { kind: 'server-error', message };
    default:
      return { kind: 'server-error', message };
  }
}
