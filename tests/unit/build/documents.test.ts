import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const documentsIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const DOCUMENTS = [...documentsIn('.'), ...documentsIn('docs')];

/** What a document points to in the repository: links, pictures, and their light and dark sources. */
function targetsIn(text: string): string[] {
  const found = text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g);
  return [...found]
    .map(([, link, attribute]) => (link ?? attribute ?? '').split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

describe.each(DOCUMENTS)('%s', (document) => {
  it('points to what is there', () => {
    const missing = targetsIn(textOf(document)).filter(
      (target) => !existsSync(resolve(ROOT, dirname(document), decodeURI(target))),
    );
    expect(missing).toEqual([]);
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
