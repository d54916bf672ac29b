import { rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  CONVERSION_LIMIT_MS,
  ConversionError,
  type ConversionOutput,
  type ConversionRequest,
} from './conversion.ts';
import type { DocumentConverter } from './derived-files.ts';
import { findOffice } from './office/find-office.ts';
import { makePdf } from './office/make-pdf.ts';
import type { ConversionTools } from './ways.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

/** Documents need far less. A worker that needs more was given one that is made to do harm. */
const RESOURCE_LIMITS = {
  maxOldGenerationSizeMb: 1024,
  maxYoungGenerationSizeMb: 64,
  stackSizeMb: 4,
} as const;

/** The worker is beside this module in both builds, which have their own extensions. */
const WORKER = import.meta.url.endsWith('.ts')
  ? new URL('./worker/convert-worker.ts', import.meta.url)
  : new URL(`convert-worker${extname(import.meta.url)}`, import.meta.url);

export interface ConverterOptions {
  /** The longest time for one document, in ms. */
  readonly limitMs?: number;
  /** LibreOffice's program, or null where there is none; looked for by default. */
  readonly office?: string | null;
}

/**
 * Converts documents, one at a time. Each has a thread of its own, which ends with it: strangers' documents may be made to
 * take hours or all memory.
 */
export class Converter implements DocumentConverter {
  readonly #limitMs: number;
  /** undefined until somebody needs it: looking for it touches a few folders. */
  #foundOffice: string | null | undefined;
  /** Resolves when those that came before are done. */
  #last: Promise<void> = Promise.resolve();

  constructor({ limitMs = CONVERSION_LIMIT_MS, office }: ConverterOptions = {}) {
    this.#limitMs = limitMs;
    this.#foundOffice = office;
  }

  get #office(): string | null {
    if (this.#foundOffice === undefined) this.#foundOffice = findOffice();
    return this.#foundOffice;
  }

  get tools(): ConversionTools {
    const hasOffice = () => this.#office !== null;
    return {
      get hasOffice() {
        return hasOffice();
      },
    };
  }

  /**
   * @returns what the document was made into, in its order
   * @throws {ConversionError} where nothing can be made of it
   * @throws the reason of `signal` once that aborts; the system's error where the disk fails
   */
  async convert(request: ConversionRequest, signal: AbortSignal): Promise<readonly ConversionOutput[]> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = before.then(() => promise);
    try {
      await untilAborted(before, signal);
      return await this.#convert(request, signal);
    } finally {
      resolve();
    }
  }

  async #convert(request: ConversionRequest, signal: AbortSignal): Promise<readonly ConversionOutput[]> {
    const { way } = request;
    if (way !== 'pdf') return this.#inWorker({ ...request, way }, signal);
    const { name, path, folder, limits } = request;
    const office = this.#office;
    if (office === null) throw new ConversionError({ code: 'office_missing' });
    const pdf = join(folder, 'document.pdf');
    await makePdf(office, { path, name, folder, target: pdf, limitMs: this.#limitMs, signal });
    // It may be larger than the server takes.
    const outputs = await this.#inWorker(
      { path: pdf, name: `${name}.pdf`, way: 'parts', limits, folder },
      signal,
    );
    await rm(pdf, { force: true });
    return outputs;
  }

  async #inWorker(request: WorkerRequest, signal: AbortSignal): Promise<readonly ConversionOutput[]> {
    const worker = new Worker(WORKER, { workerData: request, resourceLimits: RESOURCE_LIMITS, env: {} });
    const answered = Promise.withResolvers<WorkerAnswer>();
    worker.once('message', answered.resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      answered.reject(isMemory ? new ConversionError({ code: 'conversion_too_costly' }) : error);
    });
    worker.once('exit', () => answered.reject(new Error('the worker ended without an answer')));
    const timer = setTimeout(
      () => answered.reject(new ConversionError({ code: 'conversion_too_slow' })),
      this.#limitMs,
    );
    try {
      const answer = await untilAborted(answered.promise, signal);
      if (answer.kind === 'converted') return answer.outputs;
      if (answer.kind === 'refused') throw new ConversionError(answer.problem);
      const { message, code, syscall } = answer;
      throw Object.assign(
        new Error(message),
        code === null ? {} : { code },
        syscall === null ? {} : { syscall },
      );
    } finally {
      clearTimeout(timer);
      // Its files may be deleted once it has ended.
      await worker.terminate();
    }
  }
}

/** @throws the reason of `signal` as soon as that aborts */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    aborted.promise.catch(() => {});
    promise.catch(() => {});
  }
}
