import { describe, expect, it } from 'vitest';
import { archive, problemOfBytes, textOfBytes } from '../../support/convert/extracted-text.ts';

const NAMESPACES = ['office', 'text', 'table', 'draw', 'style', 'svg', 'dc', 'presentation', 'xlink', 'fo']
  .map((name) => `xmlns:${name}="urn:${name}"`)
  .join(' ');

interface DocumentParts {
  readonly automaticStyles?: string;
  readonly styles?: string;
  readonly more?: Readonly<Record<string, string>>;
}

function openDocument(
  body: string,
  { automaticStyles = '', styles = '', more = {} }: DocumentParts = {},
): Uint8Array {
  return archive({
    'META-INF/manifest.xml': '<manifest:manifest xmlns:manifest="m"/>',
    'content.xml': `<office:document-content ${NAMESPACES}><office:automatic-styles>${automaticStyles}</office:automatic-styles><office:body>${body}</office:body></office:document-content>`,
    'styles.xml': `<office:document-styles ${NAMESPACES}>${styles}</office:document-styles>`,
    ...more,
  });
}

const textOfOdt = (content: string, parts?: DocumentParts) =>
  textOfBytes('a.odt', openDocument(`<office:text>${content}</office:text>`, parts));
const textOfOds = (content: string, parts?: DocumentParts) =>
  textOfBytes('a.ods', openDocument(`<office:spreadsheet>${content}</office:spreadsheet>`, parts));
const textOfOdp = (content: string) =>
  textOfBytes('a.odp', openDocument(`<office:presentation>${content}</office:presentation>`));
const p = (text: string) => `<text:p>${text}</text:p>`;
const item = (content: string) => `<text:list-item>${content}</text:list-item>`;
const NUMBERS =
  '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>' +
  '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")" text:display-levels="2"/></text:list-style>';

describe('the text of an .odt', () => {
  it('joins white space as LibreOffice does, and keeps blanks, tabs and line ends that are elements', async () => {
    const content = p(
      '\n  a \t b<text:span>  c</text:span><text:s text:c="3"/>d<text:tab/>e<text:line-break/>f\n',
    );
    expect((await textOfOdt(content)).trimEnd()).toBe('a b c   d\te\nf');
  });

  it('numbers lists and their levels, begins each list anew and continues one that says so', async () => {
    const content =
      `<text:list text:style-name="N">${item(p('a'))}${item(`${p('b')}${p('more of b')}<text:list>${item(p('c'))}</text:list>`)}</text:list>` +
      `<text:list text:style-name="N">${item(p('d'))}</text:list>` +
      `<text:list text:style-name="N" text:continue-numbering="true">${item(p('e'))}</text:list>`;
    expect(await textOfOdt(content, { automaticStyles: NUMBERS })).toBe(
      '1. a\n2. b\nmore of b\n  (2.a) c\n1. d\n2. e\n',
    );
  });

  it('continues the list that it names', async () => {
    const list = (more: string, text: string) =>
      `<text:list text:style-name="N" ${more}>${item(p(text))}</text:list>`;
    const content =
      list('xml:id="first"', 'a') + list('xml:id="second"', 'b') + list('text:continue-list="first"', 'c');
    expect(await textOfOdt(content, { automaticStyles: NUMBERS })).toBe('1. a\n1. b\n2. c\n');
  });

  it('numbers headings by the outline', async () => {
    const styles =
      '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="I"/>' +
      '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style></office:styles>';
    const h = (level: number, text: string) => `<text:h text:outline-level="${level}">${text}</text:h>`;
    expect(await textOfOdt(h(1, 'One') + p('a') + h(2, 'Plain') + h(1, 'Two'), { styles })).toBe(
      'I One\na\n\nPlain\n\nII Two\n',
    );
  });

  it('leaves out deleted, hidden and descriptive text', async () => {
    const automaticStyles =
      '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>';
    const content =
      `<text:tracked-changes>${p('deleted')}</text:tracked-changes>` +
      p(
        'a<text:span text:style-name="H"> hidden</text:span>b<draw:frame><svg:title>t</svg:title><svg:desc>d</svg:desc></draw:frame>' +
          '<text:ruby><text:ruby-base>c</text:ruby-base><text:ruby-text>spoken</text:ruby-text></text:ruby>',
      );
    expect(await textOfOdt(content, { automaticStyles })).toBe('abc\n');
  });

  it('has notes at the end, marked where they stand, and comments with their authors', async () => {
    const note = (kind: string, text: string) =>
      `<text:note text:note-class="${kind}"><text:note-citation>9</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`;
    const comment = `<office:annotation><dc:creator>Anna Berg</dc:creator><dc:date>2026-01-01</dc:date>${p('Why?')}</office:annotation>`;
    const content = p(
      `a${note('footnote', 'one')}${comment} b${note('endnote', 'end')} c${note('footnote', 'two')}`,
    );
    expect(await textOfOdt(content)).toBe(
      'a[1] b[i] c[2]\n\n[1] one\n\n[2] two\n\n[i] end\n\n[Anna Berg] Why?\n',
    );
  });

  it('shows a text box after the paragraph that it hangs on', async () => {
    const box = `<draw:frame><draw:text-box>${p('in the box')}</draw:text-box></draw:frame>`;
    expect(await textOfOdt(p(`before ${box}after`) + p('next'))).toBe('before after\nin the box\nnext\n');
  });

  it('has headers and footers once', async () => {
    const page = (header: string) =>
      `<style:master-page><style:header>${p(header)}</style:header><style:footer>${p('Foot')}</style:footer></style:master-page>`;
    const styles = `<office:master-styles>${page('Head')}${page('Head')}${page('Other')}</office:master-styles>`;
    expect(await textOfOdt(p('a'), { styles })).toBe('a\n\nHead\n\nFoot\n\nOther\n');
  });

  it('has the title and values of a chart', async () => {
    const cell = (text: string) => `<table:table-cell>${p(text)}</table:table-cell>`;
    const chart = `<office:document-content ${NAMESPACES}><office:body><office:chart>${p('Sales')}<table:table table:name="local-table"><table:table-row><table:table-cell/>${cell('North')}</table:table-row><table:table-row>${cell('May')}${cell('5')}</table:table-row></table:table></office:chart></office:body></office:document-content>`;
    const content = p('a<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>');
    expect(await textOfOdt(content, { more: { 'Object 1/content.xml': chart } })).toBe(
      'a\n\nSales\n\n\tNorth\nMay\t5\n',
    );
  });

  it('is refused where the document is encrypted', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const whole = openDocument('', { more: { 'encrypted-package': 'x' } });
    expect(
      await problemOfBytes('a.odt', openDocument('', { more: { 'META-INF/manifest.xml': manifest } })),
    ).toBe('document_encrypted');
    expect(await problemOfBytes('a.odt', whole)).toBe('document_encrypted');
  });

  it('is refused where the archive has no content', async () => {
    expect(await problemOfBytes('a.odt', archive({ 'a.txt': 'a' }))).toBe('document_damaged');
  });
});

