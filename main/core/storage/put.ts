import { openAnywhere, stateAnywhere } from '../files/drive/user-files.ts';
import { FileError, fileError, isUnanswered } from '../files/file-error.ts';
import { fingerprintOfRenamed, sameFile, sameFingerprint, sha256From } from '../files/fingerprint.ts';
import type { Links, OpenFile } from '../files/open-file.ts';
import type { CallError } from '../files-api/call-error.ts';
import { unsafeAddress } from '../files-api/storage-address.ts';
import { brokenConnection, isOfConnecting, isUnreachable } from '../files-api/transport-errors.ts';
import type { MessageText } from '../model/messages.ts';
import type { Fingerprint } from '../model/upload.ts';
import { LOCAL_ADDRESS } from '../network/lookup.ts';
import type { Network } from '../network/network.ts';
import { type Clock, sleep, systemClock } from '../util/clock.ts';
import { codeOf, isShortage, PATIENCE_MS, pauseMs, waitedForShortage } from '../util/shortage.ts';
import { BandwidthLimit } from './bandwidth-limit.ts';
import { BufferPool } from './buffer-pool.ts';
import { changed, FileChunks } from './file-chunks.ts';
import { refusedPut } from './storage-answers.ts';
import { BrokenRequest, type SendToStorage, StorageConnections } from './storage-request.ts';

export interface PutRequest {
  /** Pre-signed. It is the only thing that the request carries of the API: no key, no user id. */
  readonly url: string;
  /** Whether it may lead to no address that only this machine can reach. Any is allowed where it is not said. */
  readonly isOutside?: boolean;
  readonly path: string;
  /** All are followed where it is not said. */
  readonly links?: Links;
  /** The state of the file that is meant. Any other is not sent. */
  readonly fingerprint: Fingerprint;
  /**
   * Of the bytes that are meant, in hex. Where it is given, others are not stored, and a state that differs in its
   * times alone is settled by the bytes: some file systems move them when a file is read.
   */
  readonly sha256?: string | null;
  readonly contentType: string;
  readonly signal: AbortSignal;
  /** Bytes handed to the connection so far; called for each chunk. */
  readonly onProgress: (sentBytes: number) => void;
}

/** What became of a PUT. It rejects with nothing but the signal's reason and defects. */
export type PutOutcome =
  /** The storage took all bytes, and the file is still what it was. */
  | { readonly kind: 'stored' }
  | { readonly kind: 'refused'; readonly error: CallError }
  /** The storage cannot have the file: the connection broke before the last byte, or there was no way to it. */
  | {
      readonly kind: 'not-stored';
      readonly detail: MessageText;
      readonly unreachable: boolean;
      /** This computer had no resources for the connection, as the system's code says. */
      readonly shortOf?: string;
    }
  /** It said yes before the last byte: it may have a part and take that for the whole, so this place is of no use. */
  | { readonly kind: 'cut-short' }
  /** All bytes went and no answer came: it may have it. */
  | { readonly kind: 'unknown'; readonly detail: MessageText }
  | { readonly kind: 'file'; readonly error: FileError };

/** The storage's side of the API: `PUT <file_url>` with a file's bytes. */
export type Put = (request: PutRequest) => Promise<PutOutcome>;

/** A kept connection was closed by the storage before it could have the file. */
interface Stale {
  readonly kind: 'stale';
}

/** Connections to one host, and so PUTs under way at once. */
export const MAX_SOCKETS = 8;
/** Files that are opened and read while all connections wait for answers, so that each has its next file at once. */
export const FILES_READY = 2;

export interface StorageClientOptions {
  readonly clock?: Clock;
  /** None where it is not said. */
  readonly bandwidth?: BandwidthLimit;
  readonly maxSockets?: number;
  readonly network?: Network;
  /** Takes the place of the connections. */
  readonly send?: SendToStorage;
}

/** PUTs over kept-alive connections, at most `maxSockets` at once to one host. Further ones open their file and wait. */
export class StorageClient {
  readonly #clock: Clock;
  readonly #bandwidth: BandwidthLimit;
  readonly #connections: StorageConnections;
  readonly #send: SendToStorage;
  readonly #pool: BufferPool;

  constructor(options: StorageClientOptions = {}) {
    const { clock = systemClock, maxSockets = MAX_SOCKETS, send } = options;
    this.#clock = clock;
    this.#bandwidth = options.bandwidth ?? new BandwidthLimit(clock);
    this.#connections = new StorageConnections(maxSockets, options.network);
    this.#send = send ?? this.#connections.send;
    this.#pool = new BufferPool(2 * maxSockets);
  }

  close(): void {
    this.#connections.close();
  }

