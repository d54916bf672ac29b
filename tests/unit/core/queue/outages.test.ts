/** A batch of 300 files through an outage of two minutes, on a virtual clock: nothing is lost, and nothing fails. */
import { describe, expect, it } from 'vitest';
import { simulateBatch } from '../../../support/simulation/simulate-batch.ts';
import type { Outage } from '../../../support/simulation/simulated-server.ts';

const WAYS: readonly [string, Outage['how']][] = [
  ['answers 503 without a time', { kind: 'error', afterMs: null }],
  ['answers 503 with a time', { kind: 'error', afterMs: 40_000 }],
  ['takes no connection', { kind: 'away' }],
];
const WHEN: readonly [string, number][] = [
  ['from the start', 0],
  ['in the middle of the batch', 30_000],
];

describe.each(['api', 'storage'] as const)('a batch of 300 files while the %s', (of) => {
  describe.each(WAYS)('%s', (_way, how) => {
    it.each(WHEN)('for two minutes %s becomes ready whole', async (_when, fromMs) => {
      const holds = new Set<string>();
      const failed: string[] = [];
      const outcome = await simulateBatch({
        files: 300,
        seed: 7,
        outage: { of, how, fromMs, untilMs: fromMs + 120_000 },
        watch: (queue) => {
          queue.uploads.subscribe((event) => {
            if (event.type === 'status') holds.add(event.status.kind);
            if (event.type === 'upload' && event.upload.state.stage === 'failed')
              failed.push(event.upload.name);
          });
        },
      });
      expect(failed).toEqual([]);
      expect(outcome.knownMs).toHaveLength(300);
      const expected =
        of === 'storage' ? 'storage-trouble' : how.kind === 'away' ? 'offline' : 'server-trouble';
      expect([...holds]).toContain(expected);
    });
  });
});
