/**
 * `npm run package:check`: packs what was built into a folder, around an Electron that is none, and looks at what is in
 * it. Needs `npm run build` before, no network, and a few seconds. Exit code 1 where anything is not as it should be.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fabricateElectron } from './package/fabricated-electron.ts';
import { inspectPackage } from './package/inspect-package.ts';
import { endRunsOnSignals, run } from './processes.ts';
import { ROOT, toolScript } from './tools.ts';

const LIMIT_MS = 60_000;

const RELEASED_FUSES = {
  ...{ runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false },
  ...{ enableCookieEncryption: true, enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true },
  ...{ loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false },
};

endRunsOnSignals();
const temp = mkdtempSync(join(tmpdir(), 'hoist-package-'));
try {
  const electron = join(temp, 'electron');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')));
  fabricateElectron(electron, version);
  const { exitCode, text } = await run({
    args: [
      ...[toolScript('electron-builder'), '--dir', '--linux', '--x64', '--publish', 'never'],
      ...[`-c.electronDist=${electron}`, `-c.directories.output=${join(temp, 'dist')}`],
    ],
    output: 'collect',
    timeoutMs: LIMIT_MS,
  });
  if (exitCode !== 0) throw new Error(`electron-builder failed:\n${text}`);
  const { surprises, sizes } = inspectPackage(join(temp, 'dist/linux-unpacked'), {
    ...{ electron, fuses: RELEASED_FUSES, notIn: [ROOT, tmpdir()] },
  });
  for (const { what, files, sizeBytes } of sizes) {
    console.log(`| ${what} | ${files} | ${(sizeBytes / 1024).toFixed(0)} KB |`);
  }
  for (const surprise of surprises) console.error(surprise);
  if (surprises.length > 0) process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
