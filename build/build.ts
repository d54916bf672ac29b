/**
 * `npm run build`: builds the app, the terminal's program, its manual page and its completions into `out/`. Exits with 1 if one of
 * them fails.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProgram } from '../main/terminal/program.ts';
import { endRunsOnSignals, run } from './processes.ts';
import { shareFiles } from './share/share-files.ts';
import { ROOT, toolScript } from './tools.ts';

const LIMIT_MS = 2 * 60_000;

const BUILDS = [
  [toolScript('electron-vite'), 'build', '-c', 'build/electron.vite.config.ts'],
  [toolScript('vite'), 'build', '-c', 'build/command.vite.config.ts'],
];

endRunsOnSignals();
rmSync(join(ROOT, 'out'), { recursive: true, force: true });
mkdirSync(join(ROOT, 'out/share'), { recursive: true });
for (const { name, text } of shareFiles(makeProgram('/'))) writeFileSync(join(ROOT, 'out/share', name), text);
for (const args of BUILDS) {
  const { exitCode } = await run({
    args: [...args, '--logLevel', 'warn'],
    output: 'stream',
    timeoutMs: LIMIT_MS,
  });
  if (exitCode !== 0) {
    process.exitCode = 1;
    break;
  }
}
