import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { descendantsOf, isRunning, killProcess, readTable } from '../../support/processes.ts';

it('a table of processes is read as either system writes it', () => {
  expect(readTable('    1     0 Ss\n  812     1 S+\n  813   812 Z\n')).toEqual([
    { pid: 1, parent: 0 },
    { pid: 812, parent: 1 },
  ]);
  expect(readTable('4 0\r\n9120 4\r\n')).toEqual([
    { pid: 4, parent: 0 },
    { pid: 9120, parent: 4 },
  ]);
});

it('processes below another one are found at any depth', () => {
  const table = readTable('2 1\n3 2\n4 3\n5 1\n');
  expect(descendantsOf(2, table)).toEqual([3, 4]);
});

it('a process of this machine is seen while it runs, and killed once', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const pid = child.pid ?? 0;
  expect([isRunning(pid), descendantsOf(process.pid).includes(pid)]).toEqual([true, true]);
  killProcess(pid);
  await once(child, 'exit');
  expect(isRunning(pid)).toBe(false);
  killProcess(pid);
});
