import { describe, expect, it } from 'vitest';
import {
  type Circumstances,
  whenCompared,
  whenFinished,
  whenSeen,
} from '../../../../main/core/watch/arrival-rules.ts';
import type { Document, SkippedSnapshot } from '../../../../main/core/watch/file-snapshot.ts';
import type { FileOutcome, LedgerRow } from '../../../../main/core/watch/ledger.ts';

const NOW_MS = 1_000_000_000;
const HOUR_MS = 60 * 60_000;
const fingerprint = { inode: '1', sizeBytes: 5, mtimeNs: '10', ctimeNs: '12' };
const file: Document = {
  kind: 'document',
  path: '/in/a.txt',
  name: 'a.txt',
  contentType: 'text/plain',
  way: null,
  fingerprint,
  changedAtMs: NOW_MS - HOUR_MS,
  bornAtMs: 0,
  onlineOnly: false,
};
const other: Document = { ...file, fingerprint: { ...fingerprint, mtimeNs: '11' } };
const readyVersion = { uploadId: 'u', fileId: 'f' };

const row = (outcome: FileOutcome, change: Partial<LedgerRow> = {}): LedgerRow =>
  ({
    path: '/in/a.txt',
    fingerprint,
    sha256: 'aa',
    atMs: NOW_MS,
    readyVersion,
    ...outcome,
    ...change,
  }) as LedgerRow;

const about = (change: Partial<Circumstances> = {}): Circumstances => ({
  nowMs: NOW_MS,
  onEdit: 'new-version',
  isActive: () => true,
  served: { apiMs: null, storageMs: null },
  state: { openedAtMs: NOW_MS - 1000, alreadyHere: 'upload', lookedThrough: true },
  ...change,
});

const ready = row({ outcome: 'ready', uploadId: 'u', postUploadStep: null });
const sending = row({ outcome: 'sending', uploadId: 'u' });
const infected = row({ outcome: 'failed', uploadId: 'u', reason: { code: 'infected' }, tries: 1 });
const lost = row({
  outcome: 'failed',
  uploadId: 'u',
  tries: 1,
  reason: { code: 'network_error', detail: '' },
});

describe('the decider that sees a file', () => {
  it('waits until a new file is stable', () => {
    expect(whenSeen(file, undefined, about())).toBe('wait');
  });

  it.each(['unanswered', 'only-new'] as const)(
    'what was there before the first look is left (%s)',
    (alreadyHere) => {
      const state = { openedAtMs: NOW_MS - 1000, alreadyHere, lookedThrough: false };
      expect(whenSeen(file, undefined, about({ state }))).toBe('leave-for-now');
      expect(whenSeen({ ...file, changedAtMs: NOW_MS }, undefined, about({ state }))).toBe('wait');
      expect(whenSeen(file, undefined, about({ state: { ...state, lookedThrough: true } }))).toBe('wait');
      const before = row({ outcome: 'before' });
      expect(whenSeen(file, before, about({ state }))).toBe('nothing');
      expect(whenSeen(file, before, about())).toBe('wait');
      expect(whenSeen(other, before, about({ state }))).toBe('wait');
    },
  );

  it.each([
    ['ready', ready],
    ['left', row({ outcome: 'left' })],
    ['asking', row({ outcome: 'asking' })],
    ['cancelled', row({ outcome: 'cancelled', uploadId: 'u' })],
    ['infected', infected],
    ['sending', sending],
  ])('leaves a file that is %s as long as it is the same', (_, known) => {
    expect(whenSeen(file, known, about())).toBe('nothing');
    expect(whenSeen(other, known, about())).toBe('wait');
  });

  it('takes up a file again whose upload is gone', () => {
    expect(whenSeen(file, sending, about({ isActive: () => false }))).toBe('wait');
  });

  it('retries a failure that may pass, ever more rarely', () => {
    const later = (ms: number, tries: number) =>
      whenSeen(file, { ...lost, tries } as LedgerRow, about({ nowMs: NOW_MS + ms }));
    expect([later(HOUR_MS / 5, 1), later(HOUR_MS / 4, 1)]).toEqual(['nothing', 'wait']);
    expect([later(HOUR_MS / 4, 2), later(HOUR_MS, 2)]).toEqual(['nothing', 'wait']);
    expect([later(5 * HOUR_MS, 9), later(6 * HOUR_MS, 9)]).toEqual(['nothing', 'wait']);
    expect(later(-HOUR_MS, 9), 'the clock was set back').toBe('wait');
    expect(whenSeen(file, infected, about({ nowMs: NOW_MS + 1000 * HOUR_MS }))).toBe('nothing');
  });

  it.each([
    ['server_error', 'apiMs'],
    ['network_error', 'apiMs'],
    ['storage_refused', 'storageMs'],
    ['storage_unreachable', 'storageMs'],
  ] as const)('retries a file that failed by %s soon after %s shows that it works', (code, by) => {
    const failed = (tries: number) =>
      row({ outcome: 'failed', uploadId: 'u', tries, reason: { code, detail: '', because: '' } });
    const inState = (ms: number, tries: number, servedMs: number) => {
      const served = { apiMs: null, storageMs: null, [by]: NOW_MS + servedMs };
      return whenSeen(file, failed(tries), about({ nowMs: NOW_MS + ms, served }));
    };
    expect([inState(59_000, 1, 1), inState(60_000, 1, 1)]).toEqual(['nothing', 'wait']);
    expect([inState(239_000, 2, 1), inState(240_000, 2, 1)], 'more rarely').toEqual(['nothing', 'wait']);
    expect(inState(HOUR_MS / 5, 1, 0), 'it worked only before').toBe('nothing');
    const other =
      by === 'apiMs' ? { apiMs: null, storageMs: NOW_MS + 1 } : { apiMs: NOW_MS + 1, storageMs: null };
    expect(whenSeen(file, failed(1), about({ nowMs: NOW_MS + HOUR_MS / 5, served: other }))).toBe('nothing');
  });

  it.each(['infected', 'empty_file', 'access_forbidden'] as const)(
    'A file that was refused for what it is (%s) is not tried again, however well the server works',
    (code) => {
      const refused = row({ outcome: 'failed', uploadId: 'u', tries: 1, reason: { code } });
      const served = { apiMs: NOW_MS + 1, storageMs: NOW_MS + 1 };
      expect(whenSeen(file, refused, about({ nowMs: NOW_MS + 24 * HOUR_MS, served }))).toBe('nothing');
    },
  );

  it('records a file that cannot be sent once, and again for another reason', () => {
    const exe: SkippedSnapshot = {
      kind: 'skipped',
      path: '/in/a',
      sizeBytes: 5,
      fingerprint,
      reason: { code: 'no_extension' },
    };
    const known = row({ outcome: 'skipped', reason: exe.reason });
    expect(whenSeen(exe, undefined, about())).toBe('skip');
    expect(whenSeen({ ...exe, fingerprint: other.fingerprint }, known, about())).toBe('nothing');
    expect(whenSeen({ ...exe, reason: { code: 'not_a_file' } }, known, about())).toBe('skip');
    expect(whenSeen({ ...exe, reason: { code: 'empty_file' } }, undefined, about())).toBe('wait');
    expect(whenSeen(exe, ready, about()), 'it was taken before').toBe('nothing');
    expect(whenSeen(file, known, about()), 'it is taken now').toBe('wait');
  });
});

