import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

async function outcomeOf(
  fileName: string,
  bytes: string | Uint8Array,
): Promise<{ text: string; empty: boolean }> {
  await using box = await openSandbox();
  const id = await box.upload(fileName, typeof bytes === 'string' ? bytes : new Uint8Array(bytes));
  const status = await box.settled(id);
  expect(status.processing_status).toBe('PROCESSED');
  return { text: await box.text(id), empty: status.warnings.empty };
}

function archive(parts: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}

function word(body: string): Uint8Array {
  return archive({
    '[Content_Types].xml': '<Types/>',
    'word/styles.xml': '<w:styles><w:t>not this</w:t></w:styles>',
    'word/document.xml': `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`,
  });
}

function pdfOf(content: Buffer | string, dictionary = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n4 0 obj\n<< /Length ${content.length} ${dictionary} >>\nstream\n`),
    Buffer.from(content),
    Buffer.from('\nendstream\nendobj\n%%EOF'),
  ]);
}

describe('text of TXT and CSV', () => {
  it.each([
    ['UTF-8', Buffer.from('Größe;🚀')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffGröße;🚀')],
    ['UTF-16', Buffer.from('\ufeffGröße;🚀', 'utf16le')],
  ])('is read as %s', async (_, bytes) => {
    expect((await outcomeOf('a.csv', bytes)).text).toBe('Größe;🚀');
  });

  it('is read as windows-1252 if it is no UTF-8', async () => {
    expect((await outcomeOf('a.csv', Buffer.from('Größe', 'latin1'))).text).toBe('Größe');
  });

  it('keeps characters whole across chunks', async () => {
    const text = `x${'🚀'.repeat(100_000)}`;
    expect((await outcomeOf('a.txt', text)).text).toBe(text);
  });
});

describe('the text of several documents', () => {
  it('is read one after the other', async () => {
    await using box = await openSandbox();
    for (const text of ['first', 'second', 'third']) {
      const id = await box.upload(`${text}.txt`, text);
      expect((await box.settled(id)).warnings.empty, text).toBe(false);
      expect(await box.text(id)).toBe(text);
    }
  });
});

describe('text of DOCX', () => {
  it('is that of its paragraphs', async () => {
    const body =
      '<w:p><w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">A &amp; B </w:t></w:r>' +
      '<w:r><w:tab/><w:t>&#228;&#x1F680;</w:t></w:r></w:p><w:p><w:r><w:t>second</w:t></w:r></w:p>';
    expect(await outcomeOf('a.docx', word(body))).toEqual({ text: 'A & B \tä🚀\nsecond\n', empty: false });
  });

  it('is empty without any', async () => {
    expect((await outcomeOf('a.docx', word('<w:p><w:r/></w:p>'))).empty).toBe(true);
  });

  it('does not unfold beyond the limit', async () => {
    const body = `<w:p><w:r><w:t>${'bomb '.repeat(10_000_000)}</w:t></w:r></w:p>`;
    expect((await outcomeOf('a.docx', word(body))).text).toHaveLength(2_000_000);
  });
});

describe('text of XLSX', () => {
  it('is that of its cells, shared strings and numbers alike', async () => {
    const bytes = archive({
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>42.5</v></c></row>' +
        '<row r="2"><c r="A2" t="inlineStr"><is><t>inline</t></is></c></row></sheetData></worksheet>',
      'xl/sharedStrings.xml': '<sst><si><t>zero</t></si><si><r><t>Größ</t></r><r><t>e</t></r></si></sst>',
    });
    expect(await outcomeOf('a.xlsx', bytes)).toEqual({ text: 'Größe\t42.5\ninline\n', empty: false });
  });

  it('is empty without any', async () => {
    const bytes = archive({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData/></worksheet>' });
    expect((await outcomeOf('a.xlsx', bytes)).empty).toBe(true);
  });
});

describe('text of PDF', () => {
  const content =
    "BT /F1 12 Tf (Hello \\(world\\)) Tj [(Gr\\366) -20 (\\337e) -300 (two)] TJ (next) ' <41 42> Tj ET";
  const text = 'Hello (world)Größe two\nnextAB\n';

  it('is that of its content streams, raw', async () => {
    expect(await outcomeOf('a.pdf', pdfOf(content))).toEqual({ text, empty: false });
  });

  it('is that of its content streams, deflated', async () => {
    const bytes = pdfOf(deflateSync(Buffer.from(content)), '/Filter /FlateDecode');
    expect(await outcomeOf('a.pdf', bytes)).toEqual({ text, empty: false });
  });

  it('stays on the line where a glyph only moves along it', async () => {
    const bytes = pdfOf('BT 1 0 0 -1 8 20 Tm (a) Tj 5 0 Td (b) Tj 0 -14 Td (c) Tj ET');
    expect((await outcomeOf('a.pdf', bytes)).text).toBe('\nab\nc\n');
  });

  it('goes through the ToUnicode map', async () => {
    const map =
      'begincmap 1 beginbfchar <0003> <0048> endbfchar 1 beginbfrange <0004> <0005> <0061> endbfrange endcmap';
    const bytes = Buffer.concat([pdfOf(map), pdfOf('BT <000300040005> Tj ET')]);
    expect((await outcomeOf('a.pdf', bytes)).text).toBe('Hab\n');
  });

  it('is empty for a page with a picture only', async () => {
    const bytes = pdfOf(deflateSync(randomBytes(50_000)), '/Subtype /Image /Filter /FlateDecode');
    expect((await outcomeOf('a.pdf', bytes)).empty).toBe(true);
  });
});

describe('a damaged document', () => {
  const garbage = randomBytes(3 * 1024 * 1024);
  const broken = word(`<w:p><w:r><w:t>${randomBytes(20_000).toString('hex')}</w:t></w:r></w:p>`);

  it.each([
    ['noise as DOCX', 'a.docx', garbage],
    ['noise as XLSX', 'a.xlsx', garbage],
    ['noise as PDF', 'a.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), garbage])],
    ['nothing as DOCX', 'a.docx', Buffer.alloc(0)],
    ['nothing as PDF', 'a.pdf', Buffer.alloc(0)],
    ['a broken deflate stream', 'a.docx', broken.fill(255, 200, 400)],
    ['an archive cut in its header', 'a.docx', broken.subarray(0, 20)],
    ['text as XLSX', 'a.xlsx', Buffer.from('just text')],
    ['a signature and noise', 'a.xlsx', Buffer.concat([Buffer.from('PK\x03\x04'), garbage])],
  ])('(%s) is processed as a document without text', async (_, name, bytes) => {
    const { text, empty } = await outcomeOf(name, bytes);
    expect([text.trim(), empty]).toEqual(['', true]);
  });
});
