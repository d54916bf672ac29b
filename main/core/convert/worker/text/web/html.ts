import { readFile } from 'node:fs/promises';
import { compile } from 'html-to-text';
import { ConversionError } from '../../../conversion.ts';
import type { Source } from '../../source.ts';
import { encodingOfPage } from '../encoding/declared-encoding.ts';
import { decodeText } from '../plain-text.ts';
import { formatLink } from './links.ts';
import { demandShallow } from './nesting.ts';
import { formatTable } from './tables.ts';
import { closeEmptyElements } from './xhtml.ts';

/** The library builds a tree of the whole page, which takes many times its size. In bytes. */
export const MAX_PAGE_BYTES = 32 * 1024 * 1024;
/** Browsers nest elements as deeply: 512 in Chromium. */
const MAX_DEPTH = 500;
/** No character; the library leaves it where it stopped at {@link MAX_DEPTH}. */
const CUT_OFF = '\uffff';
const DECLARES_XML = /^\s*<\?xml\s/;

/** What nobody sees who looks at the page, or only where a browser cannot show something else. */
const UNSEEN = [
  ...[
    'title',
    'script',
    'style',
    'template',
    'noscript',
    'img',
    'svg',
    'audio',
    'video',
    'canvas',
    'iframe',
    'object',
    'datalist',
  ],
  // How a Japanese word is spoken.
  ...['rp', 'rt'],
  // What was taken out of the text.
  'del',
  ...['[hidden]', '[style*="display:none" i]', '[style*="display: none" i]'],
];
/** They begin on a line of their own in each browser; the library knows the others. */
const BLOCKS = [
  ...['address', 'center', 'dd', 'details', 'dialog', 'dir', 'dl', 'dt', 'fieldset', 'figcaption', 'figure'],
  ...['hgroup', 'legend', 'li', 'menu', 'optgroup', 'option', 'search', 'summary', 'caption', 'tr'],
];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** A web page's text as a browser shows it. Nothing that it names is loaded. */
export async function* htmlText({ path, sizeBytes }: Source): AsyncGenerator<string> {
  if (sizeBytes > MAX_PAGE_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  yield textOfPage(await readFile(path));
}

/**
 * @param isXml whether it is XHTML even if it does not say so
 * @returns the text of a page
 * @throws {ConversionError} where it is no text, or made to do harm
 */
export function textOfPage(bytes: Buffer, isXml = false): string {
  if (bytes.length > MAX_PAGE_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  const page = decodeText(bytes, encodingOfPage(bytes));
  demandShallow(page);
  const text = convert(isXml || DECLARES_XML.test(page) ? closeEmptyElements(page) : page);
  if (text.includes(CUT_OFF)) throw new ConversionError({ code: 'conversion_too_costly' });
  return `${text}\n`;
}

function convert(page: string): string {
  try {
    return toText(page);
  } catch (error) {
    // The stack or the longest string was not enough.
    if (error instanceof RangeError) {
      throw new ConversionError({ code: 'conversion_too_costly' }, { cause: error });
    }
    throw error;
  }
}

const toText = compile({
  wordwrap: false,
  // A zero-width space is no gap: it says where a word of Thai or Khmer may be broken.
  whitespaceCharacters: ' \t\r\n\f',
  limits: { maxDepth: MAX_DEPTH, ellipsis: CUT_OFF, maxInputLength: Number.POSITIVE_INFINITY },
  // All of the document: browsers show what stands outside of its body, too.
  baseElements: { selectors: ['none'], returnDomByDefault: true },
  formatters: { rows: formatTable, link: formatLink },
  selectors: [
    ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false, leadingLineBreaks: 2 } })),
    ...BLOCKS.map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    ...UNSEEN.map((selector) => ({ selector, format: 'skip' })),
    { selector: 'hr', format: 'lineBreak' },
    { selector: 'a', format: 'link' },
    { selector: 'table', format: 'rows' },
  ],
});
