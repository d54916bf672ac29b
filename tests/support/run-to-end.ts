/**
 * Starts the built app where it is to end by itself and at once: a second start, which hands its request to the first, or
 * a command. Nobody connects to it, neither Playwright nor the stand-in's harness, since it may be gone before.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { electronCommand, standInCommand } from '../../build/runner/commands.ts';
import { appArguments, appEnvironment, electronProgram } from './electron-arguments.ts';
import { detectRunner, repositoryRoot } from './launch.ts';
import type { LaunchOptions } from './running-app.ts';

const WITHIN_MS = 30_000;

export interface Ended {
  /** null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws Error where it has not ended within 30 s; it is killed then */
export async function runToEnd(options: LaunchOptions): Promise<Ended> {
  const [program = '', ...args] = command({
    ...options,
    appPath: resolve(options.appPath ?? repositoryRoot),
  });
  const child = spawn(program, args, { env: appEnvironment(options.env), stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, WITHIN_MS);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  if (isLate) throw new Error(`The app did not end within ${WITHIN_MS / 1000} s:\n${stderr}`);
  return { exitCode, stdout, stderr };
}

function command(options: LaunchOptions & { readonly appPath: string }): readonly string[] {
  const args = appArguments(options);
  return detectRunner() === 'stand-in' ? standInCommand(args) : electronCommand(electronProgram(), args);
}
