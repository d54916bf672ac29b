/** `npm run build`: builds the app and the terminal's program into `out/`. Exits with 1 if one of them fails. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { endRunsOnSignals, run } from './processes.ts';
import { ROOT, toolScript } from './tools.ts';

const LIMIT_MS = 2 * 60_000;

const BUILDS = [
  [toolScript('electron-vite'), 'build', '-c', 'build/electron.vite.config.ts'],
  [toolScript('vite'), 'build', '-c', 'build/command.vite.config.ts'],
];

endRunsOnSignals();
rmSync(join(ROOT, 'out'), { recursive: true, force: true });
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
