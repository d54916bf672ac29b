import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalTransition, transition, type UploadEvent } from '../../../../main/core/model/transition.ts';
import {
  canRetry,
  isActive,
  type Stage,
  sourceOf,
  type Upload,
  type UploadState,
} from '../../../../main/core/model/upload.ts';
import { uploadOf } from '../../../support/upload-of.ts';

const remarks = { empty: false, length: false };
const fingerprint = { inode: '7', sizeBytes: 5, mtimeNs: '9', ctimeNs: null };

const upload = (state: UploadState, times: Partial<Upload['times']> = {}): Upload =>
  uploadOf(state, {
    fingerprint,
    way: state.stage === 'converting' ? 'text' : null,
    destination: 'user@server',
    times: { addedAtMs: 1, signedAtMs: null, sentAtMs: null, endedAtMs: null, ...times },
  });

const STATES: readonly UploadState[] = [
  { stage: 'queued' },
  { stage: 'uploading', fileId: 'f' },
  { stage: 'processing', fileId: 'f', step: null },
  { stage: 'ready', fileId: 'f', remarks, alreadyAtMs: null },
  { stage: 'failed', fileId: 'f', reason: { code: 'server_error', detail: '500' } },
  { stage: 'failed', fileId: 'f', reason: { code: 'infected' } },
  { stage: 'cancelled' },
  { stage: 'skipped', reason: { code: 'hidden_file' } },
  { stage: 'skipped', reason: { code: 'type_not_allowed', extension: '.md', allowedExtensions: ['.txt'] } },
  { stage: 'converting' },
];

const derivation = {
  original: { path: '/docs/a.md', name: 'a.md', fingerprint, sha256: 'ef' },
  groupId: 'x',
  part: 1,
  of: 1,
};
const file = {
  path: '/data/derived/x/a.md.txt',
  name: 'a.md.txt',
  contentType: 'text/plain',
  sizeBytes: 4,
  sha256: 'cd',
  fingerprint: { ...fingerprint, sizeBytes: 4 },
};

const EVENTS: readonly UploadEvent[] = [
  { type: 'bound', destination: 'user@other' },
  { type: 'identified', sha256: 'cd', fingerprint: { ...fingerprint, sizeBytes: 6 } },
  { type: 'reused', fileId: 'g', remarks: { empty: true, length: false }, alreadyAtMs: 3 },
  { type: 'signed', fileId: 'g' },
  { type: 'sent' },
  { type: 'step', step: 'SCANNING' },
  { type: 'ready', remarks },
  { type: 'failed', reason: { code: 'access_forbidden' } },
  { type: 'cancelled' },
  { type: 'restarted' },
  { type: 'retried', destination: 'user@other' },
  { type: 'convert', way: 'text', destination: 'user@other' },
  { type: 'converted', file, derivation },
  { type: 'unmade' },
];

const eventOf = <Type extends UploadEvent['type']>(type: Type) =>
  EVENTS.find((event) => event.type === type) as Extract<UploadEvent, { type: Type }>;

/** Where each event leads from each state, in the order of STATES; null where it must be refused. */
const TABLE: Readonly<Record<UploadEvent['type'], readonly (Stage | null)[]>> = {
  bound: ['queued', null, null, null, null, null, null, null, null, 'converting'],
  identified: ['queued', null, null, null, null, null, null, null, null, null],
  reused: ['ready', null, null, null, null, null, null, null, null, null],
  signed: ['uploading', null, null, null, null, null, null, null, null, null],
  sent: [null, 'processing', null, null, null, null, null, null, null, null],
  step: [null, null, 'processing', null, null, null, null, null, null, null],
  ready: [null, null, 'ready', null, null, null, null, null, null, null],
  failed: ['failed', 'failed', 'failed', null, null, null, null, null, null, 'failed'],
  cancelled: ['cancelled', 'cancelled', 'cancelled', null, null, null, null, null, null, 'cancelled'],
  restarted: ['queued', 'queued', 'queued', null, null, null, null, null, null, 'converting'],
  retried: [null, null, null, null, 'queued', null, 'queued', null, null, null],
  convert: ['converting', null, null, null, null, null, null, null, 'converting', null],
  converted: [null, null, null, null, null, null, null, null, null, 'queued'],
  unmade: [null, null, null, null, null, null, null, null, null, null],
};

