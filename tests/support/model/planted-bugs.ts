import { bundledCore } from './bundled-core.ts';
import type { Core } from './core.ts';

/** A bug as an edit of one file of main/core: `from` stands in it exactly once. */
export interface PlantedBug {
  readonly bug: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Of the scenarios that find it soonest, where those of {@link SEED} take longer. */
  readonly seed?: number;
  /** The first run of that seed which finds it. Those before it find nothing, so that nobody has to play them. */
  readonly foundIn: number;
}

export const SEED = 1;

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    bug: 'the save of the file id is skipped',
    file: 'queue/upload-list.ts',
    from: 'this.#onDisk(() => this.#store.save(uploads));',
    to: "this.#store.save(uploads.filter(({ state }) => state.stage !== 'uploading'));",
    foundIn: 1,
  },
  {
    bug: 'the file id is saved after the PUT has begun',
    file: 'queue/upload-list.ts',
    from: 'this.#onDisk(() => this.#store.save(uploads));',
    to: `if (uploads[0]?.state.stage !== 'uploading') this.#store.save(uploads);
    else this.#clock.after(200, () => this.#store.save(uploads.map(({ id }) => this.get(id))));`,
    foundIn: 1,
  },
  {
    bug: 'an early 200 is trusted',
    file: 'storage/put.ts',
    from: "chunks.sentBytes < sizeBytes ? { kind: 'cut-short' } : { kind: 'stored' }",
    to: "{ kind: 'stored' }",
    seed: 2,
    foundIn: 46,
  },
  {
    bug: 'after an unknown outcome the bytes are sent again unasked',
    file: 'job/sending.ts',
    from: `await this.#broken(outcome.detail);
        return this.#reconcile(fileId);`,
    to: 'await this.#broken(outcome.detail);\n        return;',
    foundIn: 20,
  },
  {
    bug: 'after a restart nobody asks what became of the PUT',
    file: 'job/sending.ts',
    from: 'return this.#reconcile(fileId);\n    }',
    to: 'return this.#restarts.restart(null);\n    }',
    seed: 16,
    foundIn: 2,
  },
  {
    bug: 'the file is not looked at after the PUT',
    file: 'storage/put.ts',
    from: 'if (!(await isMeant(file, now, request))) throw changed();',
    to: '',
    seed: 23,
    foundIn: 33,
  },
  {
    bug: 'limits that are lowered count from the next start',
    file: 'rate-limit/request-scheduler.ts',
    from: 'if (!this.#limits.change(limits)) return;',
    to: 'if (limits.perMinute < this.#limits.perMinute || !this.#limits.change(limits)) return;',
    foundIn: 22,
  },
  {
    bug: 'no content lock is taken',
    file: 'queue/content-locks.ts',
    from: 'if (holder === id) return id;',
    to: 'return id;',
    foundIn: 4,
  },
  {
    bug: 'a content lock is kept for ever',
    file: 'queue/active-jobs.ts',
    from: 'if (upload === undefined || !isSigned(upload.state)) copies.release(id);',
    to: '',
    foundIn: 4,
  },
  {
    bug: 'a 429 fails the file',
    file: 'files-api/error-mapping.ts',
    from: "return { type: 'slow-down', retryAfterMs: retryAfterMs(answer) };",
    to: "return { type: 'fail', reason: { code: 'request_refused', detail: String(answer.status) } };",
    foundIn: 14,
  },
  {
    bug: 'calls count from their start instead of their answer',
    file: 'rate-limit/rolling-windows.ts',
    from: 'this.#answeredAtMs.push(answeredAtMs);',
    to: 'this.#answeredAtMs.push(nowMs);',
    foundIn: 20,
  },
  {
    bug: 'a restart forgets the calls in flight',
    file: 'rate-limit/rolling-windows.ts',
    from: '.recent(nowMs - MINUTE_MS)',
    to: '.recent(nowMs - MINUTE_MS).filter((call) => call.answeredAtMs !== null)',
    seed: 11,
    foundIn: 10,
  },
  {
    bug: 'a restart forgets the calls of the last minute',
    file: 'rate-limit/rolling-windows.ts',
    from: '.recent(nowMs - MINUTE_MS)',
    to: '.recent(nowMs)',
    foundIn: 24,
  },
  {
    bug: 'a cancelled run goes on',
    file: 'queue/active-jobs.ts',
    from: 'for (const { job } of running) job.stop();',
    to: '',
    foundIn: 7,
  },
  {
    bug: 'a cancel does not wait for the end of the run',
    file: 'queue/queue.ts',
    from: 'await this.#parts.jobs.stop(ids.filter(',
    to: 'void this.#parts.jobs.stop(ids.filter(',
    foundIn: 23,
  },
  {
    bug: 'a restart forgets that the person paused',
    file: 'queue/queue-parts.ts',
    from: 'const paused = startKept && store.paused;',
    to: 'const paused = false;',
    seed: 5,
    foundIn: 18,
  },
  {
    bug: 'a refused file is asked for again',
    file: 'files-api/error-mapping.ts',
    from: "attachment_access_forbidden: () => ({ type: 'fail', reason: { code: 'access_forbidden' } }),",
    to: 'attachment_access_forbidden: transient,',
    seed: 3,
    foundIn: 22,
  },
  {
    bug: 'a refused key is tried again and again',
    file: 'files-api/error-mapping.ts',
    from: "unauthorized: () => block('apiKey', { code: 'key_refused' }),",
    to: 'unauthorized: transient,',
    foundIn: 23,
  },
  {
    bug: 'content of another user is given out',
    file: 'queue/content-copies.ts',
    from: 'const ready = this.#store.readyContent(content, MAX_COPIES_ASKED);',
    to: `const swapped = { a: 'b', b: 'a' }[destination[0] ?? ''] ?? '';
    const other = { ...content, destination: destination.replace(/^[^@]*/, (id) => id.replaceAll(/[ab]/g, swapped)) };
    const ready = [content, other].flatMap((key) => this.#store.readyContent(key, MAX_COPIES_ASKED));`,
    foundIn: 23,
  },
  {
    bug: 'content that is kept for another time is given out',
    file: 'queue/content-copies.ts',
    from: 'const ready = this.#store.readyContent(content, MAX_COPIES_ASKED);',
    to: "const ready = this.#store.readyContent({ ...content, retention: 'temporary' }, MAX_COPIES_ASKED);",
    foundIn: 1,
  },
  {
    bug: 'a ready id is given out unconfirmed',
    file: 'job/dedupe.ts',
    from: 'confirmed ? same.remarks : await remarksIfReady(context, statusCheck, fileId)',
    to: 'same.remarks',
    foundIn: 4,
  },
  {
    bug: 'not there once is believed at once',
    file: 'rate-limit/poll-intervals.ts',
    from: 'export const NOT_THERE_ASKS = 3;',
    to: 'export const NOT_THERE_ASKS = 1;',
    seed: 2,
    foundIn: 13,
  },
  {
    bug: 'a temporary id is given out near its end',
    file: 'queue/content-copies.ts',
    from: 'const TEMPORARY_REUSE_MS = 20 * 60 * 60_000;',
    to: 'const TEMPORARY_REUSE_MS = 200 * 60 * 60_000;',
    seed: 2,
    foundIn: 24,
  },
  {
    bug: 'a full disk stops the queue for good',
    file: 'queue/store-health.ts',
    from: 'this.#problem = null;',
    to: '',
    seed: 2,
    foundIn: 14,
  },
  {
    bug: 'an outage of the API is counted against the file',
    file: 'rate-limit/request-queue.ts',
    from: 'if (await this.#isOwn(breaker, tried, signal, fault)) throw error;',
    to: 'await this.#isOwn(breaker, tried, signal, fault);\n        throw error;',
    foundIn: 25,
  },
  {
    bug: 'an outage of the storage is counted against the file',
    file: 'storage/storage-breaker.ts',
    from: "return scope === 'all';",
    to: 'return false;',
    seed: 2,
    foundIn: 13,
  },
  {
    bug: 'a storage outage does not hold the queue',
    file: 'storage/storage-breaker.ts',
    from: 'const { opensAtMs } = this.#breaker;',
    to: 'const opensAtMs = 0;',
    seed: 3,
    foundIn: 22,
  },
  {
    bug: 'an id that another file has is taken',
    file: 'queue/active-job.ts',
    from: 'return isKnown || !addresses.claim(url, this.id);',
    to: 'return false;',
    seed: 2,
    foundIn: 20,
  },
  {
    bug: 'the old hash is taken for the new state of the file',
    file: 'job/identify.ts',
    from: 'if (known && before.sha256 !== null)',
    to: 'if (before.sha256 !== null)',
    foundIn: 15,
  },
  {
    bug: 'the parts of an original are saved one after another',
    file: 'queue/upload-list.ts',
    from: 'this.#keep(uploads);\n    return uploads.slice(1);',
    to: 'for (const one of uploads) this.#keep([one]);\n    return uploads.slice(1);',
    foundIn: 4,
  },
  {
    bug: 'a part is made of what the original has become',
    file: 'job/identify.ts',
    from: 'derivation.original.sha256 !== sha256',
    to: 'false',
    foundIn: 71,
  },
  {
    bug: 'what was sent stays in the data folder',
    file: 'queue/conversions.ts',
    from: "if (stage === 'ready' || stage === 'cancelled') this.#discard(upload);",
    to: "if (stage === 'cancelled') this.#discard(upload);",
    foundIn: 1,
  },
];

/** The core with the bug in it. @throws where the source has changed so that the bug no longer fits */
export function plant({ file, from, to }: PlantedBug): Promise<Core & Disposable> {
  return bundledCore({ file: `main/core/${file}`, from, to });
}
