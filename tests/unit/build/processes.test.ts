import { describe, expect, it } from 'vitest';
import { run } from '../../../build/processes.ts';

/**
 * A script that starts a grandchild which would live for a minute, and goes on with `then`. The grandchild holds the
 * script's streams open, so that `run` comes to its end only once the grandchild is gone.
 */
const withGrandchild = (then: string) => `
  require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' });
  ${then}`;

describe('run', () => {
  it('collects both streams and the exit code', async () => {
    const script = `console.log('out'); console.error('err'); process.exitCode = 3`;
    const ended = await run({ args: ['-e', script], output: 'collect', timeoutMs: 60_000 });
    expect(ended).toMatchObject({ exitCode: 3, timedOut: false });
    expect(ended.text.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('ends a process that takes too long, with all that it started', async () => {
    const script = withGrandchild('setTimeout(() => {}, 60_000)');
    const ended = await run({ args: ['-e', script], output: 'collect', timeoutMs: 1_000 });
    expect(ended).toMatchObject({ exitCode: null, timedOut: true });
  });

  it('ends what a process leaves behind', async () => {
    const script = withGrandchild('process.exit(0)');
    const ended = await run({ args: ['-e', script], output: 'collect', timeoutMs: 60_000 });
    expect(ended).toMatchObject({ exitCode: 0, timedOut: false });
  });
});
