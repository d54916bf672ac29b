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

/** Of one document, in ms: those of people take a fraction of a second. */
export const EXTRACTION_MS = 60_000;
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 } as const;

/** Beside this module: in the sources, and with the extension of what is built for the app or the packaged terminal. */
const WORKER = import.meta.url.endsWith('.ts')
  ? new URL('./extraction-worker.ts', import.meta.url)
  : new URL(`extraction-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Reads documents in a thread of its own, one at a time: they are strangers' and may be made to take hours or all memory.
 * One that takes too much counts as one without text.
 */
export class Extractor {
  readonly #limitMs: number;
  #worker: Worker | null = null;
  #isClosed = false;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Rejects only where the disk fails. The caller waits for it before the next one. */
  async extract(job: ExtractionJob): Promise<Extracted> {
    const result = this.#isClosed ? null : await this.#run(job);
    if (result?.kind === 'extracted') return { empty: result.empty, tooLong: result.tooLong };
    if (result?.kind === 'failed') throw result.error;
    await writeFile(job.textPath, '', { mode: 0o600 });
    return { empty: true, tooLong: false };
  }

  /** Ends what is being read. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
  }

  /** null where it took too long or too much memory. */
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
    // One by one: a worker has listeners of its own, without which it passes on no further message.
    worker.off('message', resolve);
    worker.off('exit', gone);
    worker.unref();
    if (result === null) await worker.terminate();
    return result;
  }

  /** One that ends between two documents is replaced. */
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
