import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What writes the process's memory or environment, and with them the key, into a file. */
const DUMPS =
  /crashReporter|writeHeapSnapshot|getHeapSnapshot|HeapSnapshotNearHeapLimit|process\.report|--report-|--enable-crash|contentTracing/;

it('nothing that ships starts a crash reporter or writes what is in memory', () => {
  const files = ['main', 'preload', 'renderer', 'build/resources'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|json|html|cmd|nsh|service)$|(^|[\\/])hoist$/.test(name))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(300);
  const starting = files.filter((file) => DUMPS.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(starting).toEqual([]);
});
