import { describe, expect, it } from 'vitest';
import { ProcessingTimes, processingTimeMs } from '../../../../main/core/rate-limit/processing-times.ts';

const learnedFrom = (samplesMs: readonly number[]) => {
  const times = new ProcessingTimes();
  for (const ms of samplesMs) times.learn(ms);
  return times;
};

const ramp = (count: number, stepMs: number) =>
  Array.from({ length: count }, (_, index) => (index + 1) * stepMs);

/** One question in vain, and all are known a minute later. */
const MINUTE_AT_STAKE = { files: 90, spare: 0, lossMs: 60_000 };

describe('the age at which a file should be ready', () => {
  it('is a guess until twenty files were measured, or hundreds if a miss costs much', () => {
    const guess = new ProcessingTimes();
    expect([guess.dueAgeMs(null), guess.dueAgeMs(MINUTE_AT_STAKE)]).toEqual([15_000, 20_900]);
    expect(learnedFrom(ramp(19, 10)).dueAgeMs(null)).toBeGreaterThan(10_000);
    expect(learnedFrom(ramp(20, 100)).dueAgeMs(null)).toBe(1900);
    expect(learnedFrom(ramp(99, 10)).dueAgeMs(MINUTE_AT_STAKE)).toBe(20_900);
    // 100 files may well not show what 1 in 100 takes.
    expect(learnedFrom(ramp(180, 50)).dueAgeMs(MINUTE_AT_STAKE)).toBe(20_900);
    expect(learnedFrom(ramp(400, 20)).dueAgeMs(MINUTE_AT_STAKE)).toBe(8800);
  });

  it('is that of 95 in 100 files, or somewhat more than the longest if a miss costs a minute', () => {
    const times = learnedFrom(ramp(400, 100));
    expect([times.dueAgeMs(null), times.dueAgeMs(MINUTE_AT_STAKE)]).toEqual([39_000, 44_000]);
  });

  it('ignores a single file that took for ever', () => {
    expect(learnedFrom([...ramp(399, 100), 600_000]).dueAgeMs(MINUTE_AT_STAKE)).toBe(43_890);
  });

  it('is lower with fewer files, cheaper misses and more spare calls', () => {
    const times = learnedFrom([...ramp(360, 25), ...ramp(40, 750)]);
    const ages = [
      times.dueAgeMs({ files: 90, spare: 0, lossMs: 60_000 }),
      times.dueAgeMs({ files: 2, spare: 0, lossMs: 60_000 }),
      times.dueAgeMs({ files: 90, spare: 0, lossMs: 10_000 }),
      times.dueAgeMs({ files: 90, spare: 9, lossMs: 60_000 }),
    ];
    expect(ages).toEqual([33_000, 22_500, 22_500, 22_500]);
  });

  it('follows the latest files, more of them if a miss costs much, and stays within bounds', () => {
    const latest = [...ramp(300, 50), ...Array(200).fill(1)];
    expect([learnedFrom(latest).dueAgeMs(null), learnedFrom(latest).dueAgeMs(MINUTE_AT_STAKE)]).toEqual([
      1000, 16_500,
    ]);
    expect(learnedFrom([...latest, ...Array(200).fill(1)]).dueAgeMs(MINUTE_AT_STAKE)).toBe(1000);
    expect(learnedFrom(Array(50).fill(3_600_000)).dueAgeMs(null)).toBe(300_000);
  });
});

describe('the share of files that are ready by an age', () => {
  const times = learnedFrom(ramp(400, 100));

  it('lies between those of the measured times, and never says that no file takes longer', () => {
    expect([0, 100, 150, 40_000, 900_000].map((ms) => times.readyBy(ms) * 401)).toEqual([
      0,
      1,
      expect.closeTo(1.5),
      400,
      400,
    ]);
  });

  it('keeps to the guess for longer than the usual time, since the quick files are measured first', () => {
    expect(learnedFrom(ramp(50, 100)).readyBy(5000)).toBeLessThan(0.85);
  });
});

describe('the time that nearly all files stay within', () => {
  it('leaves out 1 in 100', () => {
    expect(learnedFrom([...ramp(396, 50), ...ramp(4, 900_000)]).longestMs).toBe(19_800);
  });
});

describe('how long a file was processed', () => {
  it.each([
    ['as the server says', 4000, 1000, 6000, 4000],
    ['not less than it was seen not to be ready', 500, 1000, 6000, 1000],
    ['not more than it was seen to be ready', 9000, 1000, 6000, 6000],
    ['as it was seen, where two looks are near each other', null, 5000, 6000, 6000],
    ['unknown, where they are far apart', null, 1000, 6000, null],
  ])('%s', (_what, saidMs, notYetMs, readyMs, expected) => {
    expect(processingTimeMs(saidMs, notYetMs, readyMs)).toBe(expected);
  });
});
