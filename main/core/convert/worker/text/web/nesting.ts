import { ConversionError } from '../../../conversion.ts';

/**
 * Pages with so many unclosed elements are made to do harm: the parser would take hours. It is far more than a page is shown
 * with, since how deep a page is can only be estimated before it is read.
 */
const MAX_UNCLOSED = 20_000;
const TAG = /<(\/?)([a-z][a-z0-9]*)(?![a-z0-9])([^<>]*)>/gi;
/** They have no end tag, or seldom one: the next of them ends them. */
const END_BY_THEMSELVES: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
  ...['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'option', 'optgroup', 'rp', 'rt'],
]);

/** @throws {ConversionError} where elements are nested so deeply that it takes too long to read the page */
export function demandShallow(page: string): void {
  let unclosed = 0;
  for (const [, slash, name = '', rest = ''] of page.matchAll(TAG)) {
    if (rest.endsWith('/') || END_BY_THEMSELVES.has(name.toLowerCase())) continue;
    unclosed = Math.max(0, unclosed + (slash === '' ? 1 : -1));
    if (unclosed > MAX_UNCLOSED) throw new ConversionError({ code: 'conversion_too_costly' });
  }
}
