import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../tools.ts';

export const ELECTRON_PACKAGE = join(ROOT, 'node_modules/electron');

/** @returns the version of the npm package, and so of its binary */
export function electronVersion(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

/**
 * @returns Electron's program if it is installed completely, else null
 *
 * The rules are those of the package's own `install.js` and `index.js`: `path.txt` is written last and names the program,
 * `dist/version` says which Electron it is, and `ELECTRON_OVERRIDE_DIST_PATH` names another folder. Nobody may ask
 * `require('electron')` instead: where the program is missing, that downloads it.
 * @param folder the npm package's
 */
export function electronBinary(folder: string, env: NodeJS.ProcessEnv): string | null {
  const named = textOrNull(join(folder, 'path.txt'));
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return existing(join(override, named ?? 'electron'));
  if (named === null || named === '') return null;
  const installed = textOrNull(join(folder, 'dist/version'))?.trim().replace(/^v/, '');
  return installed === electronVersion(folder) ? existing(join(folder, 'dist', named)) : null;
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}

function textOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
