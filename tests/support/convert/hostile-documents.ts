import { readFileSync } from 'node:fs';
import { archive, fixture } from './extracted-text.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const MILLION = 1_000_000;

function docx(xml: string): Uint8Array {
  return archive({ 'word/document.xml': xml });
}

const body = (content: string, before = '') =>
  docx(`${before}<w:document ${W}><w:body>${content}</w:body></w:document>`);
const text = (content: string) => body(`<w:p><w:r><w:t>${content}</w:t></w:r></w:p>`);
const withDtd = (dtd: string, content: string) =>
  body(`<w:p><w:r><w:t>${content}</w:t></w:r></w:p>`, `<!DOCTYPE d [${dtd}]>`);
const ods = (content: string) =>
  archive({
    'content.xml': `<d xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S">${content}</table:table></office:spreadsheet></office:body></d>`,
  });

/** Ten entities, each of ten times the one before: a thousand million in all. */
function billionLaughs(): Uint8Array {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
  return withDtd(`<!ENTITY l0 "lol">${entities.join('')}`, '&l9;');
}

/** An archive that says of its only part that it is smaller than it is. */
function lyingArchive(): Uint8Array {
  const bytes = Buffer.from(text('a'.repeat(5000)));
  const list = bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
  bytes.writeUInt32LE(100, list + 24);
  return bytes;
}

/** The end of an archive of 60,000 parts (APPNOTE 4.3.16). */
function archiveOfParts(): Uint8Array {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(60_000, 8);
  end.writeUInt16LE(60_000, 10);
  return end;
}

/** The compound file that Office makes of an encrypted document (MS-OFFCRYPTO): its directory alone. */
function encryptedDocument(): Uint8Array {
  const file = Buffer.alloc(512 * 3);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  // The directory is the second sector, the allocation table the first one.
  file.writeUInt32LE(1, 48);
  file.fill(0xff, 512, 1024);
  file.writeInt32LE(-2, 512 + 4);
  for (const [at, name] of ['Root Entry', 'EncryptionInfo', 'EncryptedPackage'].entries()) {
    file.write(name, 1024 + at * 128, 'utf16le');
    file.writeUInt16LE(name.length * 2 + 2, 1024 + at * 128 + 64);
  }
  return file;
}

function cut(name: string): Uint8Array {
  const bytes = readFileSync(fixture(`made/${name}`));
  return bytes.subarray(0, Math.floor(bytes.length * 0.6));
}

/** Bytes without meaning, always the same ones. */
function noise(length: number): Uint8Array {
  let seed = 1;
  return Uint8Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed >> 16;
  });
}

interface HostileDocument {
  /** What is wrong with it. */
  readonly title: string;
  readonly name: string;
  readonly bytes: () => Uint8Array | string;
  readonly code:
    | 'document_damaged'
    | 'document_encrypted'
    | 'document_without_text'
    | 'conversion_too_costly';
}

const CUT = [
  'report.docx',
  'report.odt',
  'report.rtf',
  'report.epub',
  'budget.xlsx',
  'budget.ods',
  'talk.pptx',
  'talk.odp',
];
const TYPES = ['.docx', '.xlsx', '.pptx', '.odt', '.ods', '.odp', '.epub', '.rtf', '.doc'];

export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  ...CUT.map(
    (name): HostileDocument => ({ title: 'cut', name, bytes: () => cut(name), code: 'document_damaged' }),
  ),
  ...TYPES.map(
    (type): HostileDocument => ({
      title: 'of another type',
      name: `noise${type}`,
      bytes: () => noise(100_000),
      code: 'document_damaged',
    }),
  ),
  ...TYPES.slice(0, 3).map(
    (type): HostileDocument => ({
      title: 'encrypted',
      name: `secret${type}`,
      bytes: encryptedDocument,
      code: 'document_encrypted',
    }),
  ),
  { title: 'empty', name: 'empty.docx', bytes: () => '', code: 'document_damaged' },
  { title: 'without text', name: 'blank.docx', bytes: () => text(' \u00a0 '), code: 'document_without_text' },
  {
    title: 'with a picture alone',
    name: 'picture.rtf',
    bytes: () => '{\\rtf1{\\pict 89504e47}}',
    code: 'document_without_text',
  },
  {
    title: 'that names a file',
    name: 'xxe.docx',
    bytes: () => withDtd('<!ENTITY secret SYSTEM "file:///etc/passwd">', '&secret;'),
    code: 'document_damaged',
  },
  {
    title: 'that names an address',
    name: 'dtd.docx',
    bytes: () => withDtd('<!ENTITY % all SYSTEM "http://127.0.0.1:1/x.dtd">%all;', '&secret;'),
    code: 'document_damaged',
  },
  {
    title: 'of entities in entities',
    name: 'laughs.docx',
    bytes: billionLaughs,
    code: 'document_damaged',
  },
  {
    title: 'that unpacks to a thousand times its size',
    name: 'bomb.docx',
    bytes: () => text(' '.repeat(64 * MILLION)),
    code: 'conversion_too_costly',
  },
  { title: 'that lies about its size', name: 'lie.docx', bytes: lyingArchive, code: 'document_damaged' },
  {
    title: 'of 60,000 parts',
    name: 'parts.pptx',
    bytes: archiveOfParts,
    code: 'conversion_too_costly',
  },
  {
    title: 'of a million elements in each other',
    name: 'deep.docx',
    bytes: () =>
      // Different ones, which are not packed too well.
      body(Array.from({ length: MILLION }, (_, at) => `<w:sdt w:id="${(at * 7919) % MILLION}">`).join('')),
    code: 'conversion_too_costly',
  },
  {
    title: 'of a million groups in each other',
    name: 'deep.rtf',
    bytes: () => `{\\rtf1${'{'.repeat(MILLION)}`,
    code: 'conversion_too_costly',
  },
  {
    title: 'of a thousand million cells',
    name: 'cells.ods',
    bytes: () =>
      ods(
        '<table:table-row><table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell></table:table-row>',
      ),
    code: 'conversion_too_costly',
  },
  {
    title: 'of a thousand million rows',
    name: 'rows.ods',
    bytes: () =>
      ods(
        '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>',
      ),
    code: 'conversion_too_costly',
  },
  {
    title: 'of a million rows from the first column to the last',
    name: 'wide.xlsx',
    bytes: () =>
      archive({
        'xl/workbook.xml':
          '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" r:id="r"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="r" Type="http://x/worksheet" Target="s.xml"/></Relationships>',
        'xl/s.xml': `<worksheet>${Array.from({ length: 100_000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c><c r="XFD${at + 1}"><v>${at * 7}</v></c></row>`).join('')}</worksheet>`,
      }),
    code: 'conversion_too_costly',
  },
];
