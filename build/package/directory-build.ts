import { join } from 'node:path';
import { run } from '../processes.ts';
import { toolScript } from '../tools.ts';

const LIMIT_MS = 60_000;

/** This machine's architecture, if it can run such a package. */
const ARCH = process.platform === 'linux' ? process.arch : 'x64';

/**
 * Packs the build into a folder, for Linux and this machine's architecture.
 * @param output the folder that the app's folder is put into
 * @param electron Electron's folder
 * @returns the app's folder
 * @throws where electron-builder fails, with what it said
 */
export async function buildDirectory(output: string, electron: string): Promise<string> {
  const { exitCode, text } = await run({
    args: [
      ...[toolScript('electron-builder'), '--dir', '--linux', `--${ARCH}`, '--publish', 'never'],
      ...[`-c.electronDist=${electron}`, `-c.directories.output=${output}`],
    ],
    output: 'collect',
    timeoutMs: LIMIT_MS,
  });
  if (exitCode !== 0) throw new Error(`electron-builder failed:\n${text}`);
  // electron-builder's name: x64 has no suffix.
  return join(output, ARCH === 'x64' ? 'linux-unpacked' : `linux-${ARCH}-unpacked`);
}
