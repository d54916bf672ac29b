import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CSV_HEADER } from '../../../main/core/model/receipt.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const documentsIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const DECISIONS = documentsIn('docs/decisions');
/** It names files of Electron, too. */
const ON_ELECTRON = 'docs/electron-fidelity.md';
const DOCUMENTS = [
  ...documentsIn('.'),
  ...documentsIn('docs'),
  ...DECISIONS,
  'tests/electron-stand-in/README.md',
];

/** @returns what a document links to in the repository: links, pictures, and their light and dark sources */
function targetsIn(text: string): string[] {
  const found = text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g);
  return [...found]
    .map(([, link, attribute]) => link ?? attribute ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** @returns the anchors that GitHub gives a document's headings */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function leadsSomewhere(target: string, document: string): boolean {
  const [path = '', anchor] = decodeURI(target).split('#');
  const file = path === '' ? join(ROOT, document) : resolve(ROOT, dirname(document), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || anchorsIn(readFileSync(file, 'utf8')).includes(anchor);
}

/** @returns the files and folders in a document that are named from the repository's top, as in `main/core/queue` */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:main|preload|renderer|build|tests|docs)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
}

const SOURCES = new Set(
  globSync('{main,preload,renderer,build,tests}/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => basename(path)),
);

/** @returns the sources that a document names without their folder, as in `upload.ts` */
function sourcesIn(text: string): string[] {
  return [...text.matchAll(/`([\w.-]+\.tsx?)`/g)].map(([, name = '']) => name);
}

const SCRIPTS = new Set(
  Object.keys((JSON.parse(textOf('package.json')) as { scripts: Readonly<Record<string, string>> }).scripts),
);

/** @returns the scripts of package.json that a document runs, as in `npm run -s build` */
function scriptsIn(text: string): string[] {
  return [...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(
    ([, script, short]) => script ?? short ?? '',
  );
}

describe.each(DOCUMENTS)('%s', (document) => {
  it('links to files and headings that exist', () => {
    const dead = targetsIn(textOf(document)).filter((target) => !leadsSomewhere(target, document));
    expect(dead).toEqual([]);
  });

  it('names sources that exist', () => {
    expect(sourcesIn(textOf(document)).filter((name) => !SOURCES.has(name))).toEqual([]);
  });

  it('runs scripts that exist', () => {
    expect(scriptsIn(textOf(document)).filter((name) => !SCRIPTS.has(name))).toEqual([]);
  });
});

describe.each(DOCUMENTS.filter((document) => document !== ON_ELECTRON))('%s', (document) => {
  it('names files and folders that exist', () => {
    const missing = pathsIn(textOf(document)).filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('links to each decision', () => {
    const linked = targetsIn(textOf('ARCHITECTURE.md'));
    expect(DECISIONS.filter((decision) => !linked.includes(decision))).toEqual([]);
  });
});

describe('docs/terminal.md', () => {
  it('has each field of a receipt', () => {
    const fields = CSV_HEADER.trim().split(',');
    expect(fields).toContain('file_id');
    expect(fields.filter((field) => !textOf('docs/terminal.md').includes(`\`${field}\``))).toEqual([]);
  });
});

describe('docs/errors.md', () => {
  it('has each reason of main/core/model/reasons.ts, and no other', () => {
    const source = textOf('main/core/model/reasons.ts');
    const codes = new Set([...source.matchAll(/readonly code: '(\w+)'/g)].map(([, code]) => code));
    const told = new Set([...textOf('docs/errors.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code));
    expect(codes.size).toBeGreaterThan(20);
    expect([...told].toSorted()).toEqual([...codes, 'processing_timeout', 'cancelled'].toSorted());
  });
});