const nameOf = (state: UploadState) =>
  'reason' in state ? `${state.stage} (${state.reason.code})` : state.stage;

describe('transition', () => {
  const cases = EVENTS.flatMap((event) =>
    STATES.map(
      (state, index) => [event.type, nameOf(state), TABLE[event.type][index] ?? null, event, state] as const,
    ),
  );
  it.each(cases)('%s when %s → %s', (_event, _state, expected, event, state) => {
    const before = upload(state);
    const frozen = structuredClone(before);
    if (expected === null) expect(() => transition(before, event, 10)).toThrow(IllegalTransition);
    else expect(transition(before, event, 10).state.stage).toBe(expected);
    expect(before).toEqual(frozen);
  });
});

describe('a conversion', () => {
  const refused = upload({
    stage: 'skipped',
    reason: { code: 'too_large', sizeBytes: 6, maxSizeBytes: 5 },
  });
  const converting = transition(refused, eventOf('convert'), 10);
  const converted = transition(converting, eventOf('converted'), 11);

  it('starts anew, for the present destination', () => {
    const times = { addedAtMs: 1, signedAtMs: null, sentAtMs: null, endedAtMs: null };
    expect(converting).toMatchObject({ way: 'text', destination: 'user@other', contentType: null, times });
  });

  it('puts the file that was made in place of the original', () => {
    expect(converted).toMatchObject({ ...file, derivation, way: 'text', state: { stage: 'queued' } });
    expect(sourceOf(converted)).toMatchObject({ path: '/docs/a.md', name: 'a.md' });
  });

  it('is done once for a file: what was made is not converted again', () => {
    expect(() => transition(converted, eventOf('convert'), 12)).toThrow(IllegalTransition);
  });

  it('is repeated where the file that was made is gone and the server does not have it', () => {
    const again = transition(converted, eventOf('unmade'), 12);
    expect(again).toMatchObject({ derivation, state: { stage: 'converting' } });
  });

  it('is what a retry begins with', () => {
    for (const state of [converting, converted]) {
      const ended = transition(state, eventOf('cancelled'), 12);
      expect(transition(ended, eventOf('retried'), 13)).toMatchObject({
        way: 'text',
        state: { stage: 'converting' },
      });
    }
  });

  it('is not left out where the upload begins anew before anything was made', () => {
    expect(transition(converting, eventOf('restarted'), 12).state).toEqual({ stage: 'converting' });
    expect(transition(converted, eventOf('restarted'), 12).state).toEqual({ stage: 'queued' });
  });
});

describe('the data of an event', () => {
  const queued = upload({ stage: 'queued' });

  it('is only the destination for a binding', () => {
    expect(transition(queued, eventOf('bound'), 10)).toEqual({ ...queued, destination: 'user@other' });
  });

  it('is the hash and its fingerprint for an identity', () => {
    const after = transition({ ...queued, sha256: null }, eventOf('identified'), 10);
    const state = { ...fingerprint, sizeBytes: 6 };
    expect(after).toEqual({ ...queued, sha256: 'cd', fingerprint: state, sizeBytes: 6 });
  });

  it('is the other’s id, remarks and time for a reuse, and that nothing was sent', () => {
    const after = transition(queued, eventOf('reused'), 10);
    expect(after.state).toEqual({
      stage: 'ready',
      fileId: 'g',
      alreadyAtMs: 3,
      remarks: { empty: true, length: false },
    });
    expect(after.times).toEqual({ addedAtMs: 1, signedAtMs: null, sentAtMs: null, endedAtMs: 10 });
  });

  it('is the id and the time for a signature', () => {
    const after = transition(queued, eventOf('signed'), 10);
    expect(after.state).toEqual({ stage: 'uploading', fileId: 'g' });
    expect(after).toMatchObject({
      destination: 'user@server',
      times: { signedAtMs: 10, endedAtMs: null },
    });
  });

  it('keeps the id of the sent file when it is ready', () => {
    const after = transition(upload({ stage: 'processing', fileId: 'f', step: 'X' }), eventOf('ready'), 10);
    expect(after.state).toEqual({ stage: 'ready', fileId: 'f', remarks, alreadyAtMs: null });
    expect(after.times.endedAtMs).toBe(10);
  });

  it('keeps the id, if there is one, after a failure', () => {
    const failed = eventOf('failed');
    expect(transition(queued, failed, 10).state).toMatchObject({ fileId: null });
    expect(transition(upload({ stage: 'uploading', fileId: 'f' }), failed, 10).state).toMatchObject({
      fileId: 'f',
    });
  });

  it('forgets id and times after a restart, and keeps the destination and what is known of the file', () => {
    const sent = upload({ stage: 'processing', fileId: 'f', step: null }, { signedAtMs: 2, sentAtMs: 3 });
    expect(transition(sent, eventOf('restarted'), 10)).toEqual(queued);
  });
});

