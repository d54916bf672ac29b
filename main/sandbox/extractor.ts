import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Extracted } from './extraction/extract.ts';

export interface ExtractionJob {
  readonly path: string;
  readonly contentType: string;
  readonly textPath: string;
}

export type ExtractionResult =
  | ({ readonly kind: 'extracted' } & Extracted)
  | { readonly kind: 'failed'; readonly error: unknown };

/** The longest time for one document, in ms. Real documents take a fraction of a second. */
export const EXTRACTION_MS = 60_000;
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 } as const;

/** The worker is beside this module, in the sources and in both builds; the builds have their own extensions. */
const WORKER = import.meta.url.endsWith('.ts')
  ? new URL('./extraction-worker.ts', import.meta.url)
  : new URL(`extraction-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Reads documents in a separate thread, one at a time. Strangers' documents may be made to take hours or all memory; one that
 * takes too much counts as a document without text.
 */
export class Extractor {
  readonly #limitMs: number;
  #worker: Worker | null = null;
  #isClosed = false;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /**
   * Extracts one document. The caller waits for it before the next one.
   * @throws only if the disk fails
   */
  async extract(job: ExtractionJob): Promise<Extracted> {
    const result = this.#isClosed ? null : await this.#run(job);
    if (result?.kind === 'extracted') return { empty: result.empty, tooLong: result.tooLong };
    if (result?.kind === 'failed') throw result.error;
    await writeFile(job.textPath, '', { mode: 0o600 });
    return { empty: true, tooLong: false };
  }

  /** Stops the current document. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
  }

  /** @returns null if the document took too long or too much memory */
  async #run(job: ExtractionJob): Promise<ExtractionResult | null> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const { promise, resolve } = Promise.withResolvers<ExtractionResult | null>();
    const gone = () => resolve(null);
    const timer = setTimeout(gone, this.#limitMs);
    worker.ref();
    worker.once('message', resolve);
    worker.once('exit', gone);
    worker.postMessage(job);
    const result = await promise;
    clearTimeout(timer);
    // Removed one by one: removeAllListeners would also remove the worker's own, and no message would arrive any more.
    worker.off('message', resolve);
    worker.off('exit', gone);
    worker.unref();
    if (result === null) await worker.terminate();
    return result;
  }

  /** Starts a worker. If it ends between two documents, the next one starts another. */
  #start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: LIMITS });
    // `exit` follows each error.
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = null;
    });
    return worker;
  }
}
