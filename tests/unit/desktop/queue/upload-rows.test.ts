import { describe, expect, it } from 'vitest';
import type { Upload, UploadState } from '../../../../main/core/model/upload.ts';
import type { Live } from '../../../../main/core/queue/upload-list.ts';
import { rowOf } from '../../../../main/desktop/queue/upload-rows.ts';
import { uploadOf } from '../../../support/upload-of.ts';

const live: Live = { sentBytes: 3, bytesPerSecond: 9, retry: null, stuck: false };
const fingerprint = { inode: '1', sizeBytes: 5, mtimeNs: '2', ctimeNs: null };

const names = (id: string) => (id === 'invoices' ? 'Invoices' : null);

const HERE = '497f6eca-6276-4993-bfeb-53cbbbba6f08@https://here.example/agents';

const upload = (state: UploadState): Upload =>
  uploadOf(state, {
    path: '/docs/sub/a.pdf',
    fingerprint,
    sha256: 'secret-hash',
    retention: 'temporary',
    destination: HERE,
    times: { addedAtMs: 7, signedAtMs: 8, sentAtMs: 9, endedAtMs: null },
  });

const stateOf = (state: UploadState) => rowOf(upload(state), live, HERE, names).state;

describe('rowOf', () => {
  it('has what the window shows, and nothing more', () => {
    expect(rowOf(upload({ stage: 'queued' }), live, HERE, names)).toEqual({
      id: 'x',
      name: 'a.pdf',
      folder: '/docs/sub',
      madeFrom: null,
      batch: null,
      earlierVersion: null,
      ways: [],
      from: null,
      sizeBytes: 5,
      retention: 'temporary',
      addedAtMs: 7,
      state: { stage: 'queued', waitsFor: null },
      retry: null,
    });
  });

  it('names the upload of the file before it was edited', () => {
    const edited = { ...upload({ stage: 'queued' }), earlierVersion: { uploadId: 'first', fileId: 'f' } };
    expect(rowOf(edited, live, HERE, names).earlierVersion).toBe('first');
  });

  it('has the ways in which it can be sent', () => {
    const reason = { code: 'type_not_allowed', extension: '.pptx', allowedExtensions: ['.txt'] } as const;
    expect(rowOf(upload({ stage: 'skipped', reason }), live, HERE, names, ['text', 'pdf'])).toMatchObject({
      ways: ['text', 'pdf'],
      state: { stage: 'skipped', message: reason },
    });
  });

  it('says what a file was made from, and shows the folder of that', () => {
    const original = { path: '/docs/talks/Slides.pptx', name: 'Slides.pptx', fingerprint, sha256: 'hash' };
    const made = uploadOf(
      { stage: 'queued' },
      { way: 'parts', derivation: { original, groupId: 'g', part: 2, of: 3 } },
    );
    expect(rowOf(made, live, HERE, names)).toMatchObject({
      folder: '/docs/talks',
      madeFrom: { name: 'Slides.pptx', way: 'parts', groupId: 'g', part: 2, of: 3 },
    });
  });

  it('names the watched folder of a file, as long as it is watched', () => {
    const found = (folderId: string) =>
      rowOf(
        { ...upload({ stage: 'queued' }), origin: { kind: 'watched-folder', folderId, root: '/in' } },
        live,
        HERE,
        names,
      ).from;
    expect([found('invoices'), found('removed')]).toEqual(['Invoices', null]);
  });

  it('has the next attempt', () => {
    const retry = {
      atMs: 5,
      attempt: 2,
      message: { code: 'plain', because: 'The server is busy (503).' },
    } as const;
    expect(rowOf(upload({ stage: 'queued' }), { ...live, retry }, HERE, names).retry).toEqual(retry);
  });

  it.each<[UploadState, object]>([
    [
      { stage: 'uploading', fileId: 'f' },
      { stage: 'uploading', sentBytes: 3, bytesPerSecond: 9 },
    ],
    [
      { stage: 'processing', fileId: 'f', step: null },
      { stage: 'processing', step: null, stuckSinceMs: null },
    ],
    [
      { stage: 'processing', fileId: 'f', step: 'ANTIVIRUS_SCANNING' },
      { stage: 'processing', step: 'Antivirus scanning', stuckSinceMs: null },
    ],
    [
      { stage: 'ready', fileId: 'f', remarks: { empty: false, length: false }, alreadyAtMs: null },
      { stage: 'ready', fileId: 'f', note: null, alreadyAtMs: null },
    ],
    [
      { stage: 'ready', fileId: 'f', remarks: { empty: true, length: true }, alreadyAtMs: null },
      { stage: 'ready', fileId: 'f', note: { code: 'remark_empty' }, alreadyAtMs: null },
    ],
    [
      { stage: 'ready', fileId: 'f', remarks: { empty: false, length: true }, alreadyAtMs: null },
      {
        stage: 'ready',
        fileId: 'f',
        note: { code: 'remark_long' },
        alreadyAtMs: null,
      },
    ],
    [
      { stage: 'ready', fileId: 'f', remarks: { empty: false, length: false }, alreadyAtMs: 12 },
      { stage: 'ready', fileId: 'f', note: null, alreadyAtMs: 12 },
    ],
    [{ stage: 'cancelled' }, { stage: 'cancelled' }],
    [
      { stage: 'skipped', reason: { code: 'empty_file' } },
      { stage: 'skipped', message: { code: 'empty_file' } },
    ],
  ])('shows %j as %j', (state, shown) => {
    expect(stateOf(state)).toEqual(shown);
  });

  it('shows why a file failed, and whether a retry can help', () => {
    expect(stateOf({ stage: 'failed', fileId: 'f', reason: { code: 'infected' } })).toEqual({
      stage: 'failed',
      message: { code: 'infected' },
      canRetry: false,
    });
    expect(stateOf({ stage: 'failed', fileId: null, reason: { code: 'file_vanished' } })).toMatchObject({
      canRetry: true,
    });
    const reason = { code: 'processing_failed', step: 'TEXT_EXTRACTION' } as const;
    expect(stateOf({ stage: 'failed', fileId: 'f', reason })).toMatchObject({
      message: { step: 'Text extraction' },
    });
  });

  it('shows since when the server has a stuck file', () => {
    const file = upload({ stage: 'processing', fileId: 'f', step: null });
    const stuck = { ...file, times: { ...file.times, sentAtMs: 77 } };
    expect(rowOf(stuck, { ...live, stuck: true }, HERE, names).state).toMatchObject({ stuckSinceMs: 77 });
  });
});

