import { type FileHandle, open } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type Got } from 'got';
import { FileError, fileError, fingerprintOf, sameFingerprint } from '../fingerprint.ts';
import type { Fingerprint } from '../upload.ts';
import type { CallError } from './errors.ts';
import { brokenConnection, isUnreachable } from './network.ts';
import { refusedPut } from './storage-answers.ts';

export interface PutRequest {
  /** Pre-signed. It is the only thing that the request carries of the API: no key, no user id. */
  readonly url: string;
  readonly path: string;
  /** The state of the file that is meant. Any other is not sent. */
  readonly fingerprint: Fingerprint;
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
  | { readonly kind: 'not-stored'; readonly detail: string; readonly unreachable: boolean }
  /** It said yes before the last byte: it may have a part and take that for the whole, so this place is of no use. */
  | { readonly kind: 'cut-short' }
  /** All bytes went and no answer came: it may have it. */
  | { readonly kind: 'unknown'; readonly detail: string }
  | { readonly kind: 'file'; readonly error: FileError };

/** The storage's side of the API: `PUT <file_url>` with a file's bytes. */
export type Put = (request: PutRequest) => Promise<PutOutcome>;

/** Up to here a file is read whole and sent as one buffer; above, in chunks of {@link CHUNK_BYTES}. */
const WHOLE_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;
/** S3's answers are empty or a few hundred bytes of XML; a longer one is cut off. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** PUTs over kept-alive connections, at most `maxSockets` at once to one host. */
export class StorageClient {
  readonly #http: Got;
  readonly #agents: { http: HttpAgent; https: HttpsAgent };

  constructor(maxSockets = 8) {
    const options = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, scheduling: 'lifo' } as const;
    this.#agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
    this.#http = got.extend({
      agent: this.#agents,
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: false,
      // A stall ends a PUT, never its length: S3 itself gives up after about 20 s without a byte.
      timeout: { connect: 10_000, secureConnect: 10_000, socket: 30_000, response: 60_000 },
    });
  }

  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  readonly put: Put = async (request) => {
    let file: FileHandle | undefined;
    try {
      file = await open(request.path, 'r');
      if (!sameFingerprint(await fingerprintOf(file), request.fingerprint)) throw changed();
      const outcome = await this.#send(file, request);
      // Bytes of a file that changed meanwhile are not the file's, whatever the storage says.
      if (!sameFingerprint(await fingerprintOf(request.path), request.fingerprint)) throw changed();
      return outcome;
    } catch (error) {
      request.signal.throwIfAborted();
      return { kind: 'file', error: fileError(error) };
    } finally {
      await file?.close();
    }
  };

  async #send(file: FileHandle, request: PutRequest): Promise<PutOutcome> {
    const { sizeBytes } = request.fingerprint;
    // Handed over is not yet sent: for a success all must have been sent, for a failure none handed over.
    const sent = { bytes: 0, handedBytes: 0 };
    const count = {
      handed: (bytes: number) => {
        sent.handedBytes += bytes;
      },
      sent: (bytes: number) => {
        sent.bytes += bytes;
        request.onProgress(sent.bytes);
      },
    };
    const broken: { file?: FileError } = {};
    const body =
      sizeBytes <= WHOLE_BYTES ? await readWhole(file, sizeBytes) : chunksOf(file, sizeBytes, count, broken);
    const tooLong = new AbortController();
    try {
      const call = this.#http.put(request.url, {
        body,
        headers: { 'content-length': String(sizeBytes), 'content-type': request.contentType },
        signal: AbortSignal.any([request.signal, tooLong.signal]),
      });
      call.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_ANSWER_BYTES) tooLong.abort();
      });
      const response = await call;
      if (Buffer.isBuffer(body)) count.sent(sizeBytes);
      const { statusCode } = response;
      if (statusCode < 200 || statusCode > 299) {
        return { kind: 'refused', error: refusedPut(statusCode, response.body) };
      }
      return sent.bytes < sizeBytes ? { kind: 'cut-short' } : { kind: 'stored' };
    } catch (error) {
      request.signal.throwIfAborted();
      if (broken.file !== undefined) throw broken.file;
      const detail = brokenConnection(error);
      const unreachable = isUnreachable(error);
      const allWent = !unreachable && (Buffer.isBuffer(body) || sent.handedBytes >= sizeBytes);
      return allWent ? { kind: 'unknown', detail } : { kind: 'not-stored', detail, unreachable };
    }
  }
}

async function readWhole(file: FileHandle, sizeBytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(sizeBytes);
  if ((await fill(file, buffer, 0)) < sizeBytes) throw changed();
  return buffer;
}

/**
 * The file's first `sizeBytes` over two buffers in turn: one is read into while the other is being written.
 * The consumer must be done with a chunk before it asks for the next but one, which is how got writes.
 */
async function* chunksOf(
  file: FileHandle,
  sizeBytes: number,
  count: { handed(bytes: number): void; sent(bytes: number): void },
  broken: { file?: FileError },
): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)];
  const read = (turn: number, position: number): Promise<Buffer | Error> => {
    const wanted = Math.min(CHUNK_BYTES, sizeBytes - position);
    const target = (buffers[turn % 2] as Buffer).subarray(0, wanted);
    // Caught here, since nobody awaits it yet while the chunk before is being written.
    return fill(file, target, position).then(
      (bytes) => (bytes < wanted ? changed() : target),
      (error: unknown) => fileError(error),
    );
  };
  let next = read(0, 0);
  try {
    for (let turn = 0, position = 0; position < sizeBytes; turn += 1) {
      const chunk = await next;
      if (chunk instanceof Error) {
        broken.file = fileError(chunk);
        throw chunk;
      }
      position += chunk.length;
      if (position < sizeBytes) next = read(turn + 1, position);
      count.handed(chunk.length);
      yield chunk;
      // Whoever asks for the next one has given this one to the system.
      count.sent(chunk.length);
    }
  } finally {
    // The handle must not be closed under a read that is still going on.
    await next;
  }
}

/** Reads until `target` is full or the file ends; answers the bytes read. */
async function fill(file: FileHandle, target: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await file.read(target, filled, target.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function changed(): FileError {
  return new FileError('file_changed', 'it changed while it was being sent');
}
