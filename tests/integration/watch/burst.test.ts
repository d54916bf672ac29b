import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../main/core/model/upload.ts';
import { until } from '../../support/until.ts';
import { WatchRun } from '../../support/watching.ts';

function writeWhileNothingElseRuns(run: WatchRun, count: number): string[] {
  const paths = Array.from({ length: count }, (_, n) => run.in(`burst ${n}.txt`));
  for (const [n, path] of paths.entries()) writeFileSync(path, `document ${n}`);
  const untilMs = performance.now() + 2000;
  while (performance.now() < untilMs);
  return paths;
}

describe('a burst while nothing else could run', () => {
  it('of 5,000 files is found whole, and each is queued once', async () => {
    await using run = await WatchRun.start();
    run.pauseQueue();
    const paths = writeWhileNothingElseRuns(run, 5000);
    await until('all are queued', () => run.uploads.length === 5000);
    await run.looked();
    expect(run.uploads.map(({ path }) => path).sort()).toEqual([...paths].sort());
  });

  it('is at the server whole, each file once', async () => {
    await using run = await WatchRun.start();
    const paths = writeWhileNothingElseRuns(run, 250);
    const isReady = ({ state }: Upload) => state.stage === 'ready';
    await until('all are ready', () => run.uploads.filter(isReady).length === 250);
    await run.expectStored(paths);
    // They stand together in the queue.
    expect(new Set(run.uploads.map(({ batch }) => batch?.title))).toEqual(new Set(['in']));
  });
});
