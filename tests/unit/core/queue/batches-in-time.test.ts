import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aimMs } from '../../../support/simulation/aim.ts';
import { PROCESSING, type Processing, rarelyStuck } from '../../../support/simulation/processing.ts';
import type { Counting } from '../../../support/simulation/request-counter.ts';
import {
  type BatchOutcome,
  ceilingMs,
  knownTimes,
  simulateBatch,
} from '../../../support/simulation/simulate-batch.ts';

const SECOND = 1000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** No client in rolling windows of 180 calls can end sooner than this but for the last file's processing, in ms. */
const floorMs = (files: number) => 60 * SECOND * (Math.ceil((2 * files) / 180) - 1);

const all = (files: number) => Promise.all(SEEDS.map((seed) => simulateBatch({ files, seed })));
const worst = (runs: readonly BatchOutcome[], value: (run: BatchOutcome) => number) =>
  Math.max(...runs.map(value));
const at = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

describe('under 60 calls a second and 180 a minute, files that take 2 to 20 s', () => {
  it('a single file is known to be ready at most 0.3 s after it is', async () => {
    const runs = await Promise.all(
      Array.from({ length: 60 }, (_, seed) => simulateBatch({ files: 1, seed: seed + 1 })),
    );
    expect(worst(runs, ({ lagsMs }) => lagsMs.at(-1) ?? 0)).toBeLessThanOrEqual(0.3 * SECOND);
  });

  it.each([
    [10, 1, 22],
    [30, 2.5, 22],
    [50, 5, 25],
  ])(
    '95 in 100 of %i files are known to be ready within %d s',
    async (files, lagSeconds, makespanSeconds) => {
      const runs = await all(files);
      expect(worst(runs, ({ lagsMs }) => at(lagsMs, 0.95))).toBeLessThanOrEqual(lagSeconds * SECOND);
      expect(worst(runs, ({ makespanMs }) => makespanMs)).toBeLessThanOrEqual(makespanSeconds * SECOND);
    },
  );

  it.each([
    [90, 26, 22],
    [450, 26, 22],
    // The last window has nothing but questions, so that nobody waits for what is signed in it.
    [135, 6, 22],
    [225, 6, 22],
    [300, 6, 22],
    // Here that is to be had only if nothing is asked about in the first window. A server that is not known yet is worth it.
    [180, 6, 61],
    [270, 6, 61],
  ])(
    '%i end within %d s of the last window’s begin, the first after %d s',
    async (files, endSeconds, firstSeconds) => {
      const runs = await all(files);
      expect(worst(runs, ({ makespanMs }) => makespanMs - floorMs(files))).toBeLessThanOrEqual(
        endSeconds * SECOND,
      );
      expect(worst(runs, ({ firstReadyMs }) => firstReadyMs)).toBeLessThanOrEqual(firstSeconds * SECOND);
      expect(worst(runs, ({ requests }) => requests / files)).toBeLessThanOrEqual(2.1);
      expect(worst(runs, ({ refused429 }) => refused429)).toBe(0);
    },
  );

  it('270 are known after 85 s in the mean, the first after 22 s, once it is known how long the server takes', async () => {
    const runs = await Promise.all(
      SEEDS.map((seed) => simulateBatch({ files: 270, seed, learned: PROCESSING.typical })),
    );
    expect(worst(runs, (run) => knownTimes(run).meanMs)).toBeLessThanOrEqual(85 * SECOND);
    expect(worst(runs, ({ firstReadyMs }) => firstReadyMs)).toBeLessThanOrEqual(22.2 * SECOND);
    expect(worst(runs, ({ makespanMs }) => makespanMs - floorMs(270))).toBeLessThanOrEqual(26 * SECOND);
    expect(worst(runs, ({ requests, refused429 }) => requests - 540 + refused429)).toBe(0);
  });

  it('1,000 files take no longer than 90 a minute, and 2.1 calls each', async () => {
    const runs = await Promise.all([1, 2, 3].map((seed) => simulateBatch({ files: 1000, seed })));
    expect(worst(runs, ({ makespanMs }) => makespanMs / (667 * SECOND))).toBeLessThanOrEqual(1);
    expect(worst(runs, ({ requests }) => requests / 1000)).toBeLessThanOrEqual(2.1);
    expect(worst(runs, ({ refused429 }) => refused429)).toBe(0);
  });
});

describe('where 1 file in 100 takes the longest time there is, and the calls just suffice', () => {
  const processingMs = PROCESSING.clipped;
  const seeds = Array.from({ length: 12 }, (_, at) => at + 1);

  it.each([
    ['at first', 90, 0, undefined],
    ['at first', 90, 3, undefined],
    ['at first', 180, 0, undefined],
    ['at first', 270, 3, undefined],
    ['once the server is known', 270, 3, processingMs],
  ] as const)(
    '%s no question of %i that come in within %i s is asked in vain: it would cost all of them a minute',
    async (_when, files, intakeS, learned) => {
      const known = learned === undefined ? {} : { learned };
      const runs = await Promise.all(
        seeds.map((seed) =>
          simulateBatch({ files, seed, processingMs, intakeMs: SECOND * intakeS, ...known }),
        ),
      );
      expect(worst(runs, ({ makespanMs }) => makespanMs - floorMs(files))).toBeLessThanOrEqual(26 * SECOND);
      expect(worst(runs, ({ requests }) => requests)).toBe(2 * files);
    },
  );
});

