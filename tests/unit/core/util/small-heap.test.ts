import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SMALL_HEAP = join(import.meta.dirname, '../../../../main/core/util/small-heap.ts');

/** A burst of work, then as much again with a heap that is kept small. Prints the size of the young generation after each, in MiB. */
const PROGRAM = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { keepHeapSmall } from ${JSON.stringify(SMALL_HEAP)};
  const ring = [];
  const work = () => {
    for (let turn = 0; turn < 2000; turn += 1)
      ring[turn % 150] = Array.from({ length: 2000 }, (_, at) => ({ at }));
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    return young.space_size / 2 ** 20;
  };
  const burst = work();
  keepHeapSmall();
  console.log(JSON.stringify({ burst, kept: work() }));
`;

it('gives back what a burst has made of the young generation', () => {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', PROGRAM];
  const { burst, kept } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  expect(burst).toBeGreaterThan(8);
  expect(kept).toBeLessThan(8);
});
