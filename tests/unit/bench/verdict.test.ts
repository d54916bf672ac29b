import { describe, expect, it } from 'vitest';
import { atLeast, atMost, judged, measured, neverAbove, verdictOn } from '../../bench/harness/finding.ts';
import { cellsOf } from '../../bench/harness/table-cells.ts';

describe('a verdict', () => {
  it('goes by the median of the runs', () => {
    expect(verdictOn(measured('speed', '×', [0.8, 1, 1.4], { target: atLeast(1) }))).toEqual({ kind: 'met' });
    const missed = verdictOn(measured('wall', '×', [1.1, 1.2, 9], { target: atMost(1) }));
    expect(missed).toEqual({ kind: 'missed', byShare: expect.closeTo(0.2) });
  });

  it('goes by the worst run where none may be worse', () => {
    const lag = measured('lag', 's', [0.2, 1.8, 0.4], { target: neverAbove(1.5) });
    expect(judged(lag)).toBe(1.8);
    expect(verdictOn(lag)).toEqual({ kind: 'missed', byShare: expect.closeTo(0.2) });
  });

  it('says by which share a speed is too low', () => {
    expect(verdictOn(measured('speed', '×', [0.75], { target: atLeast(1) }))).toEqual({
      kind: 'missed',
      byShare: 0.25,
    });
  });

  it('is none without a target', () => {
    expect(verdictOn(measured('start', 's', [1]))).toEqual({ kind: 'reported' });
  });

  it('needs a run', () => expect(() => measured('start', 's', [])).toThrow('start: there were no runs'));
});

describe('the words of a row', () => {
  it('name value, spread, target and by how much it was missed', () => {
    expect(cellsOf(measured('peak', 'MB', [210, 220, 260], { target: atMost(200) }))).toEqual([
      '220 MB',
      '210 MB … 260 MB, 3 runs',
      '≤ 200 MB',
      'missed by 10.0 %',
    ]);
  });

  it('mark the worst run, and a single one', () => {
    expect(cellsOf(measured('refused', 'calls', [0], { target: neverAbove(0) }))).toEqual([
      '0.00 (worst)',
      '1 run',
      '≤ 0',
      'met',
    ]);
  });
});
