import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export const ROOT = resolve(import.meta.dirname, '..');

const manifestShape = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/**
 * The script behind a command of an installed package, to be run by this very Node: the machine's own may be older,
 * and a shell finds `.bin/…` under another name on Windows. Throws where the package is missing or has no such command.
 */
export function toolScript(packageName: string, command: string = packageName): string {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = manifestShape.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new TypeError(`${packageName} has no command ${command}`);
  return join(folder, script);
}
