import { Extractor } from './extractor.ts';
import type { FileRecord, FileRegistry } from './file-registry.ts';
import { inspect } from './inspection.ts';
import { discard, type StoredBytes } from './stored-bytes.ts';

/** Inspects one file after the other, so that memory for a single file is enough. */
export class Inspector {
  readonly #files: FileRegistry;
  readonly #now: () => number;
  readonly #extractor: Extractor;
  readonly #waiting: { file: FileRecord; bytes: StoredBytes }[] = [];
  #work: Promise<void> | undefined;

  /** @param extractionMs how long the text of one file may take */
  constructor(files: FileRegistry, now: () => number, extractionMs: number) {
    this.#files = files;
    this.#now = now;
    this.#extractor = new Extractor(extractionMs);
  }

  enqueue(file: FileRecord, bytes: StoredBytes): void {
    this.#waiting.push({ file, bytes });
    this.#work ??= this.#run();
  }

  /** Drops the waiting files, and stops the current one. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    await this.#extractor.close();
    await this.#work;
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await this.#inspect(next.file, next.bytes);
    }
    this.#work = undefined;
  }

  async #inspect(file: FileRecord, bytes: StoredBytes): Promise<void> {
    if (!this.#files.holds(file, bytes)) return;
    try {
      bytes.findings = await inspect(bytes.path, file.contentType, {
        extractor: this.#extractor,
        now: this.#now,
      });
    } catch (error) {
      // If the file was removed or replaced meanwhile, nobody asks for it. Else the disk failed, and it stays PROCESSING.
      if (this.#files.holds(file, bytes)) process.emitWarning(error instanceof Error ? error : String(error));
    }
    // The text may have been written after the removal.
    if (!this.#files.holds(file, bytes)) await discard(bytes);
  }
}
