import { describe, expect, it } from 'vitest';
import { CrashRun, everyPoint } from '../../support/crash/crash-run.ts';
import { DIE_MODULE } from '../../support/crash/terminal.ts';
import { goOn } from './go-on.ts';

/** Processes at once for each of the two; they wait for the server most of the time. */
const AT_ONCE = 3;

describe.concurrent('the terminal dies by SIGKILL', () => {
  it.each(['before', 'after'])('%s each of its writes to disk', async (when) => {
    const points = await everyPoint(AT_ONCE, async (point) => {
      await using run = await CrashRun.start();
      await run.addThreeFiles();
      const preload = [DIE_MODULE];
      const env = { HOIST_TEST_DIE: `${when}:${point}` };
      const died = await run.run(['upload', '--json', ...run.paths], { preload, env });
      expect([died.stderr, died.signal ?? died.exitCode]).toEqual(['', died.signal === null ? 0 : 'SIGKILL']);
      await goOn(run, point);
      return died.signal === 'SIGKILL';
    });
    console.log(`died ${when} each of ${points} writes`);
    expect(points).toBeGreaterThan(15);
  });
});
