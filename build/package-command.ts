/**
 * `npm run -s package:command`: packs the build into a folder of `dist/`, and prints the path of its `hoist` on the last line. On
 * Linux it needs no network: without Electron's binary, the app in it does not start, but its `hoist` does.
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

/** Packs with Electron's binary, which electron-builder downloads if it is missing. */
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
