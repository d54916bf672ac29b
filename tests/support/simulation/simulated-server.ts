import { CallError } from '../../../main/core/files-api/call-error.ts';
import type { FilesApi, SignedUpload } from '../../../main/core/files-api/client.ts';
import type { FileStatus } from '../../../main/core/files-api/file-status.ts';
import type { Put } from '../../../main/core/storage/put.ts';
import { type Clock, sleep } from '../../../main/core/util/clock.ts';
import type { Chance } from '../model/chance.ts';
import type { RequestCounter } from './request-counter.ts';

interface SimulatedFile {
  readonly name: string;
  /** null until its bytes are there. */
  readyAtMs: number | null;
  processingMs: number;
}

interface ServerOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly counter: RequestCounter;
  /** How long a file is processed, in ms. */
  readonly processingMs: () => number;
  /** One way on the network, in ms. */
  readonly delayMs: () => number;
  /** How long a PUT takes, in ms. */
  readonly putMs: () => number;
  readonly outage?: Outage;
  /** The largest file that it takes; null, and by default, it names no size. */
  readonly maxSizeBytes?: number | null;
}

/** The API or the storage fails whoever asks; `afterMs` is the time that it names. */
export interface Outage {
  readonly of: 'api' | 'storage';
  readonly fromMs: number;
  readonly untilMs: number;
  readonly how: { readonly kind: 'error'; readonly afterMs: number | null } | { readonly kind: 'away' };
}

/** The Files API on a virtual clock, to study schedules by: it counts, processes and takes its time, and has no faults. */
export class SimulatedServer implements FilesApi {
  readonly files = new Map<string, SimulatedFile>();
  requests = 0;
  refused = 0;
  readonly #options: ServerOptions;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  sign(name: string, _retention: unknown, signal: AbortSignal): Promise<SignedUpload> {
    return this.#call(signal, () => {
      const fileId = `f${this.files.size + 1}`;
      this.files.set(fileId, { name, readyAtMs: null, processingMs: this.#options.processingMs() });
      return {
        fileId,
        url: `https://storage.example/${fileId}`,
        // The real client reckons it by its own clock.
        expiresAtMs: Number.POSITIVE_INFINITY,
        isOutside: true,
        limits: { allowedTypes: ['text/plain'], maxSizeBytes: this.#options.maxSizeBytes ?? null },
      };
    });
  }

  status(fileId: string, signal: AbortSignal): Promise<FileStatus> {
    return this.#call(signal, () => {
      const { readyAtMs, processingMs } = this.file(fileId);
      const isReady = readyAtMs !== null && this.#options.clock.now() >= readyAtMs;
      if (!isReady) return { state: 'processing', step: null };
      return { state: 'ready', remarks: { empty: false, length: false }, processingMs };
    });
  }

  countFiles(signal: AbortSignal): Promise<number> {
    return this.#call(signal, () => this.files.size);
  }

  readonly put: Put = async ({ url, fingerprint, onProgress, signal }) => {
    const { clock, putMs } = this.#options;
    await sleep(clock, putMs(), signal);
    const how = this.#failing('storage');
    if (how?.kind === 'away') return { kind: 'not-stored', detail: 'refused', unreachable: true };
    if (how?.kind === 'error') return { kind: 'refused', error: serverErrorOf(how.afterMs) };
    const file = this.file(new URL(url).pathname.slice(1));
    file.readyAtMs = clock.now() + file.processingMs;
    onProgress(fingerprint.sizeBytes);
    return { kind: 'stored' };
  };

  /** Another client of the same key makes a call. */
  otherCall(): void {
    this.#options.counter(this.#options.clock.now());
  }

  file(fileId: string): SimulatedFile {
    const file = this.files.get(fileId);
    if (file === undefined) throw new Error(`no file ${fileId}`);
    return file;
  }

  #failing(of: Outage['of']): Outage['how'] | null {
    const { clock, outage } = this.#options;
    if (outage?.of !== of) return null;
    return clock.now() >= outage.fromMs && clock.now() < outage.untilMs ? outage.how : null;
  }

  async #call<T>(signal: AbortSignal, answer: () => T): Promise<T> {
    const { clock, counter, delayMs } = this.#options;
    await sleep(clock, delayMs(), signal);
    this.requests += 1;
    const isWithin = counter(clock.now());
    const how = this.#failing('api');
    const value = isWithin && how === null ? answer() : null;
    await sleep(clock, delayMs(), signal);
    if (how?.kind === 'away')
      throw new CallError('ECONNREFUSED', { code: 'plain', because: 'Away.' }, { type: 'wait-online' });
    if (how?.kind === 'error') throw serverErrorOf(how.afterMs);
    if (value !== null) return value;
    this.refused += 1;
    throw new CallError(
      'http_429',
      { code: 'plain', because: 'Too many.' },
      { type: 'slow-down', retryAfterMs: null },
    );
  }
}

function serverErrorOf(afterMs: number | null): CallError {
  const otherwise = { code: 'server_error', detail: 'maintenance' } as const;
  return new CallError(
    'http_503',
    { code: 'plain', because: 'Maintenance.' },
    { type: 'retry', otherwise, afterMs },
  );
}
