import { appendFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Upload } from '../../../main/core/model/upload.ts';
import { apiError, type Fault, rateLimited, type Step, s3Error } from '../../support/strict-api/faults.ts';
import { StrictApi, type StrictOptions } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { sha256Of, startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

// Five failures in a row pause for up to 15.5 s in all.
vi.setConfig({ testTimeout: 40_000 });

/** Uploads one file of `sizeBytes` while the faults happen; the server must have nothing to object to. */
async function uploadThrough(
  faults: Partial<Record<Step, Fault[]>>,
  { sizeBytes = 200_000, ...options }: StrictOptions & { sizeBytes?: number } = {},
) {
  await using folder = await tempFolder();
  await using api = await StrictApi.start(options);
  await using engine = await startEngine(api);
  for (const [step, list] of Object.entries(faults)) api.faults[step as Step].push(...list);
  const path = await writeRandom(folder.at('report.pdf'), sizeBytes);
  const [upload] = await uploadAll(engine, [path]);
  expect(api.violations).toEqual([]);
  const stored = api.storedByName().get('report.pdf') ?? [];
  return { state: upload?.state as Upload['state'], api, stored, hash: await sha256Of(path) };
}

describe.concurrent('what passes is tried again and the file becomes ready, stored once, with its bytes', () => {
  const five = Array.from({ length: 5 }, () => apiError(500, 'internal_server_error'));
  it.each<[string, Partial<Record<Step, Fault[]>>]>([
    ['nothing at all', {}],
    ['500 twice on signing', { sign: five.slice(0, 2) }],
    ['500 five times on signing', { sign: five }],
    [
      'a document service that raised an error',
      { sign: [apiError(400, 'attachment_document_raised_an_error')] },
    ],
    ['503 on status', { status: [apiError(503, 'attachment_document_not_reachable')] }],
    ['429 on signing', { sign: [rateLimited(1)] }],
    ['429 on status, without a time', { status: [rateLimited()] }],
    ['409 on status', { status: [apiError(409, 'conflict')] }],
    ['a gateway without a body', { sign: [{ kind: 'answer', status: 502 }] }],
    ['a cut connection on signing', { sign: [{ kind: 'cut' }] }],
    ['a cut connection on status', { status: [{ kind: 'cut' }, { kind: 'lost-reply' }] }],
    ['a cut before the body', { put: [{ kind: 'cut' }] }],
    ['S3 slowing down', { put: [s3Error(503, 'SlowDown')] }],
    ['S3 failing inside', { put: [s3Error(500, 'InternalError')] }],
    ['S3 timing out', { put: [s3Error(400, 'RequestTimeout')] }],
    [
      'bytes there only at the second look',
      { status: [apiError(404, 'attachment_document_does_not_exist')] },
    ],
  ])('%s', async (_name, faults) => {
    const { state, stored, hash } = await uploadThrough(faults);
    expect(state.stage).toBe('ready');
    expect(stored).toEqual([hash]);
  });

  it.each([1, 65_537, 3_000_000, 6_000_000])('a cut in the body after %i bytes', async (bytes) => {
    const { state, stored, hash } = await uploadThrough(
      { put: [{ kind: 'cut-after', bytes }] },
      { sizeBytes: 8_000_000 },
    );
    expect(state.stage).toBe('ready');
    expect(stored).toEqual([hash]);
  });

  it.each([1, 65_536, 65_537, 1_048_576, 1_048_577, 2_097_152, 5_000_001])(
    'a file of %i bytes',
    async (sizeBytes) => {
      const { state, stored, hash } = await uploadThrough({}, { sizeBytes });
      expect(state.stage).toBe('ready');
      expect(stored).toEqual([hash]);
    },
  );
});

describe.concurrent('an unknown outcome of a PUT', () => {
  it.each([1000, 3_000_000])('is settled by asking, not by sending again (%i bytes)', async (sizeBytes) => {
    const { state, stored, api } = await uploadThrough({ put: [{ kind: 'lost-reply' }] }, { sizeBytes });
    expect(state.stage).toBe('ready');
    expect(stored).toHaveLength(1);
    expect(api.count('put')).toBe(1);
    expect(api.count('sign')).toBe(1);
  });
});

describe.concurrent('a storage that says 200 before it has the bytes', () => {
  it('is not believed', async () => {
    const { state, stored, hash } = await uploadThrough(
      { put: [{ kind: 'early-200' }] },
      { sizeBytes: 9_000_000 },
    );
    expect(state.stage).toBe('ready');
    expect(stored).toEqual([hash]);
  });
});

describe.concurrent('an expired URL', () => {
  it.each<[string, Fault]>([
    ['as AccessDenied', s3Error(403, 'AccessDenied', 'Request has expired')],
    ['as ExpiredToken', s3Error(400, 'ExpiredToken')],
  ])('is signed anew, %s', async (_name, fault) => {
    const { state, stored, api } = await uploadThrough({ put: [fault] });
    expect(state.stage).toBe('ready');
    expect(stored).toHaveLength(1);
    expect(api.count('sign')).toBe(2);
  });

  it('is signed anew again where a fresh one is said to have expired', async () => {
    const fault = s3Error(403, 'AccessDenied', 'Request has expired');
    const { state, stored, api } = await uploadThrough({ put: [fault, fault, fault] });
    expect(state.stage).toBe('ready');
    expect(stored).toHaveLength(1);
    expect(api.count('sign')).toBe(4);
  });

  it('is not used once its time is over', async () => {
    // Their pauses are 1.75 s at least, whatever chance says.
    const { state, api } = await uploadThrough(
      { put: Array.from({ length: 3 }, () => s3Error(503, 'SlowDown')) },
      { expiresS: 1 },
    );
    expect(state.stage).toBe('ready');
    expect(api.count('sign')).toBeGreaterThan(1);
  });
});

describe.concurrent('bytes that the server lost', () => {
  it('are sent once more, from the start', async () => {
    const lost = apiError(404, 'attachment_document_does_not_exist');
    const { state, api } = await uploadThrough({ status: [lost, lost, lost] });
    expect(state.stage).toBe('ready');
    expect(api.count('sign')).toBe(2);
  });

  it('and lost again fail, with that reason', async () => {
    const lost = apiError(404, 'attachment_document_does_not_exist');
    const { state, api } = await uploadThrough({ status: Array.from({ length: 6 }, () => lost) });
    expect(state).toMatchObject({ stage: 'failed', reason: { code: 'lost_by_server' } });
    expect(api.count('sign')).toBe(2);
  });
});

describe.concurrent('what does not pass fails this file at once, with the reason', () => {
  it.each<[string, string, Partial<Record<Step, Fault[]>>]>([
    ['forbidden', 'access_forbidden', { sign: [apiError(403, 'attachment_access_forbidden')] }],
    [
      'a name that is refused',
      'name_refused',
      {
        sign: [
          {
            kind: 'answer',
            status: 422,
            body: '{"error_code":"validation_error","detail":[{"loc":["query","filename"],"message":"too long","type":"x"}]}',
          },
        ],
      },
    ],
    ['a signature that does not match', 'storage_refused', { put: [s3Error(403, 'SignatureDoesNotMatch')] }],
    ['too large for the storage', 'refused_as_too_large', { put: [s3Error(400, 'EntityTooLarge')] }],
    [
      'a redirect of the PUT',
      'storage_refused',
      { put: [{ kind: 'answer', status: 302, headers: { location: '/x' } }] },
    ],
  ])('%s', async (_name, code, faults) => {
    const { state, api } = await uploadThrough(faults);
    expect(state).toMatchObject({ stage: 'failed', reason: { code } });
    expect(api.count('sign')).toBe(1);
    expect(api.count('put')).toBeLessThan(2);
  });

  it('too large for this server, before a byte is sent', async () => {
    const { state, api } = await uploadThrough({}, { maxSizeBytes: 1000 });
    expect(state).toMatchObject({ stage: 'failed', reason: { code: 'too_large', maxSizeBytes: 1000 } });
    expect(api.count('put')).toBe(0);
  });

  it('infected', async () => {
    const { state } = await uploadThrough(
      {},
      { status: () => ({ processing_status: 'PROCESSING', warnings: { infected: true } }) },
    );
    expect(state).toMatchObject({ stage: 'failed', reason: { code: 'infected' } });
  });

  it('a status that plainly says failed', async () => {
    const { state } = await uploadThrough({}, { status: () => ({ processingStatus: 'EXTRACTION_FAILED' }) });
    expect(state).toMatchObject({ stage: 'failed', reason: { code: 'processing_failed' } });
  });
});

describe.concurrent('a file that does not stay as it was', () => {
  it.each<[string, (path: string) => Promise<void>]>([
    ['grows', (path) => appendFile(path, 'more')],
    ['shrinks', (path) => truncate(path, 5_000_000)],
    ['is written anew', (path) => writeFile(path, 'quite another text')],
  ])('%s while it is sent: its new bytes are sent, whole', async (_name, change) => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    api.faults.put.push({ kind: 'delay', ms: 400 });
    const path = await writeRandom(folder.at('grows.pdf'), 9_000_000);
    const ended = uploadAll(engine, [path]);
    await until('the PUT has begun', () => api.count('put') === 1);
    await change(path);
    const [upload] = await ended;
    expect(upload?.state.stage).toBe('ready');
    const ready = api.files.get(upload?.state.stage === 'ready' ? upload.state.fileId : '');
    expect(ready?.sha256).toBe(await sha256Of(path));
    expect(api.violations).toEqual([]);
  });

  it('gets another name while it is sent: it is ready all the same, since its bytes are', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    api.faults.put.push({ kind: 'delay', ms: 400 });
    const path = await writeRandom(folder.at('renamed.pdf'), 9_000_000);
    const ended = uploadAll(engine, [path]);
    await until('the PUT has begun', () => api.count('put') === 1);
    await rename(path, `${path}.moved`);
    const [upload] = await ended;
    const ready = api.files.get(upload?.state.stage === 'ready' ? upload.state.fileId : '');
    expect(ready).toMatchObject({ stored: 1, sha256: await sha256Of(`${path}.moved`) });
  });

  it('is deleted while it is sent: it fails, saying so', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    api.faults.put.push({ kind: 'delay', ms: 400 });
    const path = await writeRandom(folder.at('gone.pdf'), 9_000_000);
    const ended = uploadAll(engine, [path]);
    await until('the PUT has begun', () => api.count('put') === 1);
    await rm(path);
    const [upload] = await ended;
    expect(upload?.state).toMatchObject({ stage: 'failed', reason: { code: 'file_vanished' } });
  });

  it('is emptied while it waits: it fails, saying so', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    await engine.connect(null);
    const path = await writeRandom(folder.at('emptied.txt'), 100);
    const ids: string[] = [];
    await engine.add({ paths: [path], retention: 'keep', conversionRule: 'ask' }, (uploads) =>
      ids.push(...uploads.map(({ id }) => id)),
    );
    await truncate(path, 0);
    await engine.connect(api.settings);
    await until('it ended', () => engine.queue.idle);
    expect(engine.queue.uploads.find(ids[0] ?? '')?.state).toMatchObject({ reason: { code: 'empty_file' } });
    expect(api.count('sign')).toBe(0);
  });
});
