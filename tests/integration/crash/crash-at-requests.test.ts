import { describe, expect, it } from 'vitest';
import { CrashRun, everyPoint } from '../../support/crash/crash-run.ts';
import type { Moment } from '../../support/fault-proxy/toxics.ts';
import { goOn } from './go-on.ts';

/** Processes at once for each of the three; they wait for the server most of the time. */
const AT_ONCE = 2;

describe.concurrent('the terminal dies by SIGKILL', () => {
  it.each<Moment>(['arrival', 'middle', 'answer'])('at the %s of each request', async (at) => {
    const points = await everyPoint(AT_ONCE, async (point) => {
      await using run = await CrashRun.start();
      await run.addThreeFiles();
      const { proxy } = run.way;
      const terminal = run.terminal(['upload', '--json', ...run.paths]);
      const kill = () => void terminal.child.kill('SIGKILL');
      proxy.otherwise = (_step, before) =>
        before.length === point - 1 ? { kind: 'halt', at, act: kill } : { kind: 'none' };
      const { signal } = await terminal.ended;
      proxy.otherwise = () => ({ kind: 'none' });
      await goOn(run, point);
      return signal === 'SIGKILL';
    });
    console.log(`died at the ${at} of each of ${points} requests`);
    expect(points).toBeGreaterThanOrEqual(6);
  });
});
