import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Upload, UploadState } from '../../../main/core/model/upload.ts';
import type { QueueEvent } from '../../../main/core/queue/upload-list.ts';
import { ClipboardTexts } from '../../../main/desktop/add/clipboard-texts.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

const ready: UploadState = {
  stage: 'ready',
  fileId: 'f',
  remarks: { empty: false, length: false },
  alreadyAtMs: null,
};

/** The uploads that a queue would have, as the test says them. */
class UploadList {
  readonly #byId = new Map<string, Upload>();
  readonly #listeners = new Set<(event: QueueEvent) => void>();
  all = () => this.#byId.values();
  find = (id: string) => this.#byId.get(id);
  live = () => ({ sentBytes: 0, bytesPerSecond: null, retry: null, stuck: false });
  get count() {
    return this.#byId.size;
  }
  subscribe = (listener: (event: QueueEvent) => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(id: string, path: string, state: UploadState) {
    const upload = { id, path, name: basename(path), state } as Upload;
    this.#byId.set(id, upload);
    for (const listener of this.#listeners) listener({ type: 'upload', upload });
  }
  remove(id: string) {
    this.#byId.delete(id);
    for (const listener of this.#listeners) listener({ type: 'removed', ids: [id] });
  }
}

const gone = (path: string) => vi.waitFor(() => expect(existsSync(dirname(path))).toBe(false));

it('a text lies there for its owner alone, until its upload is ready', async () => {
  const uploads = new UploadList();
  const texts = new ClipboardTexts(folder.at('clipboard'), uploads);
  const path = await texts.save('What was said.', 'Minutes', 'keep');
  expect(basename(path)).toBe('Minutes.txt');
  expect(await readFile(path, 'utf8')).toBe('What was said.');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  for (const stage of ['queued', 'cancelled'] as const) uploads.set('a', path, { stage });
  expect(existsSync(path)).toBe(true);
  uploads.set('a', path, ready);
  await gone(path);
});

it('a cancelled one stays to be tried again, until its row is removed', async () => {
  const uploads = new UploadList();
  const texts = new ClipboardTexts(folder.at('clipboard'), uploads);
  const path = await texts.save('x y', 'x y', 'keep');
  uploads.set('a', path, { stage: 'cancelled' });
  uploads.set('other', '/docs/a.pdf', ready);
  uploads.remove('other');
  expect(existsSync(path)).toBe(true);
  uploads.remove('a');
  await gone(path);
});

it('stays while a second upload of it is under way', async () => {
  const uploads = new UploadList();
  const texts = new ClipboardTexts(folder.at('clipboard'), uploads);
  const path = await texts.save('x y', 'x y', 'keep');
  uploads.set('a', path, { stage: 'processing', fileId: 'f', step: null });
  uploads.set('b', path, { stage: 'queued' });
  uploads.set('a', path, ready);
  expect(existsSync(path)).toBe(true);
  uploads.set('b', path, ready);
  await gone(path);
});

it('a start finds those that never came to the queue, once, and removes what is done with', async () => {
  const uploads = new UploadList();
  const before = new ClipboardTexts(folder.at('clipboard'), uploads);
  const unqueued = await before.save('one', 'unqueued', 'temporary');
  const waiting = await before.save('two', 'waiting', 'keep');
  uploads.set('w', waiting, { stage: 'queued' });
  const removed = await before.save('three', 'removed', 'keep');
  await before.markQueued(removed);
  const done = await before.save('four', 'done', 'keep');
  const after = new UploadList();
  after.set('w', waiting, { stage: 'queued' });
  after.set('d', done, ready);
  mkdirSync(folder.at('clipboard/keep-half'));
  writeFileSync(folder.at('clipboard/keep-half/unfinished'), 'ha');

  const texts = new ClipboardTexts(folder.at('clipboard'), after);
  expect(await texts.recover()).toEqual([{ path: unqueued, retention: 'temporary' }]);
  for (const path of [removed, done, folder.at('clipboard/keep-half/x')])
    expect(existsSync(dirname(path))).toBe(false);
  expect(existsSync(waiting)).toBe(true);
  await texts.markQueued(unqueued);
  after.set('u', unqueued, { stage: 'queued' });
  expect(await new ClipboardTexts(folder.at('clipboard'), after).recover()).toEqual([]);
});

it('knows no text where there is no folder yet', async () => {
  expect(await new ClipboardTexts(folder.at('clipboard'), new UploadList()).recover()).toEqual([]);
});