describe('the decider that has a stable file', () => {
  it('uploads a new file', () => {
    expect(whenFinished(file, undefined, about())).toEqual({ type: 'upload', earlierVersion: null });
  });

  it('waits if the file was edited during its upload; ignores the same bytes', () => {
    expect(whenFinished(other, sending, about())).toEqual({ type: 'wait' });
    expect(whenFinished(file, sending, about())).toEqual({ type: 'nothing' });
    expect(whenFinished(file, sending, about({ isActive: () => false }))).toEqual({
      type: 'upload',
      earlierVersion: readyVersion,
    });
  });

  it('compares a changed file first', () => {
    for (const known of [ready, infected, row({ outcome: 'left' })]) {
      expect(whenFinished(other, known, about())).toEqual({ type: 'compare' });
      expect(whenFinished(file, known, about())).toEqual({ type: 'nothing' });
    }
  });

  it('treats a file as new where another one was moved away', () => {
    const taken = row({ outcome: 'ready', uploadId: 'u', postUploadStep: { step: 'done' } });
    expect(whenFinished(other, taken, about())).toEqual({ type: 'upload', earlierVersion: null });
    expect(whenFinished(file, taken, about()), 'put back').toEqual({ type: 'nothing' });
  });

  it('uploads a failed file again', () => {
    expect(whenFinished(file, lost, about())).toEqual({ type: 'upload', earlierVersion: readyVersion });
  });
});

describe('the decider that has compared the bytes', () => {
  it('ignores a touch', () => {
    for (const known of [ready, infected])
      expect(whenCompared('aa', known, 'new-version')).toEqual({ type: 'nothing' });
  });

  it('handles an edit as the settings say', () => {
    expect(whenCompared('bb', ready, 'new-version')).toEqual({
      type: 'upload',
      earlierVersion: readyVersion,
    });
    expect(whenCompared('bb', ready, 'leave')).toEqual({ type: 'leave' });
    expect(whenCompared('bb', ready, 'ask')).toEqual({ type: 'ask' });
  });

  it('uploads other bytes where a virus was, whatever the settings say of edits', () => {
    expect(whenCompared('bb', infected, 'leave')).toEqual({ type: 'upload', earlierVersion: readyVersion });
  });
});
