import { describe, expect, it } from 'vitest';
import { awaitsDecision, type Upload, type UploadState } from '../../../../main/core/model/upload.ts';
import { Batch } from '../../../../main/desktop/status/batch.ts';
import { readyUpload } from '../copy/ready-upload.ts';

const HERE = 'user@https://server';
const ready = readyUpload('any').state;
const queued: UploadState = { stage: 'queued' };
const uploading: UploadState = { stage: 'uploading', fileId: 'f' };
const processing: UploadState = { stage: 'processing', fileId: 'f', step: null };
const failed: UploadState = { stage: 'failed', fileId: null, reason: { code: 'infected' } };
const refused: UploadState = {
  stage: 'skipped',
  reason: { code: 'type_not_allowed', extension: '.md', allowedExtensions: ['.txt'] },
};
const tooLarge: UploadState = {
  stage: 'failed',
  fileId: null,
  reason: { code: 'too_large', sizeBytes: 9, maxSizeBytes: 5 },
};
const cancelled: UploadState = { stage: 'cancelled' };

/** Some uploads in a batch, whose states change by `is`. */
function open(first: Readonly<Record<string, UploadState>> = {}) {
  const byId = new Map<string, Upload>();
  const stuck = new Set<string>();
  const put = (id: string, state: UploadState, change: Partial<Upload> = {}) => {
    const upload: Upload = { ...readyUpload(id), destination: HERE, sizeBytes: 100, ...change, state };
    byId.set(id, upload);
    return upload;
  };
  for (const [id, state] of Object.entries(first)) put(id, state);
  const uploads = {
    all: () => byId.values(),
    find: (id: string) => byId.get(id),
    live: (id: string) => ({ sentBytes: 50, bytesPerSecond: null, retry: null, stuck: stuck.has(id) }),
  };
  const batch = new Batch(uploads, awaitsDecision);
  const is = (id: string, state: UploadState, change: Partial<Upload> = {}) =>
    batch.update(put(id, state, change));
  return { batch, is, stuck, count: () => batch.count(HERE) };
}

describe('Batch', () => {
  it('counts unfinished uploads of the last run, and new ones', () => {
    const { is, count } = open({ old: ready, broken: failed, left: queued });
    expect(count()).toMatchObject({ total: 1, moving: 1, ready: 0, failed: 0 });
    is('new', queued);
    is('left', ready);
    expect(count()).toMatchObject({ total: 2, moving: 1, ready: 1, firstReady: { id: 'left' } });
  });

  it('counts the progress of its files, where all bytes sent is not done', () => {
    const { is, count } = open({ a: queued, b: uploading, c: processing });
    is('d', queued);
    is('d', ready);
    expect(count().progress).toBeCloseTo((0 + 0.35 + 0.7 + 1) / 4);
  });

  it('does not count cancelled and skipped files, or those of another account', () => {
    const { is, count } = open({ a: queued, b: queued });
    is('b', cancelled);
    is('c', { stage: 'skipped', reason: { code: 'hidden_file' } });
    is('d', queued, { destination: 'other@https://server' });
    expect(count()).toMatchObject({ total: 1, moving: 1 });
  });

  it('counts the files of the present account when it changes', () => {
    const { batch, is } = open({ a: queued });
    is('b', queued, { destination: 'other@https://server' });
    expect(batch.count(null)).toMatchObject({ total: 2, moving: 2 });
    expect(batch.count('other@https://server')).toMatchObject({ total: 1, moving: 1 });
    expect(batch.count(HERE)).toMatchObject({ total: 1, moving: 1 });
  });

  it('counts files that need a decision beside its total, neither as failed nor as progress', () => {
    const { is, count } = open({ old: refused, a: ready, b: queued });
    is('c', refused);
    is('b', tooLarge);
    expect(count()).toMatchObject({ total: 0, undecided: 2, failed: 0, firstFailed: null });
    expect(count().firstUndecided).toEqual({ id: 'c', name: 'c' });
    is('c', { stage: 'converting' });
    expect(count()).toMatchObject({ total: 1, moving: 1, undecided: 1, progress: 0 });
    expect(count().firstUndecided).toEqual({ id: 'b', name: 'b' });
  });

  it('forgets files that need a decision once they leave the list, and with the next batch', () => {
    const { batch, is, count } = open();
    is('a', refused);
    is('b', refused);
    batch.remove(['a']);
    expect(count()).toMatchObject({ undecided: 1, firstUndecided: { id: 'b' } });
    batch.end();
    is('c', queued);
    expect(count()).toMatchObject({ total: 1, undecided: 0, firstUndecided: null });
  });

  it('names the first failed file that was not retried', () => {
    const { is, count } = open({ a: queued, b: queued });
    is('b', failed);
    is('a', failed);
    expect(count().firstFailed).toEqual({ id: 'b', name: 'b' });
    is('b', queued);
    expect(count().firstFailed).toEqual({ id: 'a', name: 'a' });
  });

  it('counts ready files that left the list, but no failed ones', () => {
    const { batch, is, count } = open({ a: queued, b: queued, c: queued });
    is('a', failed);
    is('b', ready);
    batch.remove(['a', 'b', 'unknown']);
    expect(count()).toMatchObject({ total: 2, ready: 1, failed: 0, moving: 1, firstFailed: null });
  });

  it('does not wait for files that take unusually long', () => {
    const { batch, is, stuck, count } = open({ a: processing, b: queued });
    stuck.add('a');
    batch.updateProgress('a');
    is('b', failed);
    expect(count()).toMatchObject({ moving: 0, takeLong: 1, failed: 1, firstFailed: { id: 'b' } });
  });

  it('keeps its counts after its end, until a new batch begins', () => {
    const { batch, is, stuck, count } = open({ a: queued, b: processing });
    stuck.add('b');
    batch.updateProgress('b');
    is('a', ready);
    batch.end();
    is('b', { ...processing, step: 'ANTIVIRUS_SCANNING' });
    expect(batch.isOver).toBe(true);
    expect(count()).toMatchObject({ total: 2, ready: 1 });
    is('c', queued);
    expect(batch.isOver).toBe(false);
    expect(count()).toMatchObject({ total: 2, ready: 0, moving: 1, takeLong: 1 });
  });

  it('begins anew with a late file that ends, and with a retried one', () => {
    const { batch, is, count } = open({ a: queued, b: processing });
    is('a', failed);
    batch.end();
    is('b', ready);
    expect(count()).toMatchObject({ total: 1, ready: 1, failed: 0 });
    batch.end();
    is('a', queued);
    expect(count()).toMatchObject({ total: 1, moving: 1, ready: 0 });
  });
});
