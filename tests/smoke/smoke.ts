/**
 * `npm run package:smoke`: installs each package that `npm run package` has built for this system, starts it, drops a file on
 * the sandbox, reads its id, does the same by the packaged `hoist`, and takes the package away again. It changes the
 * machine, so it runs only where `CI` is set.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { displayOf } from '../../build/runner/display.ts';
import { repositoryRoot } from '../support/launch.ts';
import { packagesOf, type Steps } from './packages.ts';
import { tryApp } from './try-app.ts';
import { tryCommand } from './try-command.ts';

const INSTALL_WITHIN_MS = 5 * 60_000;

function runAll(commands: Steps['install']): void {
  for (const [program = '', ...args] of commands) {
    const { status, error } = spawnSync(program, args, { stdio: 'inherit', timeout: INSTALL_WITHIN_MS });
    if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}`);
  }
}

async function smoke({ kind, install, remove, app, command }: Steps, scratch: string): Promise<void> {
  const display = displayOf(process.platform, process.env);
  runAll(install);
  try {
    const through = display.kind === 'virtual' ? display.through : [];
    console.log(`${kind}: the app uploaded ${await tryApp([...through, ...app], scratch)}`);
    if (command !== null) console.log(`${kind}: hoist uploaded ${await tryCommand([command], scratch)}`);
  } finally {
    runAll(remove);
  }
}

if (!process.env['CI']) throw new Error('it installs packages on this machine: set CI=1 to have that');
const dist = join(repositoryRoot, 'dist');
const files = readdirSync(dist).map((name) => join(dist, name));
const work = mkdtempSync(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'hoist-smoke-'));
try {
  for (const steps of packagesOf(process.platform, process.arch, files, work)) {
    const scratch = mkdtempSync(join(work, 'run-'));
    await smoke(steps, scratch);
  }
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