  /** Where the computer has no resources for one more connection, the file is closed meanwhile and nothing is counted. */
  readonly put: Put = async (request) => {
    const startedMs = this.#clock.elapsed();
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#putOnce(request);
      const sinceMs = this.#clock.elapsed() - startedMs;
      if (outcome.kind !== 'not-stored' || outcome.shortOf === undefined) return outcome;
      if (sinceMs >= PATIENCE_MS) return outcome;
      waitedForShortage(outcome.shortOf, sinceMs);
      await sleep(this.#clock, pauseMs(attempt), request.signal);
    }
  };

  readonly #putOnce: Put = async (request) => {
    let file: OpenFile | undefined;
    try {
      const opened = await openAnywhere(request.path, request.links, request.signal);
      file = opened.file;
      // Bytes that are known are compared as they go.
      const mayBeMeant = request.sha256 == null ? sameFingerprint : sameFile;
      if (!mayBeMeant(opened.fingerprint, request.fingerprint)) throw changed();
      const outcome = await this.#putFile(file, request);
      // Bytes of a file that changed meanwhile are not the file's, whatever the storage says.
      const now = await lookAgain(file, request.path).catch((error: unknown) => {
        // The bytes that went were those that are meant, and nothing more is to be had from that drive.
        if (isUnanswered(error) && request.sha256 != null) return request.fingerprint;
        throw error;
      });
      if (!(await isMeant(file, now, request))) throw changed();
      return outcome;
    } catch (error) {
      request.signal.throwIfAborted();
      // A defect of Hoist's own is not the file's.
      if (!(error instanceof Error && 'code' in error)) throw error;
      return { kind: 'file', error: fileError(error) };
    } finally {
      await file?.close();
    }
  };

  async #putFile(file: OpenFile, request: PutRequest): Promise<PutOutcome> {
    const outcome = await this.#attempt(file, request, 'kept');
    // Nothing is wrong with the storage or the way to it, so this neither counts nor waits.
    return outcome.kind === 'stale' ? this.#attempt(file, request, 'fresh') : outcome;
  }

  #attempt(file: OpenFile, request: PutRequest, connection: 'fresh'): Promise<PutOutcome>;
  #attempt(file: OpenFile, request: PutRequest, connection: 'kept'): Promise<PutOutcome | Stale>;
  async #attempt(
    file: OpenFile,
    request: PutRequest,
    connection: 'kept' | 'fresh',
  ): Promise<PutOutcome | Stale> {
    const { url, signal, onProgress, contentType, sha256 = null } = request;
    const { sizeBytes } = request.fingerprint;
    const chunks = new FileChunks({ file, sizeBytes, sha256, pool: this.#pool, clock: this.#clock });
    try {
      const { statusCode, headers, body } = await this.#send({
        url,
        headers: { 'content-length': String(sizeBytes), 'content-type': contentType },
        body: chunks.send({ bandwidth: this.#bandwidth, signal, onSent: onProgress }),
        isOutside: request.isOutside ?? false,
        fresh: connection === 'fresh',
        signal,
      });
      if (statusCode < 200 || statusCode > 299) {
        const nowMs = this.#clock.now();
        const answer = { status: statusCode, body, url, sizeBytes, nowMs, ...(headers && { headers }) };
        return { kind: 'refused', error: refusedPut(answer) };
      }
      return chunks.sentBytes < sizeBytes ? { kind: 'cut-short' } : { kind: 'stored' };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof FileError) throw error;
      if (error instanceof BrokenRequest && error.code === LOCAL_ADDRESS) {
        return { kind: 'refused', error: unsafeAddress() };
      }
      const detail = brokenConnection(error);
      if (isShortage(error) && isOfConnecting(error))
        return { kind: 'not-stored', detail, unreachable: false, shortOf: codeOf(error) };
      const unreachable = isUnreachable(error);
      // For a success all bytes must have been sent, for a failure not all handed over.
      if (!unreachable && chunks.handedBytes >= sizeBytes) return { kind: 'unknown', detail };
      const isStale = connection === 'kept' && error instanceof BrokenRequest && error.wasStale;
      return isStale ? { kind: 'stale' } : { kind: 'not-stored', detail, unreachable };
    } finally {
      await chunks.end();
    }
  }
}

/** Whether an open file in the state `now` has the bytes that are meant. */
async function isMeant(
  file: OpenFile,
  now: Fingerprint,
  { fingerprint, sha256 = null, signal }: PutRequest,
): Promise<boolean> {
  if (sameFingerprint(now, fingerprint)) return true;
  if (sha256 === null || !sameFile(now, fingerprint)) return false;
  return (await sha256From(file, fingerprint.sizeBytes, signal)) === sha256;
}

/** A file that got another name meanwhile is the same file; one that was deleted is gone. */
async function lookAgain(file: OpenFile, path: string): Promise<Fingerprint> {
  try {
    return await stateAnywhere(path);
  } catch (error) {
    const isGone = error instanceof FileError && error.code === 'file_vanished';
    const renamed = isGone ? await fingerprintOfRenamed(file) : null;
    if (renamed === null) throw error;
    return renamed;
  }
}
