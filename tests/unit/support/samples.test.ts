// @vitest-environment happy-dom
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { docx, makeSamples, pdf, xlsx } from '../../support/samples.ts';

/** The parts of an OOXML package, each of them parsed; throws where one is not well-formed XML. */
function partsOf(bytes: Uint8Array): ReadonlyMap<string, Document> {
  return new Map(
    Object.entries(unzipSync(bytes)).map(([path, part]) => {
      const parsed = new DOMParser().parseFromString(strFromU8(part), 'application/xml');
      if (parsed.querySelector('parsererror')) throw new SyntaxError(`${path}: ${parsed.textContent}`);
      return [path, parsed];
    }),
  );
}

/** Each part named and typed, and each relation's target there, as ECMA-376 part 2 wants a package. */
function expectWholePackage(parts: ReadonlyMap<string, Document>): void {
  const types = parts.get('[Content_Types].xml');
  const named = [...(types?.getElementsByTagName('Override') ?? [])].map((type) =>
    type.getAttribute('PartName'),
  );
  const held = [...parts.keys()].filter((path) => !path.endsWith('.rels') && path !== '[Content_Types].xml');
  expect(named.sort()).toEqual(held.map((path) => `/${path}`).sort());

  for (const [path, part] of parts) {
    if (!path.endsWith('.rels')) continue;
    const base = path.replace(/_rels\/[^/]*$/, '');
    const targets = [...part.getElementsByTagName('Relationship')].map((each) => each.getAttribute('Target'));
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(held).toContain(`${base}${target}`);
  }
}

function textsOf(part: Document | undefined, tag: string): readonly (string | null)[] {
  return [...(part?.getElementsByTagName(tag) ?? [])].map((element) => element.textContent);
}

describe('docx', () => {
  it('is a whole package with a text in each paragraph', () => {
    const parts = partsOf(docx([{ text: 'Title', style: 'Title' }, 'R & D <5 %> "yes"', ' spaced ', '']));
    expectWholePackage(parts);
    const document = parts.get('word/document.xml');
    expect(textsOf(document, 'w:t')).toEqual(['Title', 'R & D <5 %> "yes"', ' spaced ', '']);
  });

  it('leaves out what XML cannot hold, and keeps all else', () => {
    const parts = partsOf(docx(['a\u0000b\u001b\uffffc – 😀 ñ']));
    expect(textsOf(parts.get('word/document.xml'), 'w:t')).toEqual(['abc – 😀 ñ']);
  });
});

describe('xlsx', () => {
  it('is a whole package that keeps each text once', () => {
    const parts = partsOf(
      xlsx([
        ['name', 'price'],
        ['a & b', 1.5],
        ['name', -2],
      ]),
    );
    expectWholePackage(parts);
    expect(textsOf(parts.get('xl/sharedStrings.xml'), 't')).toEqual(['name', 'price', 'a & b']);
    expect(textsOf(parts.get('xl/worksheets/sheet1.xml'), 'v')).toEqual(['0', '1', '2', '1.5', '0', '-2']);
  });

  it('names columns beyond Z', () => {
    const sheet = partsOf(xlsx([Array.from({ length: 703 }, (_, at) => at)])).get('xl/worksheets/sheet1.xml');
    const names = [...(sheet?.getElementsByTagName('c') ?? [])].map((cell) => cell.getAttribute('r'));
    expect([names[25], names[26], names[701], names[702]]).toEqual(['Z1', 'AA1', 'ZZ1', 'AAA1']);
  });

  it('refuses a number that no sheet can hold', () => {
    expect(() => xlsx([[Number.NaN]])).toThrow(TypeError);
  });
});

describe('pdf', () => {
  it.each([0, 1, 49, 50, 500])('of %i lines points to each of its objects and to its table', (count) => {
    const file = Buffer.from(pdf(Array.from({ length: count }, (_, at) => `Line ${at}`))).toString('latin1');
    expect(file).toMatch(/^%PDF-1\.7\n/);
    expect(file).toMatch(/%%EOF\n$/);

    const tableAt = Number(file.match(/startxref\n(\d+)\n/)?.[1]);
    const [, size, entries = ''] =
      file.slice(tableAt).match(/^xref\n0 (\d+)\n((?:\d{10} \d{5} [fn] \n)+)trailer/) ?? [];
    const offsets = [...entries.matchAll(/(\d{10}) \d{5} n/g)].map(([, offset]) => Number(offset));
    expect(offsets).toHaveLength(Number(size) - 1);
    offsets.forEach((offset, at) => {
      expect(file.slice(offset)).toMatch(new RegExp(`^${at + 1} 0 obj\\n`));
    });
    for (const [, length, content = ''] of file.matchAll(/\/Length (\d+) >>\nstream\n(.*?)\nendstream/gs)) {
      expect(content).toHaveLength(Number(length));
    }
    expect([...file.matchAll(/\((Line \d+)\) Tj/g)]).toHaveLength(count);
  });

  it('escapes brackets and encodes what WinAnsiEncoding has beyond ASCII', () => {
    const file = Buffer.from(pdf(['a (b) \\ é – €'])).toString('latin1');
    expect(file).toContain('(a \\(b\\) \\\\ é \x96 \x80) Tj');
  });

  it('wraps long lines and loses no word of them', () => {
    const words = Array.from({ length: 200 }, (_, at) => `word${at}`).join(' ');
    const file = Buffer.from(pdf([words, 'x'.repeat(300)])).toString('latin1');
    const shown = [...file.matchAll(/\((.*)\) Tj/g)].map(([, text = '']) => text);
    expect(Math.max(...shown.map((text) => text.length))).toBeLessThan(95);
    expect(shown.join(' ').replaceAll('x ', 'x')).toBe(`${words} ${'x'.repeat(300)}`);
  });

  it('refuses a character that its font does not have', () => {
    expect(() => pdf(['漢'])).toThrow(/has no "漢"/);
  });
});

describe('makeSamples', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoist-samples-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes one of each of the five types, from a few kB to about 2 MB', async () => {
    const samples = await makeSamples(join(folder, 'new'));
    expect(samples.map(({ name }) => extname(name)).sort()).toEqual([
      '.csv',
      '.docx',
      '.pdf',
      '.txt',
      '.xlsx',
    ]);
    for (const { path, name, sizeBytes } of samples) {
      expect(path).toBe(join(folder, 'new', name));
      expect((await stat(path)).size).toBe(sizeBytes);
      expect(sizeBytes).toBeGreaterThan(1_000);
    }
    const largest = Math.max(...samples.map(({ sizeBytes }) => sizeBytes));
    expect(largest).toBeGreaterThan(1_500_000);
    expect(largest).toBeLessThan(3_000_000);
  });

  it('makes the same bytes each time', async () => {
    const first = await makeSamples(join(folder, 'first'));
    const second = await makeSamples(join(folder, 'second'));
    for (const [at, { path }] of first.entries()) {
      expect((await readFile(path)).equals(await readFile(second[at]?.path ?? ''))).toBe(true);
    }
  });
});
