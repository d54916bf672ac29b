import { createHash, type Hash } from 'node:crypto';
import { FileError, fileError } from '../files/file-error.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { Clock } from '../util/clock.ts';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import { type BufferPool, MAX_CHUNK_BYTES } from './buffer-pool.ts';

const FIRST_CHUNK_BYTES = 256 * 1024;
const MIN_CHUNK_BYTES = 64 * 1024;
/** A chunk that the connection takes within this could have been longer. */
const QUICK_MS = 25;
/** One that takes longer than this makes the progress jump. */
const SLOW_MS = 250;

/** How long the next chunk should be after one of `chunkBytes` that took the connection so many ms. */
export function nextChunkBytes(chunkBytes: number, tookMs: number): number {
  if (tookMs <= QUICK_MS) return Math.min(chunkBytes * 2, MAX_CHUNK_BYTES);
  return tookMs > SLOW_MS ? Math.max(chunkBytes / 2, MIN_CHUNK_BYTES) : chunkBytes;
}

export interface SendOptions {
  readonly bandwidth: BandwidthLimit;
  readonly signal: AbortSignal;
  readonly onSent: (sentBytes: number) => void;
}

/**
 * The first `sizeBytes` of a file, read over two buffers in turn: one is read into while the other is being written.
 * The consumer must be done with a chunk before it asks for the next one.
 */
export class FileChunks {
  /** Asked for, so that the connection may have them. */
  handedBytes = 0;
  /** Those that the connection has taken. */
  sentBytes = 0;
  readonly #file: OpenFile;
  readonly #sizeBytes: number;
  readonly #sha256: string | null;
  readonly #hash: Hash = createHash('sha256');
  readonly #pool: BufferPool;
  readonly #clock: Clock;
  readonly #buffers: Buffer[] = [];
  #chunkBytes = FIRST_CHUNK_BYTES;
  #next: Promise<Buffer | FileError>;

  /**
   * Begins to read.
   * @param options.sha256 that of all the bytes, in hex; null where it is not known. The last chunk is not handed over
   *   where they are others.
   */
  constructor(options: {
    file: OpenFile;
    sizeBytes: number;
    sha256?: string | null;
    pool: BufferPool;
    clock: Clock;
  }) {
    this.#file = options.file;
    this.#sizeBytes = options.sizeBytes;
    this.#sha256 = options.sha256 ?? null;
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#next = this.#read(0, 0);
  }

  /**
   * In pieces as long as the bandwidth lets them be.
   * @param options.onSent called with all bytes that the connection has taken, after each piece
   */
  async *send({ bandwidth, signal, onSent }: SendOptions): AsyncGenerator<Buffer> {
    for (let turn = 1; this.sentBytes < this.#sizeBytes; turn += 1) {
      const chunk = await this.#next;
      if (chunk instanceof FileError) throw chunk;
      const readBytes = this.sentBytes + chunk.length;
      if (readBytes < this.#sizeBytes) this.#next = this.#read(turn, readBytes);
      this.#demandMeant(chunk, readBytes);
      let tookMs = 0;
      for (let from = 0; from < chunk.length; ) {
        const piece = chunk.subarray(from, from + bandwidth.pieceBytes);
        const wait = bandwidth.take(piece.length, signal);
        if (wait !== null) await wait;
        this.handedBytes += piece.length;
        const startedMs = this.#clock.now();
        yield piece;
        // The request for the next chunk means that the system has taken this one.
        tookMs += this.#clock.now() - startedMs;
        from += piece.length;
        this.sentBytes += piece.length;
        onSent(this.sentBytes);
      }
      this.#chunkBytes = nextChunkBytes(this.#chunkBytes, tookMs);
    }
  }

  /** Resolves when no read is under way any more: only then may the file be closed. */
  async end(): Promise<void> {
    await this.#next;
    // Of a body that broke off a part may still be on its way out of its buffer.
    if (this.sentBytes < this.#sizeBytes) return;
    for (const buffer of this.#buffers.splice(0)) this.#pool.give(buffer);
  }

  /** The storage cannot take a file for whole whose last bytes it never gets. @throws {FileError} `file_changed` */
  #demandMeant(chunk: Buffer, readBytes: number): void {
    if (this.#sha256 === null) return;
    this.#hash.update(chunk);
    if (readBytes === this.#sizeBytes && this.#hash.digest('hex') !== this.#sha256) throw changed();
  }

  #read(turn: number, position: number): Promise<Buffer | FileError> {
    const wantedBytes = Math.min(this.#chunkBytes, this.#sizeBytes - position);
    this.#buffers[turn % 2] ??= this.#pool.take();
    const target = (this.#buffers[turn % 2] as Buffer).subarray(0, wantedBytes);
    // Caught here, since nobody awaits it yet while the chunk before is being written.
    return fill(this.#file, target, position).then(
      (bytes) => (bytes < wantedBytes ? changed() : target),
      (error: unknown) => fileError(error),
    );
  }
}

/** Reads until `target` is full or the file ends. @returns the number of bytes read */
async function fill(file: OpenFile, target: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await file.read(target, filled, target.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

export function changed(): FileError {
  return new FileError('file_changed', 'it changed while it was being sent');
}
