import { open } from 'node:fs/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ConversionError } from '../../conversion.ts';

/** A presentation of a thousand slides has some 5,000. */
const MAX_ENTRIES = 20_000;
/** What a document's XML may expand to, in bytes. */
const MAX_PART_BYTES = 512 * 1024 * 1024;
const MAX_ALL_BYTES = 1024 ** 3;
/** The compound file that Office encrypts a document into (MS-OFFCRYPTO), and the one of Word 97. */
const COMPOUND_FILE = 'd0cf11e0a1b11ae1';

/** The parts of a document that is a ZIP archive, such as one of Word. */
export class ZipParts {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #readBytes = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws {ConversionError} where it is no such archive, or an encrypted one */
  static async open(path: string): Promise<ZipParts> {
    if ((await firstBytes(path)) === COMPOUND_FILE) throw new ConversionError({ code: 'document_encrypted' });
    try {
      const zip = await openPromise(path, { autoClose: false });
      if (zip.entryCount > MAX_ENTRIES) throw new ConversionError({ code: 'conversion_too_costly' });
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
      return new ZipParts(zip, entries);
    } catch (error) {
      throw asProblem(error);
    }
  }

  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Yields a part's bytes; nothing where there is no such part. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return;
    if (entry.isEncrypted()) throw new ConversionError({ code: 'document_encrypted' });
    this.#readBytes += entry.uncompressedSize;
    if (entry.uncompressedSize > MAX_PART_BYTES || this.#readBytes > MAX_ALL_BYTES) {
      throw new ConversionError({ code: 'conversion_too_costly' });
    }
    try {
      for await (const chunk of await this.#zip.openReadStreamPromise(entry)) yield chunk as Buffer;
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** @returns a whole part, for small ones; empty where there is no such part */
  async bytes(name: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.read(name)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  close(): void {
    this.#zip.close();
  }
}

/** Gives the parts of a document to `use`, and closes it. */
export async function* withParts(
  path: string,
  use: (parts: ZipParts) => AsyncIterable<string>,
): AsyncGenerator<string> {
  const parts = await ZipParts.open(path);
  try {
    yield* use(parts);
  } finally {
    parts.close();
  }
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString('hex', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function asProblem(error: unknown): unknown {
  if (error instanceof ConversionError || (error instanceof Error && 'syscall' in error)) return error;
  return new ConversionError({ code: 'document_damaged' }, { cause: error });
}
