/**
 * Each import rule bites: a small clean repository passes the checker, and fails it by the named rule, and by
 * that one alone, as soon as one file breaks it. The trees are written to a folder of their own for each test, so
 * that no broken file lies about in this repository.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../../build/import-rules/inspect.ts';
import { IMPORT_RULES, RAW_USE_RULES } from '../../build/import-rules/rules.ts';
import { readTree } from '../../build/import-rules/tree.ts';
import { BREACHES, CLEAN, type Files, withLine } from '../support/import-trees.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hoist-imports-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function brokenRules(): readonly string[] {
  return [...new Set(inspect(readTree(root)).map(({ rule }) => rule))];
}

describe('the import rules', () => {
  it('let a clean tree pass', () => {
    write(CLEAN);
    expect(inspect(readTree(root))).toEqual([]);
  });

  it.each(BREACHES)('$rule: $how', ({ rule, files }) => {
    write({ ...CLEAN, ...files });
    expect(brokenRules()).toEqual([rule]);
  });

  it('are all shown to bite', () => {
    const shown = new Set(BREACHES.map(({ rule }) => rule));
    const all = [...IMPORT_RULES, ...RAW_USE_RULES].map(({ name }) => name);
    const others = ['no-cycle', 'no-orphan', 'not-resolvable', 'not-declared', 'no-layer'];
    expect([...shown].sort()).toEqual([...all, ...others].sort());
  });

  it('stop at a file that does not parse', () => {
    write({ ...CLEAN, 'main/core/queue.ts': 'export const = 1;' });
    expect(() => readTree(root)).toThrow(/^main\/core\/queue\.ts: /);
  });
});

describe('check-imports', () => {
  it('says nothing against a clean tree, and ends with 0', async () => {
    write(CLEAN);
    expect(await checkImports()).toEqual({ exitCode: 0, said: expect.stringMatching(/, 0 violations\n$/) });
  });

  it('names file, line and rule, and ends with 1', async () => {
    write({ ...CLEAN, ...withLine('main/core/upload.ts', `import { app } from 'electron';`) });
    const { exitCode, said } = await checkImports();
    expect(said).toMatch(/^main\/core\/upload\.ts:3 imports electron: .* \[core-stands-alone\]\n/);
    expect(exitCode).toBe(1);
  });
});

function checkImports(): Promise<{ exitCode: number | null; said: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [join(ROOT, 'build/check-imports.ts'), root], (_error, said) =>
      done({ exitCode: child.exitCode, said }),
    );
  });
}
