import { expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

it('three files share the bandwidth and arrive whole, and no sooner than it lets them', async () => {
  await using folder = await tempFolder();
  await using api = await StrictApi.start({ processingMs: 0 });
  await using engine = await startEngine(api);
  engine.bandwidth.change(600_000);
  const paths = await Promise.all(
    ['a', 'b', 'c'].map((name) => writeRandom(folder.at(`${name}.pdf`), 300_000)),
  );
  const startedMs = performance.now();
  const uploads = await uploadAll(engine, paths);
  expect(uploads.map(({ state }) => state.stage)).toEqual(['ready', 'ready', 'ready']);
  // 900,000 bytes take 1.5 s, of which the first and the last 100 ms may be saved. More time than that proves nothing.
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(1250);
  expect(api.mostPutsAtOnce).toBe(3);
  expect(api.violations).toEqual([]);
});
