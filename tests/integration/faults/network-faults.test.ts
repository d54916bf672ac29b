import { describe, expect, it } from 'vitest';
import type { ProxiedStep } from '../../support/fault-proxy/exchange.ts';
import { violationsOf } from '../../support/fault-proxy/proxied-api.ts';
import type { Toxic } from '../../support/fault-proxy/toxics.ts';
import { expectReadyOnce, uploadThrough } from './upload-through.ts';

const STEPS: readonly ProxiedStep[] = ['sign', 'put', 'status'];

/** Up to 64 KiB a file goes out as one buffer, above in chunks: both ways are walked. */
const SIZES = { small: 40_000, large: 3_000_000 } as const;

const cut = (way: 'request' | 'answer', afterBytes: number): Toxic => ({ kind: 'reset', way, afterBytes });

/** Everything that ends by itself, in so many words. */
const PASSING: readonly [string, readonly Toxic[]][] = [
  ['a slow way', [{ kind: 'latency', ms: 700 }]],
  ['little bandwidth', [{ kind: 'bandwidth', bytesPerSecond: 2_000_000 }]],
  ['everything in slices', [{ kind: 'slicer', bytes: 9973, pauseMs: 1 }]],
  ['a reset before the first byte', [cut('request', 0)]],
  ['a reset within the head', [cut('request', 40)]],
  ['two resets in a row', [cut('request', 10), cut('request', 100)]],
  ['a reset before the answer', [cut('answer', 0)]],
  ['a reset within the answer', [cut('answer', 25)]],
  ['half an answer', [{ kind: 'half-answer', bytes: 40 }]],
  ['a lost reply', [{ kind: 'lost-reply' }]],
  ['a lost reply twice', [{ kind: 'lost-reply' }, { kind: 'lost-reply' }]],
  ['connections refused for a time', [{ kind: 'refuse', ms: 800 }]],
];

/** Each of these costs the 30 s after which Hoist gives a silent connection up, so they all run at once. */
const SILENT: readonly Toxic[] = [{ kind: 'blackhole' }, { kind: 'stop-reading', afterBytes: 20 }];

describe.concurrent('a connection that falls silent, at each step', () => {
  const cases = SILENT.flatMap((toxic) =>
    STEPS.flatMap((step) => Object.values(SIZES).map((sizeBytes) => ({ toxic, step, sizeBytes }))),
  );

  it('is given up, and the file becomes ready, once', async () => {
    const runs = cases.map(async ({ toxic, step, sizeBytes }) => {
      const outcome = await uploadThrough({ sizeBytes, step, toxics: [toxic], withinMs: 100_000 });
      const { state, stored, hash, api, proxy } = outcome;
      const once = stored.length === 1 && stored[0] === hash;
      return [toxic.kind, step, sizeBytes, state?.stage, once, violationsOf(api, proxy)];
    });
    expect(await Promise.all(runs)).toEqual(
      cases.map(({ toxic, step, sizeBytes }) => [toxic.kind, step, sizeBytes, 'ready', true, []]),
    );
  });
});

describe.concurrent('a fault that passes, crossed with each step', () => {
  const cases = PASSING.flatMap(([name, toxics]) =>
    STEPS.flatMap((step) => (['small', 'large'] as const).map((size) => ({ name, toxics, step, size }))),
  );
  it.each(cases)('$name at $step, $size file', async ({ toxics, step, size }) => {
    const course = { sizeBytes: SIZES[size], step, toxics };
    const outcome = await uploadThrough(size === 'small' ? { ...course, impatient: true } : course);
    const met = outcome.proxy.passages.filter((passage) => passage.toxic !== 'none');
    expect(met[0]).toMatchObject({ step, toxic: toxics[0]?.kind });
    expectReadyOnce(outcome);
  });

  it.each([1, 600, 65_536, 65_999, 1_048_576, 1_500_000, 2_999_999, 3_000_000])(
    'a reset in the body after %i bytes',
    async (afterBytes) => {
      const outcome = await uploadThrough({
        sizeBytes: SIZES.large,
        step: 'put',
        toxics: [cut('request', afterBytes)],
        impatient: true,
      });
      expectReadyOnce(outcome);
    },
  );
});

describe.concurrent('after a PUT whose answer was lost', () => {
  it.each(['small', 'large'] as const)('the status is asked and nothing is sent again (%s)', async (size) => {
    const toxics: readonly Toxic[] = [{ kind: 'lost-reply' }];
    const outcome = await uploadThrough({
      sizeBytes: SIZES[size],
      step: 'put',
      toxics,
    });
    expectReadyOnce(outcome);
    expect(outcome.proxy.count('put')).toBe(1);
    expect(outcome.proxy.count('sign')).toBe(1);
  });
});

describe.concurrent('a fault that never ends', () => {
  it.each<[ProxiedStep, Toxic]>([
    ['sign', { kind: 'half-answer', bytes: 60 }],
    ['status', { kind: 'lost-reply' }],
  ])('at %s ends in a reason that is true, after at least 6 attempts', async (step, forEver) => {
    const outcome = await uploadThrough({
      sizeBytes: SIZES.small,
      step,
      forEver,
      impatient: true,
    });
    expect(outcome.state).toMatchObject({ stage: 'failed', reason: { code: 'network_error' } });
    expect(outcome.proxy.count(step)).toBeGreaterThanOrEqual(6);
    expect(outcome.proxy.count(step)).toBeLessThanOrEqual(30);
    expect(outcome.stored).toHaveLength(step === 'status' ? 1 : 0);
  });

  // docs/errors.md: where one file alone fails, the storage is given about half an hour, and tried twice a minute.
  it.each([
    ['small', cut('request', 300)],
    ['large', cut('request', 2_000_000)],
  ] as const)(
    'at put ends so as well, after the time that a storage is given (%s)',
    async (size, forEver) => {
      const outcome = await uploadThrough({
        sizeBytes: SIZES[size],
        step: 'put' as const,
        forEver,
        fast: 300,
      });
      expect(outcome.state).toMatchObject({ stage: 'failed', reason: { code: 'network_error' } });
      expect(outcome.proxy.count('put')).toBeGreaterThanOrEqual(6);
      expect(outcome.proxy.count('put')).toBeLessThanOrEqual(80);
      expect(outcome.stored).toEqual([]);
    },
  );
});
