/**
 * `npm run -s package:command`: packs what was built into a folder of `dist/`, and prints the path of its `hoist` on the
 * last line. On Linux that needs no network: where Electron's binary is not installed, the app in it does not start, and
 * its `hoist` does.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDirectory } from './package/directory-build.ts';
import { fabricateElectron } from './package/fabricated-electron.ts';
import { endRunsOnSignals, run } from './processes.ts';
import { ROOT, toolScript } from './tools.ts';

const LIMIT_MS = 10 * 60_000;
const OUTPUT = join(ROOT, 'dist');

async function onLinux(): Promise<string> {
  const installed = join(ROOT, 'node_modules/electron/dist');
  const temp = mkdtempSync(join(tmpdir(), 'hoist-package-'));
  try {
    const electron = existsSync(join(installed, 'version')) ? installed : join(temp, 'electron');
    if (electron !== installed) fabricateElectron(electron);
    return join(await buildDirectory(OUTPUT, electron), 'resources/command/hoist');
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

/** With Electron's binary, which electron-builder gets where it is not there. */
async function elsewhere(): Promise<string> {
  const { exitCode } = await run({
    args: [toolScript('electron-builder'), '--dir', `--${process.arch}`, '--publish', 'never'],
    output: 'stream',
    timeoutMs: LIMIT_MS,
  });
  if (exitCode !== 0) throw new Error('electron-builder failed');
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  return process.platform === 'win32'
    ? join(OUTPUT, `win${arch}-unpacked/bin/hoist.cmd`)
    : join(OUTPUT, `mac${arch}/Hoist.app/Contents/Resources/command/hoist`);
}

endRunsOnSignals();
console.log(await (process.platform === 'linux' ? onLinux() : elsewhere()));
