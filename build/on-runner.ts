/**
 * Runs the app, or a script that starts it, on Electron or on the stand-in, and prints which one and why:
 *
 *     node build/on-runner.ts app [arguments…]          what `npm start` does
 *     node build/on-runner.ts <script> [arguments…]     the demo, the screenshots, the specs, the bench
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Choice } from './runner/choose-runner.ts';
import { electronCommand, standInCommand } from './runner/commands.ts';
import { runnerHere } from './runner/runner-here.ts';
import { ROOT } from './tools.ts';

const HEADLESS =
  'It shows no window: Hoist runs, unseen, until you press Ctrl+C. `npm run demo` takes a picture of it.';

function appCommand(choice: Choice, args: readonly string[]): readonly string[] {
  const all = [ROOT, ...args];
  return choice.runner === 'stand-in' ? standInCommand(all) : electronCommand(choice, all);
}

/** @returns the exit code once it has ended; for a signal, the one that a shell would give */
async function runToEnd([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { cwd: ROOT, env, stdio: 'inherit' });
  // A terminal's Ctrl+C reaches the child too, which ends by itself. This process only waits for it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [exitCode, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

async function main([what, ...args]: readonly string[]): Promise<number> {
  if (what === undefined) throw new Error('usage: on-runner.ts app|<script> [arguments…]');
  const { choice, env, through } = await runnerHere();
  if (what === 'app' && choice.runner === 'stand-in') console.log(HEADLESS);
  const command = what === 'app' ? appCommand(choice, args) : [process.execPath, what, ...args];
  return runToEnd([...through, ...command], { ...process.env, ...env });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
