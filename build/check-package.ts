/**
 * `npm run package:check`: packs the build into a folder around a fabricated Electron, inspects it, moves it elsewhere and runs
 * its `hoist`. It needs `npm run build` first and no network, and takes less than half a minute. Exits with 1 if anything is
 * wrong.
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDirectory } from './package/directory-build.ts';
import { fabricateElectron } from './package/fabricated-electron.ts';
import { inspectPackage } from './package/inspect-package.ts';
import { tryCommand } from './package/try-command.ts';
import { endRunsOnSignals } from './processes.ts';
import { ROOT } from './tools.ts';

const RELEASED_FUSES = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

endRunsOnSignals();
const temp = mkdtempSync(join(tmpdir(), 'hoist-package-'));
try {
  const electron = join(temp, 'electron');
  fabricateElectron(electron);
  const folder = await buildDirectory(join(temp, 'dist'), electron);
  const { surprises, sizes } = inspectPackage(folder, {
    electron,
    fuses: RELEASED_FUSES,
    notIn: [ROOT, tmpdir()],
  });
  for (const { what, files, sizeBytes } of sizes) {
    console.log(`| ${what} | ${files} | ${Math.round(sizeBytes / 1024).toLocaleString('en')} KB |`);
  }
  const failures = [...surprises];
  if (process.platform === 'linux') {
    // No folder above it belongs to the repository.
    const elsewhere = join(temp, 'Programme für später');
    mkdirSync(elsewhere);
    renameSync(folder, join(elsewhere, 'Hoist'));
    failures.push(...(await tryCommand(join(elsewhere, 'Hoist/resources/command/hoist'), temp)));
  } else console.log('The packaged hoist was not run: it is for Linux.');
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
