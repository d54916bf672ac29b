import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProcessingTimes } from '../../../../main/core/rate-limit/processing-times.ts';
import { QuestionPlan } from '../../../../main/core/rate-limit/question-plan.ts';

const learnedFrom = (samplesMs: readonly number[]) => {
  const times = new ProcessingTimes();
  times.begin(samplesMs);
  return times;
};
const MOSTLY_QUICK = learnedFrom(
  Array.from({ length: 400 }, (_, index) => (index < 320 ? 4000 + 5 * index : 5600 + 180 * (index - 320))),
);
const RARELY_STUCK = learnedFrom([
  ...Array.from({ length: 392 }, (_, index) => 4000 + 5 * index),
  ...Array<number>(8).fill(20 * 60_000),
]);
const YEAR_MS = 365 * 86_400_000;
const never = (files: number) => Array<number>(files).fill(0);
const agesOf = (plan: QuestionPlan, count: number) => {
  const ages: number[] = [];
  for (let ageMs = 0; ages.length < count; ages.push(ageMs)) ageMs = plan.ageAfter(ageMs);
  return ages;
};

describe('the plan of questions while calls are to spare', () => {
  it('asks about a single file every 250 ms while it may become ready, and hardly before', () => {
    const ages = agesOf(QuestionPlan.within(179, never(1), MOSTLY_QUICK), 6);
    expect(ages.filter((ageMs) => ageMs < 4000).length).toBeLessThanOrEqual(2);
    expect(ages.filter((ageMs) => ageMs >= 4000 && ageMs <= 4750).length).toBeGreaterThanOrEqual(3);
  });

  it('spends few calls where there are few, each where it finds many files ready', () => {
    const [first = 0, second = 0] = agesOf(QuestionPlan.within(120, never(60), MOSTLY_QUICK), 2);
    expect(first).toBeGreaterThanOrEqual(5000);
    expect(first).toBeLessThanOrEqual(6000);
    expect(second).toBeGreaterThan(first + 1000);
  });

  it('comes to an end also without files and without calls', () => {
    expect(QuestionPlan.within(0, [], MOSTLY_QUICK).ageAfter(0)).toBeGreaterThan(0);
    expect(QuestionPlan.within(0, never(3), MOSTLY_QUICK).ageAfter(0)).toBeGreaterThan(0);
  });

  it('asks ever more rarely about a file that takes longer than any before', () => {
    const plan = QuestionPlan.within(100, never(1), MOSTLY_QUICK);
    expect(plan.ageAfter(40_000)).toBe(41_000);
    expect(plan.ageAfter(400_000)).toBe(410_000);
  });

  it('lets no quick file wait for the few slow ones that were seen', () => {
    const ages = agesOf(QuestionPlan.within(179, never(1), RARELY_STUCK), 100);
    for (let readyMs = 4000; readyMs <= 6000; readyMs += 100)
      expect(ages.some((ageMs) => ageMs >= readyMs && ageMs <= readyMs + 500)).toBe(true);
    expect(ages.filter((ageMs) => ageMs > 7000 && ageMs < 20 * 60_000).length).toBeLessThan(120);
  });

  it('pauses half a minute at most, whatever was learned, and also after the clock was set', () => {
    const scenario = fc.record({
      samplesMs: fc.array(fc.oneof(fc.nat(60_000), fc.nat(YEAR_MS)), { maxLength: 400 }),
      files: fc.integer({ min: 1, max: 90 }),
      ageMs: fc.oneof(fc.nat(2_000_000), fc.nat(YEAR_MS)),
    });
    fc.assert(
      fc.property(scenario, ({ samplesMs, files, ageMs }) => {
        const plan = QuestionPlan.within(179 - files, never(files), learnedFrom(samplesMs));
        expect(plan.ageAfter(ageMs)).toBeGreaterThanOrEqual(ageMs + 125);
        expect(plan.ageAfter(ageMs)).toBeLessThanOrEqual(ageMs + 30_000);
      }),
      { examples: [[{ samplesMs: RARELY_STUCK.samples.slice(), files: 1, ageMs: 6000 }]] },
    );
  });

  it('is likely to need no more than its calls, and asks no sooner than 125 ms after the last question', () => {
    const scenario = fc.record({
      files: fc.integer({ min: 1, max: 90 }),
      callsForEach: fc.double({ min: 2.5, max: 60, noNaN: true }),
      ageMs: fc.nat(900_000),
    });
    fc.assert(
      fc.property(scenario, ({ files, callsForEach, ageMs }) => {
        const calls = files * callsForEach;
        const plan = QuestionPlan.within(calls, never(files), MOSTLY_QUICK);
        expect(files * plan.questionsAfter(0)).toBeLessThanOrEqual(calls);
        expect(plan.ageAfter(ageMs)).toBeGreaterThanOrEqual(ageMs + 125);
      }),
    );
  });
});
