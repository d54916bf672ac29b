import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export const ROOT = resolve(import.meta.dirname, '..');

const manifestShape = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/**
 * @returns the script of an installed package's command, for this very Node. The machine's own Node may be older, and on Windows
 *   a shell finds `.bin/…` under another name.
 * @throws if the package is missing or has no such command
 */
export function toolScript(packageName: string, command: string = packageName): string {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = manifestShape.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new TypeError(`${packageName} has no command ${command}`);
  return join(folder, script);
}
