import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ConversionError } from '../../conversion.ts';
import { asProblem } from '../as-problem.ts';
import { demandHarmless } from '../packed-size.ts';
import { streamsOf } from './compound-file.ts';

/** A presentation of a thousand slides has some 5,000. */
const MAX_ENTRIES = 20_000;
/** What a document's XML may expand to, in bytes. */
const MAX_PART_BYTES = 512 * 1024 * 1024;
const MAX_ALL_BYTES = 1024 ** 3;
/** In the compound file that Office encrypts a document into (MS-OFFCRYPTO, 2.3.4.4). */
const ENCRYPTED_STREAM = 'EncryptedPackage';

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
    if ((await streamsOf(path))?.has(ENCRYPTED_STREAM)) {
      throw new ConversionError({ code: 'document_encrypted' });
    }
    const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
      throw asProblem(error);
    });
    try {
      if (zip.entryCount > MAX_ENTRIES) throw new ConversionError({ code: 'conversion_too_costly' });
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(keyOf(entry.fileName), entry);
      return new ZipParts(zip, entries);
    } catch (error) {
      zip.close();
      throw asProblem(error);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(keyOf(name));
  }

  /** @returns the size of a part once it is unpacked, in bytes */
  sizeOf(name: string): number {
    return this.#entries.get(keyOf(name))?.uncompressedSize ?? 0;
  }

  /** @throws {ConversionError} where there is no such part */
  demand(name: string): void {
    if (!this.has(name)) throw new ConversionError({ code: 'document_damaged' });
  }

  /** Yields a part's bytes; nothing where there is no such part. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(keyOf(name));
    if (entry === undefined) return;
    if (entry.isEncrypted()) throw new ConversionError({ code: 'document_encrypted' });
    demandHarmless(entry);
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

/** Names of parts are the same in upper and lower case (ECMA-376, part 2, 6.2.2.3). */
function keyOf(name: string): string {
  return name.toLowerCase();
}
