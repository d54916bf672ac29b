import { describe, expect, it } from 'vitest';
import { archive, textOfBytes } from '../../support/convert/extracted-text.ts';

const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

interface BookParts {
  readonly styles?: string;
  readonly shared?: string;
  readonly properties?: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** A workbook of one sheet with these rows. */
function xlsx(
  rows: string,
  { styles = '', shared = '', properties = '', more = {} }: BookParts = {},
): Uint8Array {
  return archive({
    'xl/workbook.xml': `<workbook ${R}>${properties}<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['r1', 'worksheet', 'worksheets/sheet1.xml'],
      ['r2', 'styles', 'styles.xml'],
      ['r3', 'sharedStrings', 'sharedStrings.xml'],
      ['r4', 'person', 'persons/person.xml'],
    ]),
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${shared}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${R}><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  });
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const each = all.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="http://x/relationships/${type}" Target="${target}"/>`,
  );
  return `<Relationships>${each.join('')}</Relationships>`;
}

const textOfRows = (rows: string, parts?: BookParts) => textOfBytes('a.xlsx', xlsx(rows, parts));

/** @returns how a cell with this format shows a number */
async function shown(code: string, value: number | string, properties = ''): Promise<string> {
  const styles = `<numFmts><numFmt numFmtId="170" formatCode="${code.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>`;
  const text = await textOfRows(`<row><c s="1"><v>${value}</v></c></row>`, { styles, properties });
  return text.slice('Data\n'.length).trimEnd();
}

describe('the text of an .xlsx', () => {
  it('has rows as lines, with tabs for empty cells and an empty line for empty rows', async () => {
    const rows =
      '<row r="2"><c r="B2"><v>1</v></c><c r="E2"><v>2</v></c></row>' +
      '<row r="3"><c r="A3"><v>3</v></c></row><row r="4"><c r="A4"/></row><row r="9"><c r="A9"><v>4</v></c></row>';
    expect(await textOfRows(rows)).toBe('Data\n\t1\t\t\t2\n3\n\n4\n');
  });

  it('has shared, inline and computed strings, without how a word is spoken', async () => {
    const shared = '<si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>spoken</t></rPh></si>';
    const rows =
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>in</t><rPh><t>x</t></rPh></is></c>' +
      '<c t="str"><f>A1</f><v>computed\nin two\tlines</v></c><c t="s"><v>99</v></c></row>';
    expect(await textOfRows(rows, { shared })).toBe('Data\nplain\trich\tin\tcomputed in two lines\n');
  });

  it('shows truth values and errors as words', async () => {
    const rows = '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c></row>';
    expect(await textOfRows(rows)).toBe('Data\nTRUE\tFALSE\t#N/A\n');
  });

  it('reads a workbook with prefixes of its own', async () => {
    const bytes = archive({
      'xl/workbook.xml':
        '<x:workbook xmlns:x="m" xmlns:rel="http://purl.oclc.org/ooxml/officeDocument/relationships"><x:sheets><x:sheet name="Data" id="9" rel:id="r1"/></x:sheets></x:workbook>',
      'xl/_rels/workbook.xml.rels': relations([['r1', 'worksheet', 'Sheet.XML']]),
      'xl/sheet.xml':
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    expect(await textOfBytes('a.xlsx', bytes)).toBe('Data\n1\n');
  });

  it('leaves out hidden sheets, and the names of empty ones', async () => {
    const sheets = ['visible', 'hidden', 'veryHidden'].map(
      (state, at) => `<sheet name="${state}" state="${state}" r:id="r${at + 1}"/>`,
    );
    const row = '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>';
    const bytes = archive({
      'xl/workbook.xml': `<workbook ${R}><sheets>${sheets.join('')}<sheet name="empty" r:id="r4"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations(
        [1, 2, 3, 4].map((at) => [`r${at}`, 'worksheet', `s${at}.xml`]),
      ),
      ...Object.fromEntries([1, 2, 3].map((at) => [`xl/s${at}.xml`, row])),
      'xl/s4.xml': '<worksheet><sheetData><row/></sheetData></worksheet>',
    });
    expect(await textOfBytes('a.xlsx', bytes)).toBe('visible\n1\n');
  });

  it('has text boxes and comments of a sheet, newer comments in place of older ones', async () => {
    const more = (types: readonly (readonly [string, string])[]) => ({
      'xl/worksheets/_rels/sheet1.xml.rels': relations(
        types.map(([type, target], at): [string, string, string] => [`x${at}`, type, target]),
      ),
      'xl/drawings/drawing1.xml':
        '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><a:p><a:r><a:t>A box</a:t></a:r></a:p></xdr:sp></xdr:wsDr>',
      'xl/comments1.xml':
        '<comments><authors><author>Bo</author></authors><commentList><comment ref="C5" authorId="0"><text><r><t>Is that</t></r><r><t> so?</t></r></text></comment></commentList></comments>',
      'xl/threaded1.xml':
        '<ThreadedComments><threadedComment ref="A1" personId="{P}"><text>Yes.</text></threadedComment></ThreadedComments>',
      'xl/persons/person.xml': '<personList><person displayName="Anna Berg" id="{P}"/></personList>',
    });
    const rows = '<row><c><v>1</v></c></row>';
    const older = [
      ['drawing', '../drawings/drawing1.xml'],
      ['comments', '../comments1.xml'],
    ] as const;
    expect(await textOfRows(rows, { more: more(older) })).toBe('Data\n1\nA box\n[C5 Bo] Is that so?\n');
    const newer = [...older.slice(1), ['threadedComment', '../threaded1.xml']] as const;
    expect(await textOfRows(rows, { more: more(newer) })).toBe('Data\n1\n[A1 Anna Berg] Yes.\n');
  });
});

describe('a number in a sheet', () => {
  it.each([
    ['General', '0.30000000000000004', '0.3'],
    ['General', '1234567.891', '1234567.891'],
    ['General', 'n/a', 'n/a'],
    ['0.00', 2, '2'],
    ['0%', 0.255, '26%'],
    ['0.0%', 0.255, '25.5%'],
    ['#,##0.00 "€"', 1234.5, '1234.5 €'],
    ['[$£-809]#,##0', 12, '£12'],
    ['0 "Stück"', 3, '3 Stück'],
    ['0.00E+00', 12_300, '12300'],
    ['#,##0;[Red](#,##0)', -5, '(5)'],
    ['#,##0;[Red]-#,##0', -5, '-5'],
    ['0.0', -5, '-5'],
    ['"yes";"maybe";"no"', 1, 'yes'],
    ['"yes";"maybe";"no"', 0, 'no'],
    ['yyyy\\-mm\\-dd', 46_353, '2026-11-27'],
    ['dd/mm/yyyy', 46_353.75, '2026-11-27'],
    ['[$-407]d. mmmm yyyy;@', 46_353, '2026-11-27'],
    ['mmm yy', 46_353, '2026-11-27'],
    ['m/d/yy h:mm AM/PM', 46_353.4375, '2026-11-27 10:30'],
    ['h:mm:ss', 0.5, '12:00:00'],
    ['hh:mm', 46_353.9999999, '00:00'],
    ['[h]:mm', 1.135_416_67, '27:15'],
    ['mm:ss.0', 0.001, '00:01:26'],
    ['d', 1, '1900-01-01'],
    ['d', 59, '1900-02-28'],
    ['d', 61, '1900-03-01'],
    ['yyyy', -1, '-1'],
    ['yyyy', 99_999_999, '99999999'],
  ])('in the format %s shows %s as %s', async (code, value, text) => {
    expect(await shown(code, value)).toBe(text);
  });

  it('counts days from 1904 where the workbook does', async () => {
    expect(await shown('yyyy-mm-dd', 44_891, '<workbookPr date1904="1"/>')).toBe('2026-11-27');
  });

  it.each([
    [9, 0.5, '50%'],
    [14, 46_353, '2026-11-27'],
    [22, 46_353.5, '2026-11-27 12:00'],
    [46, 1.5, '36:00:00'],
    [57, 46_353, '2026-11-27'],
  ])('in the built-in format %i shows %f as %s', async (id, value, text) => {
    const styles = `<cellXfs><xf numFmtId="0"/><xf numFmtId="${id}"/></cellXfs>`;
    expect(await textOfRows(`<row><c s="1"><v>${value}</v></c></row>`, { styles })).toBe(`Data\n${text}\n`);
  });
});
