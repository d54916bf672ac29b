import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { UploadState } from '../../../../main/core/model/upload.ts';
import { deletePipedFiles, receivePiped, TooMuchPiped } from '../../../../main/core/queue/piped-files.ts';
import type { QueueEvent } from '../../../../main/core/queue/upload-list.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { uploadOf } from '../../../support/upload-of.ts';

const DAY_MS = 24 * 60 * 60_000;
const READY: UploadState = {
  stage: 'ready',
  fileId: 'id',
  remarks: { empty: false, length: false },
  alreadyAtMs: null,
};

/** A list of uploads that a test changes. */
function uploadsOf(...states: readonly (readonly [path: string, state: UploadState])[]) {
  const listeners: ((event: QueueEvent) => void)[] = [];
  const all = states.map(([path, state], n) => ({ ...uploadOf(state), id: String(n), path }));
  return {
    all: () => all,
    subscribe: (listener: (event: QueueEvent) => void) => {
      listeners.push(listener);
      return () => {};
    },
    change(n: number, state: UploadState) {
      const upload = { ...all[n], state } as (typeof all)[number];
      all[n] = upload;
      for (const listener of listeners) listener({ type: 'upload', upload });
    },
  };
}

describe('receivePiped', () => {
  it('writes all of it for this user alone, and nothing else', async () => {
    await using folder = await tempFolder();
    const path = await receivePiped(
      folder.path,
      'a b.txt',
      Readable.from([Buffer.from('one '), Buffer.from('two')]),
    );
    expect(await readFile(path, 'utf8')).toBe('one two');
    expect([(await stat(path)).mode & 0o777, (await stat(dirname(path))).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
    expect(await readdir(folder.at('piped'))).toHaveLength(1);
  });

  it('leaves nothing of too much, or of an input that breaks', async () => {
    await using folder = await tempFolder();
    const much = Readable.from([Buffer.alloc(60), Buffer.alloc(60)]);
    await expect(receivePiped(folder.path, 'a.txt', much, 100)).rejects.toThrow(TooMuchPiped);
    const broken = (async function* () {
      yield Buffer.from('x');
      throw new Error('broken');
    })();
    await expect(receivePiped(folder.path, 'a.txt', broken)).rejects.toThrow('broken');
    expect(await readdir(folder.at('piped'))).toEqual([]);
  });
});

describe('deletePipedFiles', () => {
  it('deletes a file once it is ready and no other upload needs it, and no other file', async () => {
    await using folder = await tempFolder();
    const path = await receivePiped(folder.path, 'a.txt', Readable.from([Buffer.from('x')]));
    const own = folder.at('own.txt');
    await writeFile(own, 'x');
    const uploads = uploadsOf(
      [path, { stage: 'queued' }],
      [path, { stage: 'queued' }],
      [own, { stage: 'queued' }],
    );
    deletePipedFiles(folder.path, uploads, Date.now());
    uploads.change(2, READY);
    uploads.change(0, READY);
    expect(existsSync(path)).toBe(true);
    uploads.change(1, READY);
    expect([existsSync(dirname(path)), existsSync(own)]).toEqual([false, true]);
  });

  it('deletes at the start what nothing has needed for a week, and what was left unfinished for a day', async () => {
    await using folder = await tempFolder();
    const made = async (name: string, ageDays: number) => {
      const path = folder.at(`piped/${name}`);
      await mkdir(path, { recursive: true });
      const at = new Date(Date.now() - ageDays * DAY_MS);
      await utimes(path, at, at);
      return `${path}/a.txt`;
    };
    const [waiting, failed] = [await made('waiting', 30), await made('failed', 30)];
    for (const [name, age] of [
      ['old', 8],
      ['young', 6],
      ['x.unfinished', 2],
      ['y.unfinished', 0.5],
    ] as const)
      await made(name, age);
    const reason = { code: 'access_forbidden' } as const;
    deletePipedFiles(
      folder.path,
      uploadsOf([waiting, { stage: 'queued' }], [failed, { stage: 'failed', fileId: null, reason }]),
      Date.now(),
    );
    expect((await readdir(folder.at('piped'))).sort()).toEqual([
      'failed',
      'waiting',
      'y.unfinished',
      'young',
    ]);
  });
});
