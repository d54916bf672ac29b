import { ConversionError } from '../../../main/core/convert/conversion.ts';
import { drawingEvents } from '../../../main/core/convert/worker/text/drawing/drawing-text.ts';
import { shownNumber } from '../../../main/core/convert/worker/text/numbers/cell-value.ts';
import { NoteMarks } from '../../../main/core/convert/worker/text/numbers/note-marks.ts';
import { ContentReader } from '../../../main/core/convert/worker/text/open-document/content-reader.ts';
import { OpenDocumentStyles } from '../../../main/core/convert/worker/text/open-document/styles.ts';
import { RtfReader } from '../../../main/core/convert/worker/text/rtf/rtf-reader.ts';
import { RtfTokenizer } from '../../../main/core/convert/worker/text/rtf/tokenizer.ts';
import { sheetEvents } from '../../../main/core/convert/worker/text/spreadsheet/sheet-events.ts';
import { wordEvents } from '../../../main/core/convert/worker/text/word/word-events.ts';
import { WordLists } from '../../../main/core/convert/worker/text/word/word-lists.ts';
import { joined, textOfXml, type XmlEvents } from '../../../main/core/convert/worker/text/xml.ts';
import type { FuzzTarget } from './targets.ts';

const CHUNK_LENGTH = 1000;
const NO_WORKBOOK = {
  sheets: [],
  shared: ['a'],
  formats: ['General', 'yyyy', '0%'],
  since1904: false,
  persons: new Map(),
};

/** Cuts an input where a file would be cut. */
async function* chunksOf(input: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(input);
  for (let at = 0; at < bytes.length; at += CHUNK_LENGTH) yield bytes.subarray(at, at + CHUNK_LENGTH);
}

async function readXml(input: string, events: (emit: (text: string) => void) => XmlEvents): Promise<void> {
  await refusable(() => joined(textOfXml(chunksOf(input), events)));
}

/** A document may be refused, but nothing else may happen. */
async function refusable(read: () => unknown): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
  }
}

/** Readers of documents that are converted. */
export const DOCUMENT_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'text of Office documents',
    seeds: [
      '<w:document><w:body><w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>A</w:t><w:tab/><w:footnoteReference w:id="1"/></w:r></w:p></w:body></w:document>',
      '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:txbxContent><w:p/></w:txbxContent></w:r></w:p></w:tc></w:tr></w:tbl>',
      '<w:footnotes><w:footnote w:id="1"><w:p><w:r><w:t>B</w:t></w:r></w:p></w:footnote><w:comment w:author="C"/></w:footnotes>',
      '<p:sp><a:p><a:pPr lvl="2"/><a:r><a:t>A</a:t></a:r><a:br/></a:p><a:tbl><a:tr><a:tc/></a:tr></a:tbl></p:sp>',
      '<worksheet><row r="2"><c r="XFD2" t="s" s="1"><v>0</v></c><c t="inlineStr"><is><t>x</t><rPh/></is></c></row></worksheet>',
    ],
    tokens: [
      ...[
        '<w:tc>',
        '</w:tc>',
        '<w:tr>',
        '</w:tr>',
        '<w:r>',
        '</w:r>',
        '<w:t>',
        '<w:del>',
        '</w:del>',
        '<w:p/>',
      ],
      ...[
        '<w:txbxContent>',
        '</w:txbxContent>',
        '<w:footnote>',
        '</w:footnote>',
        'w:val="',
        '="-1"',
        '="1e9"',
      ],
      ...[
        '<row>',
        '<c r="',
        '<v>',
        '</v>',
        '&#x',
        '<!--',
        '<![CDATA[',
        ']]>',
        '<!DOCTYPE a [',
        'xmlns:r="',
        '/>',
      ],
    ],
    parse: async (input) => {
      const lists = new WordLists(new Map(), new Map(), new Map());
      await readXml(input, (emit) => wordEvents(emit, lists, new NoteMarks()));
      await readXml(input, drawingEvents);
      await readXml(input, (emit) => sheetEvents(NO_WORKBOOK, emit));
    },
  },
  {
    name: 'text of OpenDocument files',
    seeds: [
      '<d><office:automatic-styles><text:list-style style:name="N"><text:list-level-style-number text:level="2" style:num-format="a" text:display-levels="2"/></text:list-style></office:automatic-styles><office:body><office:text><text:list text:style-name="N"><text:list-item><text:p>a<text:s text:c="3"/></text:p></text:list-item></text:list></office:text></office:body></d>',
      '<office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>',
      '<office:body><office:presentation><draw:page><draw:frame presentation:class="title"><text:p>a<text:note><text:p>n</text:p></text:note><office:annotation><dc:creator>B</dc:creator></office:annotation></text:p></draw:frame><presentation:notes/></draw:page></office:presentation></office:body>',
    ],
    tokens: [
      ...[
        '<text:p>',
        '</text:p>',
        '<text:list>',
        '</text:list>',
        '<text:list-item>',
        '<text:note>',
        '</text:note>',
      ],
      ...[
        '<table:table>',
        '</table:table>',
        '<table:table-row>',
        '<table:table-cell>',
        '</table:table-cell>',
        '<draw:page>',
      ],
      ...[
        '<draw:frame>',
        '</draw:frame>',
        '-repeated="',
        '="1000"',
        '="-5"',
        ' text:c="',
        '<office:body>',
        '/>',
        '</',
      ],
    ],
    parse: (input) => readXml(input, (emit) => new ContentReader(emit, new OpenDocumentStyles()).events),
  },
  {
    name: 'text of RTF',
    seeds: [
      "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset204 A;}}\\f0 a\\'e4\\u8364?\\par{\\footnote\\ftnalt b}\\trowd\\intbl c\\cell\\row\\pard d}",
      '{\\rtf1{\\*\\annotation a}{\\*\\atnauthor b}{\\shp{\\*\\shpinst{\\shptxt c\\par}}}{\\header d}{\\listtext 1.\\tab}{\\v e}\\bin3 }}}\\uc2\\u-1 xx}',
    ],
    tokens: [
      ...[
        '{',
        '}',
        '\\',
        '\\*',
        "\\'",
        '\\bin',
        '\\bin99',
        '\\u',
        '\\uc9',
        '\\intbl',
        '\\cell',
        '\\row',
        '\\pard',
      ],
      ...[
        '{\\footnote ',
        '{\\shptxt ',
        '{\\header ',
        '{\\*\\annotation ',
        '\\ftnalt',
        '\\ansicpg932',
        '\\f1',
        '\\par',
      ],
    ],
    parse: (input) =>
      refusable(() => {
        const reader = new RtfReader(() => {});
        const tokenizer = new RtfTokenizer(reader);
        for (let at = 0; at < input.length; at += CHUNK_LENGTH)
          tokenizer.write(input.slice(at, at + CHUNK_LENGTH));
        tokenizer.end();
        reader.end();
      }),
  },
  {
    name: 'number formats of sheets',
    seeds: [
      'yyyy\\-mm\\-dd',
      '#,##0.00 "€";[Red]-0',
      '[$-407]d. mmmm;@',
      '[h]:mm:ss',
      '0.0%',
      '"a";"b";"c"',
      '_-* 0',
    ],
    tokens: ['"', '\\', '[', ']', '[$', ';', '%', '.', '0', '#', 'General', 'AM/PM', '_', '*', 'y', 'h', '@'],
    parse: (input) =>
      ['1', '-0.5', '46353.7', '0', '1e300', input].map((number) => shownNumber(number, input, true)),
  },
];
