import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** Where LibreOffice's installers put it, beside the PATH. On Windows `soffice.com` is the program that waits. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/soffice',
    '/usr/bin/libreoffice',
    '/usr/local/bin/soffice',
    '/usr/lib/libreoffice/program/soffice',
    '/opt/libreoffice/program/soffice',
    '/snap/bin/libreoffice',
  ],
  darwin: ['/Applications/LibreOffice.app/Contents/MacOS/soffice'],
  win32: [
    'C:\\Program Files\\LibreOffice\\program\\soffice.com',
    'C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com',
  ],
};

/** @returns LibreOffice's program; null where it is not installed */
export function findOffice(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): string | null {
  const isWindows = platform === 'win32';
  const name = isWindows ? 'soffice.com' : 'soffice';
  const paths = isWindows ? win32 : posix;
  const folders = (env['PATH'] ?? '')
    .split(isWindows ? ';' : ':')
    .filter((folder) => paths.isAbsolute(folder));
  const candidates = [...folders.map((folder) => paths.join(folder, name)), ...(PLACES[platform] ?? [])];
  return candidates.find(exists) ?? null;
}
