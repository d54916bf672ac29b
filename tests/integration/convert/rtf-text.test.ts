import { describe, expect, it } from 'vitest';
import { problemOfBytes, textOfBytes } from '../../support/convert/extracted-text.ts';

const FONTS =
  '{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 Gothic;}{\\f3\\fcharset2 Symbol;}{\\f4\\fcharset1 Any;}}';
const textOfRtf = (body: string) =>
  textOfBytes('a.rtf', Buffer.from(`{\\rtf1\\ansi\\ansicpg1250\\deff0${FONTS}${body}}`, 'latin1'));

describe('the text of an .rtf', () => {
  it.each([
    ["\\f0 Gr\\'f6\\'dfe", 'Größe'],
    ["\\f1 \\'ca\\'f0\\'e0\\'ed", 'Кран'],
    ["\\f2 \\'8a\\'bf\\'8e\\'9a", '漢字'],
    ["\\f4 \\'b3\\'f3d\\'9f", 'łódź'],
    ["{\\f1 \\'ca}\\'f6", 'Кö'],
    ['\\uc1\\u26377 ?\\u-10179 ?\\u-9216 ?', '有\u{1F400}'],
    ['\\uc2\\u8364 EUx', '€x'],
    ['\\uc0\\u8364 x', '€x'],
    ['\\lquote a\\rquote\\ldblquote b\\rdblquote\\endash\\emdash\\~\\_\\-', '‘a’“b”–—\u00a0\u2011'],
    ['a\\{b\\}\\\\c', 'a{b}\\c'],
    ['one\\par two\\line three\\tab four\\\nfive', 'one\ntwo\nthree\tfour\nfive'],
  ])('reads the characters of %s', async (body, text) => {
    expect(await textOfRtf(body)).toBe(`${text}\n`);
  });

  it('keeps a control word whole that two pieces of the file share', async () => {
    const words = "word \\'f6\\u8364?\\b bold\\b0 \\par\n".repeat(20_000);
    expect(await textOfRtf(`\\f0 ${words}`)).toBe('word ö€bold\n'.repeat(20_000));
  });

  it('leaves out tables of styles, pictures, instructions, unknown destinations, hidden and deleted text', async () => {
    const body =
      '{\\stylesheet{\\s0 Normal;}}{\\info{\\title T}}{\\*\\unknown x}{\\pict\\pngblip 89504e47}{\\pict\\bin4 }}}}}' +
      'a{\\v hidden}\\v hidden\\v0 b{\\deleted gone}{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}{\\xe index}\\plain c';
    expect(await textOfRtf(body)).toBe('ab7c\n');
  });

  it('shows tables as rows, with lines of a cell in one, and text around them', async () => {
    const row = (...cells: string[]) =>
      `\\trowd\\cellx1\\cellx2 ${cells.map((cell) => `\\pard\\intbl ${cell}\\cell`).join('')}\\row\n`;
    const body = `before\\par ${row('a', 'b\\par c')}${row('', 'd')}\\pard after\\par`;
    expect(await textOfRtf(body)).toBe('before\n\na\tb c\n\td\n\nafter\n');
  });

  it('shows the numbers and bullets of lists', async () => {
    const body = "{\\listtext\\pard\\plain\\tab 1.\\tab}one\\par{\\pntext\\f3\\'b7\\tab}two\\par";
    expect(await textOfRtf(body)).toBe('1. one\n• two\n');
  });

  it('leaves a line empty before a heading', async () => {
    expect(await textOfRtf('a\\par\\pard\\outlinelevel0 Head\\par\\pard b\\par')).toBe('a\n\nHead\nb\n');
  });

  it('has notes at the end, marked where they stand, comments with their authors, and headers once', async () => {
    const body =
      '{\\header Head\\par}{\\headerf Head\\par}{\\footer Foot\\par}a{\\super\\chftn}{\\footnote\\chftn one} ' +
      'b{\\footnote\\ftnalt end}{\\*\\atnid AB}{\\*\\atnauthor Anna Berg}\\chatn{\\*\\annotation Why?}\\par';
    expect(await textOfRtf(body)).toBe(
      'a[1] b[i]\n\n[1] one\n\n[i] end\n\n[Anna Berg] Why?\n\nHead\n\nFoot\n',
    );
  });

  it('shows a text box once, after the paragraph that it hangs on', async () => {
    const body =
      'before {\\shp{\\*\\shpinst{\\sp{\\sn wzName}{\\sv Box}}{\\shptxt in the box\\par}}{\\shprslt in the box}}after\\par next';
    expect(await textOfRtf(body)).toBe('before after\nin the box\nnext\n');
  });

  it('ignores what follows the document', async () => {
    const bytes = '{\\rtf1 a}\0\0\0rest';
    expect(await textOfBytes('a.rtf', bytes)).toBe('a\n');
  });

  it.each([
    ['is cut', '{\\rtf1 a{\\b b'],
    ['is no RTF', 'plain text'],
    ['is binary', Buffer.alloc(1000, 7)],
    ['is empty', ''],
  ])('is refused where the file %s', async (_, bytes) => {
    expect(await problemOfBytes('a.rtf', bytes)).toBe('document_damaged');
  });
});
