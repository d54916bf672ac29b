import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../../../preload/contract/contract.ts';
import { longest, phasesOf } from '../../../../../renderer/features/shared/details/phases.ts';
import { queued, row } from '../../rows.ts';

const added = { ...row('a', queued), addedAtMs: 0 };
const phases = (marks: readonly Mark[], endedAtMs: number | null = null) =>
  phasesOf({ row: added, marks, endedAtMs }).map(({ name, startMs, endMs }) => [name, startMs, endMs]);

const SENT: readonly Mark[] = [
  { kind: 'started', atMs: 30 },
  { kind: 'identified', atMs: 31 },
  { kind: 'signed', atMs: 40 },
  { kind: 'sending', atMs: 41 },
  { kind: 'sent', atMs: 50 },
];

describe('the phases of an upload', () => {
  it('follow each other without gaps, and the last one goes on', () => {
    expect(phases(SENT)).toEqual([
      ['turn', 0, 30],
      ['reading', 30, 31],
      ['unsent', 31, 41],
      ['sending', 41, 50],
      ['server', 50, null],
    ]);
    expect(phases([])).toEqual([['turn', 0, null]]);
  });

  it('begin the sending with the signed URL where nobody saw the first bytes', () => {
    const unseen = SENT.filter(({ kind }) => kind !== 'sending');
    expect(phases(unseen).slice(2, 4)).toEqual([
      ['unsent', 31, 40],
      ['sending', 40, 50],
    ]);
  });

  it('of an earlier version of Hoist are as many as were kept', () => {
    const marks: Mark[] = [
      { kind: 'signed', atMs: 40 },
      { kind: 'sent', atMs: 50 },
      { kind: 'ended', atMs: 60 },
    ];
    expect(phases(marks, 60)).toEqual([
      ['turn', 0, 40],
      ['sending', 40, 50],
      ['server', 50, 60],
    ]);
  });

  it('have no duration where Hoist was closed', () => {
    const all = phasesOf({ row: added, marks: [...SENT, { kind: 'resumed', atMs: 9000 }], endedAtMs: null });
    expect(all.at(-2)).toMatchObject({ name: 'server', endMs: null, isInterrupted: true });
    expect(all.at(-1)).toMatchObject({ name: 'turn', startMs: 9000, endMs: null, isInterrupted: false });
  });

  it('have the steps of the server', () => {
    const marks: Mark[] = [...SENT, { kind: 'step', step: 'Scan', atMs: 55 }, { kind: 'ended', atMs: 70 }];
    const all = phasesOf({ row: added, marks, endedAtMs: 70 });
    expect(all.at(-1)).toMatchObject({ name: 'server', endMs: 70, steps: [{ name: 'Scan', atMs: 55 }] });
  });
});

describe('the longest phase', () => {
  it('is told where it took most of the time, and nothing where none stands out or all was quick', () => {
    const of = (marks: readonly Mark[], endedAtMs: number) =>
      longest(phasesOf({ row: added, marks, endedAtMs }), endedAtMs);
    expect(
      of(
        [
          { kind: 'started', atMs: 9000 },
          { kind: 'ended', atMs: 9500 },
        ],
        9500,
      ),
    ).toMatchObject({
      phase: { name: 'turn' },
      tookMs: 9000,
    });
    expect(
      of(
        [
          { kind: 'started', atMs: 90 },
          { kind: 'ended', atMs: 95 },
        ],
        95,
      ),
    ).toBeNull();
    const even: Mark[] = [
      { kind: 'started', atMs: 3000 },
      { kind: 'identified', atMs: 6000 },
      { kind: 'sending', atMs: 9000 },
      { kind: 'ended', atMs: 12_000 },
    ];
    expect(of(even, 12_000)).toBeNull();
  });
});
