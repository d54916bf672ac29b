import { describe, expect, it } from 'vitest';
import type { Upload, UploadState } from '../../../../main/core/model/upload.ts';
import { type EntryBefore, entryAfter } from '../../../../main/core/watch/ledger-transition.ts';
import { storedUpload } from '../../../support/store/stored.ts';

const times = { addedAtMs: 1, signedAtMs: null, sentAtMs: null, endedAtMs: null };
const upload = (state: UploadState): Upload => storedUpload(1, { id: 'now', state, times });
const ready: UploadState = {
  stage: 'ready',
  fileId: 'file-now',
  remarks: { empty: false, length: false },
  alreadyAtMs: null,
};
const failed: UploadState = { stage: 'failed', fileId: null, reason: { code: 'file_vanished' } };
const known = (entry: Partial<EntryBefore>): EntryBefore => ({
  outcome: 'ready',
  uploadId: 'earlier',
  tries: 1,
  readyVersion: { uploadId: 'earlier', fileId: 'file-earlier' },
  ...entry,
});

describe('the ledger entry after an upload changed', () => {
  it.each<UploadState>([
    { stage: 'queued' },
    { stage: 'converting' },
    { stage: 'uploading', fileId: 'f' },
    { stage: 'processing', fileId: 'f', step: null },
  ])('is “sending” while the upload is $stage', (state) => {
    expect(entryAfter([upload(state)], undefined)).toEqual({
      outcome: 'sending',
      uploadId: 'now',
      reason: null,
      readyVersion: null,
      atMs: 1,
      tries: 1,
      keepsAction: false,
      isIncomplete: false,
    });
  });

  it('has the version that became ready', () => {
    const readyVersion = { uploadId: 'now', fileId: 'file-now' };
    expect(entryAfter([upload(ready)], known({}))).toMatchObject({ outcome: 'ready', readyVersion });
  });

  it('keeps the version that was ready before while another is sent, fails or is cancelled', () => {
    const { readyVersion } = known({});
    for (const state of [{ stage: 'queued' }, failed, { stage: 'cancelled' }] as const)
      expect(entryAfter([upload(state)], known({})).readyVersion).toEqual(readyVersion);
  });

  it('has the reason of a failure, and when it failed', () => {
    const ended = upload(failed);
    const entry = entryAfter([{ ...ended, times: { ...ended.times, endedAtMs: 9 } }], undefined);
    expect(entry).toMatchObject({ outcome: 'failed', reason: { code: 'file_vanished' }, atMs: 9 });
  });

  it('counts one more try with each new upload after a failure, and starts again otherwise', () => {
    const triesAfter = (entry: Partial<EntryBefore>) => entryAfter([upload(failed)], known(entry)).tries;
    expect(triesAfter({ outcome: 'failed', tries: 2 })).toBe(3);
    expect(triesAfter({ outcome: 'failed', uploadId: null, tries: 0 })).toBe(1);
    expect(triesAfter({ outcome: 'ready', tries: 2 })).toBe(1);
    expect(triesAfter({ outcome: 'cancelled', tries: 2 })).toBe(1);
    expect(triesAfter({ outcome: 'sending', uploadId: 'now', tries: 2 })).toBe(2);
    expect(triesAfter({ outcome: 'failed', uploadId: 'now', tries: 2 })).toBe(2);
  });

  it('keeps the post-upload action of the same upload only', () => {
    expect(entryAfter([upload(ready)], known({ uploadId: 'now' })).keepsAction).toBe(true);
    expect(entryAfter([upload(ready)], known({})).keepsAction).toBe(false);
    expect(entryAfter([upload(ready)], undefined).keepsAction).toBe(false);
  });
});
