import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A shell that has a drive at `$1` which never answers: a FUSE mount that nobody serves. It is the shell's own, and gone
 * with the last process of it.
 */
const FREEZE = 'exec 3<>/dev/fuse; mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 none "$1"';

/** Whether this user may make such a drive here. Most containers and some systems forbid it. */
export const canFreeze: boolean = process.platform === 'linux' && tryToFreeze();

function tryToFreeze(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-frozen-'));
  try {
    return spawnSync('unshare', ['-rm', 'sh', '-c', FREEZE, 'sh', folder]).status === 0;
  } finally {
    rmdirSync(folder);
  }
}

/** Starts a program that sees the folder as a drive which never answers; others see it as it is. */
export function spawnWithFrozen(
  folder: string,
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const script = `${FREEZE}; shift; exec "$@"`;
  return spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', folder, program, ...args], {
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
