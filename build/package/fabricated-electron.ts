import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../tools.ts';

/** Before the fuses in a binary: https://www.electronjs.org/docs/latest/tutorial/fuses */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** In the order of the wire. */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

const LOCALES = ['de', 'en-GB', 'en-US', 'fr', 'ja'];

/** Creates a folder that electron-builder takes for Electron for Linux, with nothing in it that runs. */
export function fabricateElectron(folder: string): void {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')));
  const put = (name: string, content: string | Buffer, mode = 0o644) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode });
  };
  const fuses = Buffer.concat([Buffer.from([1, FUSES.length]), Buffer.from('1'.repeat(FUSES.length))]);
  put('electron', Buffer.concat([Buffer.from(`no program ${FUSE_SENTINEL}`), fuses]), 0o755);
  put('version', version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'icudtl.dat', 'resources.pak']) put(name, name);
  for (const locale of LOCALES) put(`locales/${locale}.pak`, locale);
  put('chrome-sandbox', 'no program', 0o755);
}

/** @returns the fuses of a binary, and whether each is on */
export function readFuses(binary: Buffer): Readonly<Record<string, boolean>> {
  const wireAt = binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
  return Object.fromEntries(FUSES.map((fuse, index) => [fuse, binary[wireAt + index] === 0x31]));
}