describe('the text of an .ods', () => {
  const cell = (text: string, repeated = 1) =>
    `<table:table-cell table:number-columns-repeated="${repeated}">${text === '' ? '' : p(text)}</table:table-cell>`;
  const row = (cells: string, repeated = 1) =>
    `<table:table-row table:number-rows-repeated="${repeated}">${cells}</table:table-row>`;
  const table = (rows: string, more = '') => `<table:table table:name="Data" ${more}>${rows}</table:table>`;

  it('repeats cells and rows, but none that are empty at an end', async () => {
    const rows =
      row(cell('a', 3) + cell('', 2) + cell('b') + cell('', 16_378)) +
      row(cell('', 16_384), 500) +
      row(cell('') + cell('c'), 2) +
      row(cell('', 16_384), 1_048_573);
    expect(await textOfOds(table(rows))).toBe('Data\na\ta\ta\t\t\tb\n\n\tc\n\tc\n');
  });

  it('has all of 300 rows that are the same', async () => {
    const lines = (await textOfOds(table(row(cell('0'), 300)))).trimEnd().split('\n');
    expect(lines).toHaveLength(301);
  });

  it('leaves out hidden sheets, and the names of empty ones', async () => {
    const automaticStyles =
      '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const tables =
      table(row(cell('x')), 'table:style-name="H"') + table(row(cell(''))) + table(row(cell('a')));
    expect(await textOfOds(tables, { automaticStyles })).toBe('Data\na\n');
  });

  it('keeps a cell of several lines in its row', async () => {
    const tall = `<table:table-cell>${p('a')}${p('b')}</table:table-cell>`;
    expect(await textOfOds(table(row(tall + cell('c'))))).toBe('Data\na b\tc\n');
  });
});

describe('the text of an .odp', () => {
  const frame = (content: string, purpose = '') =>
    `<draw:frame presentation:class="${purpose}"><draw:text-box>${content}</draw:text-box></draw:frame>`;

  it('has slides with their titles first, notes last, and what they repeat once', async () => {
    const notes = `<presentation:notes>${frame(p('Say hello.') + p('Smile.'), 'notes')}${frame(p('7'), 'page-number')}</presentation:notes>`;
    const pages =
      '<presentation:footer-decl>Ltd</presentation:footer-decl>' +
      `<draw:page>${frame(p('body'))}${frame(p('Title'), 'title')}${frame(p('7'), 'page-number')}${notes}</draw:page>` +
      '<draw:page/>' +
      `<draw:page>${frame(p('Last'), 'title')}</draw:page>`;
    expect(await textOfOdp(pages)).toBe(
      'Slide 1\nTitle\nbody\nLtd\nNotes: Say hello.\nSmile.\n\nSlide 3\nLast\n',
    );
  });

  it('is empty when no slide has text', async () => {
    expect(await textOfOdp(`<draw:page>${frame('')}</draw:page>`)).toBe('');
  });
});
