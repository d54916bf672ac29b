import { expect } from 'vitest';
import type { CrashRun } from '../../support/crash/crash-run.ts';

/**
 * After the crash at an even point what was accepted goes on by `resume`; after one at an odd point, and where
 * nothing had been accepted yet, the same files are named again. Either way all becomes ready, once.
 */
export async function goOn(run: CrashRun, point: number): Promise<void> {
  if (point % 2 === 0) {
    const resumed = await run.run(['resume', '--json']);
    expect([resumed.exitCode, resumed.stderr]).toEqual([0, '']);
    expect(resumed.lines().filter(({ event }) => event === 'failed')).toEqual([]);
  }
  const paths = run.receipts().map(({ path }) => path);
  // Where it died before it had taken all of them in, the others have to be named again.
  if (point % 2 === 1 || paths.length < run.paths.length) {
    const named = await run.run(['upload', '--json', ...run.paths]);
    expect([named.exitCode, named.stderr]).toEqual([0, '']);
    expect(named.lines().at(-1)).toEqual({ event: 'summary', ready: 3, failed: 0, skipped: 0 });
  }
  await run.expectAllReadyOnce();
}
