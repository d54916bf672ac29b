import { describe, expect, it } from 'vitest';
import { archive, problemOfBytes, textOfBytes } from '../../support/convert/extracted-text.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

interface Parts {
  readonly styles?: string;
  readonly numbering?: string;
}

function docx(body: string, { styles = '', numbering = '' }: Parts = {}): Uint8Array {
  return archive({
    'word/document.xml': `<w:document ${W} ${MC}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `<w:styles ${W}>${styles}</w:styles>`,
    'word/numbering.xml': `<w:numbering ${W}>${numbering}</w:numbering>`,
    'word/_rels/document.xml.rels':
      '<Relationships><Relationship Id="r1" Type="http://x/styles" Target="styles.xml"/>' +
      '<Relationship Id="r2" Type="http://x/numbering" Target="/word/numbering.xml"/></Relationships>',
  });
}

const textOfBody = (body: string, parts?: Parts) => textOfBytes('a.docx', docx(body, parts));
const run = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${run(text)}</w:p>`;
const item = (text: string, list: number, level = 0) =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
const level = (number: number, format: string, label: string, more = '') =>
  `<w:lvl w:ilvl="${number}"><w:start w:val="1"/>${more}<w:numFmt w:val="${format}"/><w:lvlText w:val="${label}"/></w:lvl>`;
const definition = (id: number, levels: string) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
const list = (id: number, definitionId: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${definitionId}"/>${more}</w:num>`;

describe('the text of a .docx', () => {
  it('numbers the items of lists and their levels', async () => {
    const levels =
      level(0, 'decimal', '%1.') + level(1, 'upperRoman', '%1.%2') + level(2, 'lowerLetter', '(%3)');
    const numbering = definition(5, levels) + list(1, 5);
    const items = [
      item('a', 1),
      item('b', 1),
      item('c', 1, 1),
      item('d', 1, 1),
      item('e', 1, 2),
      item('f', 1),
      item('g', 1, 1),
    ];
    expect(await textOfBody(items.join(''), { numbering })).toBe(
      '1. a\n2. b\n  2.I c\n  2.II d\n    (a) e\n3. f\n  3.I g\n',
    );
  });

  it('counts on in another list of the same definition, unless that begins anew', async () => {
    const again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>';
    const numbering = definition(1, level(0, 'decimal', '%1)')) + list(1, 1) + list(2, 1) + list(3, 1, again);
    const items = [item('a', 1), item('b', 2), item('c', 3), item('d', 3)];
    expect(await textOfBody(items.join(''), { numbering })).toBe('1) a\n2) b\n4) c\n5) d\n');
  });

  it('numbers headings by their styles, and leaves a line empty before them', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My heading"/><w:basedOn w:val="H1"/></w:style>';
    const numbering = definition(1, level(0, 'decimal', '§ %1', '<w:pStyle w:val="H1"/>')) + list(1, 1);
    const body =
      paragraph('One', '<w:pStyle w:val="H1"/>') +
      paragraph('text') +
      paragraph('Two', '<w:pStyle w:val="Own"/>');
    expect(await textOfBody(body, { styles, numbering })).toBe('§ 1 One\ntext\n\n§ 2 Two\n');
  });

  it('shows a symbol of a symbol font as a bullet', async () => {
    const numbering = definition(1, level(0, 'bullet', '\uF0B7')) + list(1, 1);
    expect(await textOfBody(item('a', 1), { numbering })).toBe('• a\n');
  });

  it('ends where styles build on each other in a circle', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>';
    expect(await textOfBody(paragraph('a', '<w:pStyle w:val="A"/>'), { styles })).toBe('a\n');
  });

  it('leaves out deleted, moved and hidden text, and instructions of fields', async () => {
    const body =
      `<w:p>${run('kept ')}<w:del>${run('deleted ').replaceAll('w:t', 'w:delText')}</w:del>` +
      `<w:moveFrom>${run('moved ')}</w:moveFrom><w:moveTo>${run('there ')}</w:moveTo>${run('hidden ', '<w:vanish/>')}` +
      `${run('shown ', '<w:vanish w:val="0"/>')}<w:r><w:instrText>PAGE</w:instrText></w:r><w:ins>${run('new')}</w:ins></w:p>`;
    expect(await textOfBody(body)).toBe('kept there shown new\n');
  });

  it('shows a text whose paragraph mark alone is hidden', async () => {
    expect(await textOfBody(paragraph('a', '<w:rPr><w:vanish/></w:rPr>'))).toBe('a\n');
  });

  it('takes no former format for the present one', async () => {
    const body = paragraph(
      'a',
      '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>',
    );
    const numbering = definition(1, level(0, 'decimal', '%1.')) + list(1, 1);
    expect(await textOfBody(body, { numbering })).toBe('a\n');
  });

  it('shows a text box once, after the paragraph that it hangs on', async () => {
    const box = `<w:txbxContent>${paragraph('in the box')}${paragraph('second line')}</w:txbxContent>`;
    const both = `<mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>`;
    const body = `<w:p>${run('before, ')}<w:r>${both}</w:r>${run('after')}</w:p>${paragraph('next')}`;
    expect(await textOfBody(body)).toBe('before, after\nin the box\nsecond line\nnext\n');
  });

  it('shows tables as rows, with empty cells where cells are merged', async () => {
    const cell = (content: string, properties = '') =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
    const inner = `<w:tbl><w:tr>${cell(paragraph('x'))}${cell(paragraph('y'))}</w:tr></w:tbl><w:p/>`;
    const body =
      `${paragraph('before')}<w:tbl><w:tr>${cell(paragraph('a') + paragraph('b'), '<w:gridSpan w:val="2"/>')}${cell(paragraph('c'))}</w:tr>` +
      `<w:tr>${cell('<w:p/>')}${cell(inner)}${cell(paragraph('d'))}</w:tr><w:tr>${cell('<w:p/>')}</w:tr></w:tbl>${paragraph('after')}`;
    expect(await textOfBody(body)).toBe('before\n\na b\t\tc\n\tx y\td\n\nafter\n');
  });

  it('keeps the lines of a cell that lays out a page', async () => {
    const page = paragraph('first') + paragraph('second');
    expect(await textOfBody(`<w:tbl><w:tr><w:tc>${page}</w:tc></w:tr></w:tbl>`)).toBe('first\nsecond\n');
  });

  it('knows tabs from tab stops, and non-breaking hyphens', async () => {
    const body = paragraph('a', '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>').replace(
      '<w:t xml:space="preserve">a</w:t>',
      '<w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/><w:t>d</w:t>',
    );
    expect(await textOfBody(body)).toBe('a\tb\u2011c\nd\n');
  });

  it('reads a document whatever it calls its namespaces, and in UTF-16', async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-16"?><document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>Größe 漢字</t></r></p></body></document>';
    const bytes = archive({ 'word/document.xml': Buffer.from(`\uFEFF${xml}`, 'utf16le') });
    expect(await textOfBytes('a.docx', bytes)).toBe('Größe 漢字\n');
  });

  it('is refused where the main part is missing', async () => {
    expect(await problemOfBytes('a.docx', archive({ 'a.txt': 'a' }))).toBe('document_damaged');
  });
});
