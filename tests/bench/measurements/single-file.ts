import { atMost, measured, neverAbove } from '../harness/finding.ts';
import type { Measurement } from '../harness/workbench.ts';
import { hoistBatch } from '../peers/batch.ts';
import { lagsMs, runBatch } from '../peers/run-batch.ts';

const AT_ONCE = 4;

/** One file alone, in a terminal of its own, again and again: how soon a person knows. */
export const singleFile: Measurement = {
  name: 'single-file',
  title: 'One file alone, in the terminal',
  limitMs: 3 * 60_000,
  async run(bench) {
    const { paths } = await bench.documents(bench.pick(24, 8), 20 * 1024);
    const lags: number[] = [];
    const beyond: number[] = [];
    const waiting = paths.entries();
    const work = async () => {
      for (const [seed, path] of waiting) {
        const result = await runBatch(bench, { seed, paths: [path], upload: hoistBatch });
        lags.push(...lagsMs(result).map((lagMs) => lagMs / 1000));
        // The ceiling of one file is its processing.
        beyond.push((result.makespanMs - result.ceilingMs) / 1000);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return [
      measured('ready at the server → said so', 's', lags, { target: neverAbove(1.5) }),
      measured('start of the command → said ready, less the processing', 's', beyond, {
        target: atMost(0.5),
      }),
    ];
  },
};
