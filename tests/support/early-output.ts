/**
 * What a program writes that Playwright starts, from its first byte on: Playwright shows its process only once it has
 * connected to it, and by then has read what came before. Node announces each child process on a channel.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

export interface Output {
  stdout: string;
  stderr: string;
}

const outputs = new WeakMap<ChildProcess, Output>();

subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess };
  child.once('spawn', () => {
    // Playwright alone asks for Node's inspector so. Windows has it within one argument, for a shell.
    if (child.spawnargs.some((argument) => argument.includes('--inspect=0'))) collect(child);
  });
});

/** Of a process that Playwright started as Electron. It grows as more is written. */
export function outputOf(child: ChildProcess): Output {
  const output = outputs.get(child);
  if (output === undefined) throw new Error('this process was not started by Playwright');
  return output;
}

function collect(child: ChildProcess): void {
  const output: Output = { stdout: '', stderr: '' };
  outputs.set(child, output);
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new TextDecoder();
    child[name]?.on('data', (chunk: Buffer) => {
      output[name] += decoder.decode(chunk, { stream: true });
    });
  }
}