describe('rowOf, for an upload to another destination', () => {
  const elsewhere = 'b97f6eca-6276-4993-bfeb-53cbbbba6f08@https://elsewhere.example';

  it.each<UploadState>([
    { stage: 'queued' },
    { stage: 'uploading', fileId: 'f' },
    { stage: 'processing', fileId: 'f', step: 'SCANNING' },
  ])('waits for that destination: %j', (state) => {
    expect(rowOf(upload(state), live, elsewhere, names).state).toEqual({
      stage: 'queued',
      waitsFor: { user: '497f6eca…', server: 'here.example/agents' },
    });
  });

  it.each<UploadState>([
    { stage: 'ready', fileId: 'f', remarks: { empty: false, length: false }, alreadyAtMs: null },
    { stage: 'failed', fileId: null, reason: { code: 'file_vanished' } },
    { stage: 'cancelled' },
  ])('shows an ended upload as it ended: %j', ({ stage, ...state }) => {
    const row = rowOf(upload({ stage, ...state } as UploadState), live, elsewhere, names);
    expect(row.state.stage).toBe(stage);
  });

  it('waits for no destination without a connection, or where the upload has none', () => {
    expect(rowOf(upload({ stage: 'queued' }), live, null, names).state).toMatchObject({ waitsFor: null });
    const unbound = { ...upload({ stage: 'queued' }), destination: null };
    expect(rowOf(unbound, live, elsewhere, names).state).toMatchObject({ waitsFor: null });
  });
});