describe('where 2 of 100 earlier files took 20 minutes', () => {
  it.each([
    [1, 0.3, 20],
    [10, 1, 22],
    [30, 2.5, 22],
    [60, 11, 25],
  ])(
    '95 in 100 of %i quick files are known to be ready within %d s all the same',
    async (files, lagSeconds, makespanSeconds) => {
      const runs = await Promise.all(
        SEEDS.map((seed) => simulateBatch({ files, seed, learned: rarelyStuck })),
      );
      expect(worst(runs, ({ lagsMs }) => at(lagsMs, 0.95))).toBeLessThanOrEqual(lagSeconds * SECOND);
      expect(worst(runs, ({ makespanMs }) => makespanMs)).toBeLessThanOrEqual(makespanSeconds * SECOND);
    },
  );

  it.each([25, 40, 60])('one of 30 that takes %d s is known to be ready 15 s later', async (seconds) => {
    let started = 0;
    const processingMs: Processing = (random) => {
      started += 1;
      return started === 1 ? seconds * SECOND : PROCESSING.typical(random);
    };
    const { lagsMs } = await simulateBatch({ files: 30, seed: 1, processingMs, learned: rarelyStuck });
    expect(lagsMs.at(-1)).toBeLessThanOrEqual(15 * SECOND);
  });
});

describe('where the server took 1 to 5 s before, and takes 6 to 12 s now', () => {
  it.each([
    [30, 30],
    [60, 90],
  ])('the mean and the makespan of %i files sum up to no more than %d s', async (files, atMostSeconds) => {
    const processingMs: Processing = (random) => SECOND * (6 + 6 * random());
    const learned: Processing = (random) => SECOND * (1 + 4 * random());
    const runs = await Promise.all(
      SEEDS.map((seed) => simulateBatch({ files, seed, processingMs, learned })),
    );
    expect(worst(runs, (run) => aimMs(knownTimes(run)))).toBeLessThanOrEqual(atMostSeconds * SECOND);
    expect(worst(runs, ({ refused429 }) => refused429)).toBe(0);
  });
});

describe('a batch that uses every slot of its windows', () => {
  const { slow: _, ...withinHalfAMinute } = PROCESSING;

  it.each(Object.entries(withinHalfAMinute))('waits for no slow file: %s', async (_kind, processingMs) => {
    const runs = await Promise.all(
      [1, 2, 3].map((seed) => simulateBatch({ files: 270, seed, processingMs, intakeMs: 3 * SECOND })),
    );
    expect(worst(runs, ({ makespanMs }) => makespanMs - floorMs(270))).toBeLessThanOrEqual(10 * SECOND);
  });
});

describe('a batch with any spread of processing times', () => {
  it.each(Object.entries(PROCESSING))('ends without a call too many: %s', async (_kind, processingMs) => {
    const runs = await Promise.all(
      [91, 200].flatMap((files) =>
        [1, 2].map((seed) => simulateBatch({ files, seed, processingMs, learned: PROCESSING.typical })),
      ),
    );
    expect(worst(runs, ({ refused429 }) => refused429)).toBe(0);
    expect(worst(runs, ({ requests, knownMs }) => requests / knownMs.length)).toBeLessThanOrEqual(2.7);
    expect(worst(runs, (run) => run.makespanMs / ceilingMs(run.knownMs.length, run))).toBeLessThanOrEqual(
      1.4,
    );
  });
});

const scenario = fc.record({
  files: fc.integer({ min: 1, max: 150 }),
  seed: fc.nat(),
  limits: fc.record({
    perSecond: fc.integer({ min: 1, max: 60 }),
    perMinute: fc.integer({ min: 6, max: 180 }),
  }),
  counting: fc.constantFrom<Counting>('rolling', 'fixed', 'bucket'),
  shortestMs: fc.nat(30_000),
  spreadMs: fc.nat(60_000),
});

describe('any batch, limits, way of counting and processing time', () => {
  it('ends, without a call too many', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ shortestMs, spreadMs, ...run }) => {
        const { refused429, knownMs } = await simulateBatch({
          ...run,
          processingMs: (random) => shortestMs + spreadMs * random(),
        });
        expect([refused429, knownMs.length]).toEqual([0, run.files]);
      }),
      { numRuns: 60 },
    );
  });

  it('repeats itself for the same seed', async () => {
    const [first, second] = [
      await simulateBatch({ files: 120, seed: 5 }),
      await simulateBatch({ files: 120, seed: 5 }),
    ];
    expect(second).toEqual(first);
  });
});

describe('beside somebody else on the same key', () => {
  it.each([0.5, 1, 2])(
    'who makes %d calls a second, all end and few calls are refused',
    async (otherCallsPerSecond) => {
      const runs = await Promise.all(
        [1, 2, 3].map((seed) => simulateBatch({ files: 200, seed, otherCallsPerSecond })),
      );
      expect(worst(runs, ({ refused429, requests }) => refused429 / requests)).toBeLessThanOrEqual(0.1);
    },
  );
});

describe('what a person drops while hundreds of files of a watched folder are on their way', () => {
  it.each([400, 1000])('of %i, begins at once and is asked about first', async (watchedBefore) => {
    const runs = await Promise.all(SEEDS.map((seed) => simulateBatch({ files: 1, seed, watchedBefore })));
    const waited = ({ makespanMs, p95ProcessingMs }: BatchOutcome) => makespanMs - p95ProcessingMs;
    expect(worst(runs, waited)).toBeLessThanOrEqual(25 * SECOND);
    expect(worst(runs, ({ refused429 }) => refused429)).toBe(0);
  });
});
