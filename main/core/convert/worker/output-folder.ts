import { closeSync, ftruncateSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FileLimits } from '../../model/file-types.ts';
import type { SkipReason } from '../../model/reasons.ts';
import { ConversionError, type ConversionOutput } from '../conversion.ts';

/** An archive of more files is not meant for an assistant. */
const MAX_OUTPUTS = 2000;
/** What a document may be made into, in bytes: text of that size is thousands of books. */
const MAX_MADE_BYTES = 1024 ** 3;

/** A file that is being written. */
export class OutputFile {
  readonly path: string;
  #fd: number | null;
  #sizeBytes = 0;

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'wx', 0o600);
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  write(bytes: Uint8Array): void {
    if (this.#fd === null) throw new Error('it is closed');
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.#fd, bytes, written, bytes.length - written);
    }
    this.#sizeBytes += bytes.length;
  }

  /** Takes back what was written beyond `sizeBytes`. */
  truncate(sizeBytes: number): void {
    if (this.#fd === null) throw new Error('it is closed');
    ftruncateSync(this.#fd, sizeBytes);
    this.#sizeBytes = sizeBytes;
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}

/** Takes the files that a conversion makes. Their names on disk are numbers, whatever the document calls them. */
export class OutputFolder {
  readonly limits: FileLimits;
  readonly #folder: string;
  readonly #outputs: ConversionOutput[] = [];
  readonly #names = new Set<string>();
  #files = 0;
  #madeBytes = 0;

  constructor(folder: string, limits: FileLimits) {
    this.#folder = folder;
    this.limits = limits;
  }

  /** The largest file that the server takes, in bytes; Infinity where it names no limit. */
  get maxSizeBytes(): number {
    return this.limits.maxSizeBytes ?? Number.POSITIVE_INFINITY;
  }

  /** Opens the next file. It is no output before {@link add}. */
  open(): OutputFile {
    this.#files += 1;
    return new OutputFile(this.#pathOf(this.#files));
  }

  /**
   * Adds a file that was written, or one that lies in this folder already.
   * @param name what the server gets; a number is added where another output has it
   */
  add(path: string, name: string, contentType: string): void {
    this.#demandRoom();
    this.#outputs.push({ kind: 'file', path, name: this.#freeName(name), contentType });
  }

  /**
   * Adds files that are one after the other what `name` was: `report (part 2 of 3).csv`.
   * @param paths of files in this folder
   */
  addParts(paths: readonly string[], name: string, contentType: string): void {
    const extension = extname(name);
    const stem = name.slice(0, name.length - extension.length);
    for (const [index, path] of paths.entries()) {
      const part = paths.length === 1 ? '' : ` (part ${index + 1} of ${paths.length})`;
      this.add(path, `${stem}${part}${extension}`, contentType);
    }
  }

  /** Adds a file in an archive or mail that is not sent. */
  leaveOut(name: string, sizeBytes: number, reason: SkipReason): void {
    this.#demandRoom();
    this.#outputs.push({ kind: 'left-out', name, sizeBytes, reason });
  }

  /**
   * Counts bytes that a document expanded to.
   * @throws {ConversionError} where they are more than a document may have
   */
  countMade(bytes: number): void {
    this.#madeBytes += bytes;
    if (this.#madeBytes > MAX_MADE_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  }

  /** @returns all outputs, in their order; files get the numbers of that order */
  end(): readonly ConversionOutput[] {
    return this.#outputs.map((output, index) => {
      if (output.kind === 'left-out') return output;
      const path = join(this.#folder, `part-${index + 1}${plainExtension(output.name)}`);
      renameSync(output.path, path);
      return { ...output, path };
    });
  }

  #pathOf(number: number): string {
    return join(this.#folder, `made-${number}`);
  }

  #demandRoom(): void {
    if (this.#outputs.length >= MAX_OUTPUTS) throw new ConversionError({ code: 'conversion_too_costly' });
  }

  #freeName(name: string): string {
    const extension = extname(name);
    const stem = name.slice(0, name.length - extension.length);
    let free = name;
    for (let copy = 2; this.#names.has(free.toLowerCase()); copy += 1) free = `${stem} (${copy})${extension}`;
    this.#names.add(free.toLowerCase());
    return free;
  }
}

/** @returns the extension by which the system knows the file's type; empty for one with other characters */
function plainExtension(name: string): string {
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
}

/** @returns the size of a file, in bytes */
export function sizeOf(path: string): number {
  return statSync(path).size;
}