describe("a person's retry", () => {
  type Reason = Extract<UploadState, { stage: 'failed' }>['reason'];
  const failed = (reason: Reason, sentAtMs: number | null, fileId: string | null = 'f') =>
    upload({ stage: 'failed', fileId, reason }, { signedAtMs: 2, sentAtMs, endedAtMs: 4 });
  const here: UploadEvent = { type: 'retried', destination: 'user@server' };

  // transfer.md, invariant 4: all bytes are at the server, and only the way to ask about them was broken.
  it.each(['server_error', 'network_error', 'unexpected_answer'] as const)(
    'after %s on a status, of bytes that the server has, asks first instead of sending them twice',
    (code) => {
      const after = transition(failed({ code, detail: '503' }, 3), here, 10);
      expect(after.state).toEqual({ stage: 'processing', fileId: 'f', step: null });
      expect(after).toMatchObject({
        destination: 'user@server',
        times: { signedAtMs: 2, sentAtMs: 3, endedAtMs: null },
      });
    },
  );

  it.each<[string, Upload, UploadEvent]>([
    ['before its bytes were sent', failed({ code: 'server_error', detail: '503' }, null), here],
    ['before it was signed', failed({ code: 'network_error', detail: 'cut' }, null, null), here],
    ['that the server could not process', failed({ code: 'processing_failed', step: null }, 3), here],
    ['that the server lost', failed({ code: 'lost_by_server' }, 3), here],
    [
      'for another destination, which has no such id',
      failed({ code: 'server_error', detail: '503' }, 3),
      eventOf('retried'),
    ],
    ['for nobody yet', failed({ code: 'server_error', detail: '503' }, 3), { ...here, destination: null }],
    ['that was cancelled', upload({ stage: 'cancelled' }, { sentAtMs: 3, endedAtMs: 4 }), here],
  ])('starts a %s upload again, with the present connection', (_what, before, event) => {
    const after = transition(before, event, 10);
    expect(after.state).toEqual({ stage: 'queued' });
    expect(after.times).toEqual({ addedAtMs: 1, signedAtMs: null, sentAtMs: null, endedAtMs: null });
    expect(after.destination).toBe(event.type === 'retried' ? event.destination : 'never');
  });
});

describe('any sequence of events', () => {
  it('ends at most once between retries, and times only go forward', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...EVENTS), fc.nat(1000)), { maxLength: 60 }),
        (steps) => {
          let nowMs = 1;
          let current = upload({ stage: 'queued' });
          for (const [event, passedMs] of steps) {
            nowMs += passedMs;
            const before = current;
            try {
              current = transition(before, event, nowMs);
            } catch (error) {
              expect(error).toBeInstanceOf(IllegalTransition);
              continue;
            }
            if (!isActive(before.state)) {
              expect(event.type).toBe('retried');
              expect(canRetry(before.state)).toBe(true);
            }
            const { addedAtMs, signedAtMs, sentAtMs, endedAtMs } = current.times;
            expect(endedAtMs !== null).toBe(!isActive(current.state));
            const reached = [addedAtMs, signedAtMs, sentAtMs, endedAtMs].filter((time) => time !== null);
            expect(reached).toEqual(reached.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
