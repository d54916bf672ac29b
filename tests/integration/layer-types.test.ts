/** Each layer is type-checked with its own libraries: what its process does not have does not compile there. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toolScript } from '../../build/tools.ts';

const ROOT = resolve(import.meta.dirname, '../..');
// Inside the repository, so that the compiler finds its node_modules; git, Biome and the checks pass it over.
mkdirSync(join(ROOT, '.tmp'), { recursive: true });
const folder = mkdtempSync(join(ROOT, '.tmp', 'layers-'));

afterAll(() => rmSync(folder, { recursive: true }));

const CASES = [
  { layer: 'main/core', line: 'export const a = process.pid;', error: null },
  { layer: 'main/core', line: 'export const a = document.title;', error: `Cannot find name 'document'` },
  { layer: 'main/core', line: 'export type A = Electron.App;', error: `Cannot find namespace 'Electron'` },
  { layer: 'main', line: 'export type A = Electron.App;', error: null },
  { layer: 'main', line: 'export const a = document.title;', error: `Cannot find name 'document'` },
  { layer: 'preload', line: 'export const a = (file: File) => file.name;', error: null },
  { layer: 'renderer', line: 'export const a = document.title;', error: null },
  { layer: 'renderer', line: 'export const a = process.pid;', error: `Cannot find name 'process'` },
  { layer: 'renderer', line: 'export type A = Electron.App;', error: `Cannot find namespace 'Electron'` },
] as const;

describe('the types of a layer', () => {
  it.each(CASES)('$layer: $line', async ({ layer, line, error }) => {
    const said = await compile(layer, line);
    if (error === null) expect(said).toBe('');
    else expect(said).toContain(error);
  });
});

/** What the compiler says against a file of one line, with the settings of `layer`. */
function compile(layer: string, line: string): Promise<string> {
  const project = mkdtempSync(join(folder, 'project-'));
  writeFileSync(join(project, 'file.ts'), line);
  const settings = { extends: join(ROOT, layer, 'tsconfig.json'), include: ['file.ts'] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(settings));
  return new Promise((done) => {
    execFile(process.execPath, [toolScript('typescript', 'tsc'), '-p', project], (_error, said) =>
      done(said),
    );
  });
}
