import { describe, expect, it } from 'vitest';
import { ProcessingTimes, processingTimeMs } from '../../../main/core/processing-times.ts';

const learnedFrom = (samplesMs: readonly number[]) => {
  const times = new ProcessingTimes();
  for (const ms of samplesMs) times.learned(ms);
  return times;
};

const ramp = (count: number, stepMs: number) =>
  Array.from({ length: count }, (_, index) => (index + 1) * stepMs);

describe('the age at which a file should be ready', () => {
  it('is a guess until twenty files have told', () => {
    const guess = new ProcessingTimes();
    expect([guess.dueAgeMs('usual'), guess.dueAgeMs('high')]).toEqual([15_000, 20_800]);
    expect(learnedFrom(ramp(19, 10)).dueAgeMs('usual')).toBeGreaterThan(10_000);
    expect(learnedFrom(ramp(20, 100)).dueAgeMs('usual')).toBe(1900);
  });

  it('is that of 95 in 100, or with caution somewhat more than the longest', () => {
    const times = learnedFrom(ramp(100, 100));
    expect([times.dueAgeMs('usual'), times.dueAgeMs('high')]).toEqual([9500, 11_000]);
  });

  it('does not follow a single file that took for ever', () => {
    expect(learnedFrom([...ramp(99, 100), 600_000]).dueAgeMs('high')).toBe(14_250);
  });

  it('follows the latest 200 files, and keeps within bounds', () => {
    expect(learnedFrom([...ramp(300, 50), ...Array(200).fill(1)]).dueAgeMs('high')).toBe(1000);
    expect(learnedFrom(Array(50).fill(3_600_000)).dueAgeMs('usual')).toBe(300_000);
  });
});

describe('the age by which a part will be ready', () => {
  const times = learnedFrom(ramp(100, 100));

  it('is counted among those that take longer than the file has', () => {
    expect([times.ageByWhichMs(0.5, 0), times.ageByWhichMs(0.5, 5000), times.ageByWhichMs(1, 0)]).toEqual([
      ...[5000, 7500, 10_000],
    ]);
    expect(times.ageByWhichMs(0.001, 4050)).toBe(4100);
  });

  it('is unknown where none ever took as long', () => {
    expect(times.ageByWhichMs(0.5, 10_000)).toBeNull();
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
