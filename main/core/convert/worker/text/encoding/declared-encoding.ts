import { canDecode } from './decoder.ts';

/** A browser looks so far for it (HTML, "prescan a byte stream"), and an XML declaration is the first line. */
const LOOKED_AT_BYTES = 2048;
const IN_XML = /^\s{0,9}<\?xml\s[^<>]{0,200}?encoding\s?=\s?["']([\w.:-]{1,40})/;
const IN_HTML = /<meta\s[^<>]{0,500}?charset\s?=\s?["']?\s?([\w.:-]{1,40})/i;

/** @returns the encoding that an XML document declares, for `decoderFor`; null where it declares none that is known */
export function encodingOfXml(head: Buffer): string | null {
  return declaredBy(IN_XML, head);
}

/** As {@link encodingOfXml}, for a web page. */
export function encodingOfPage(head: Buffer): string | null {
  return declaredBy(IN_XML, head) ?? declaredBy(IN_HTML, head);
}

function declaredBy(pattern: RegExp, head: Buffer): string | null {
  const label = pattern.exec(head.toString('latin1', 0, LOOKED_AT_BYTES))?.[1];
  if (label === undefined) return null;
  const encoding = standardName(label);
  // A declaration that can be read so is not in UTF-16.
  if (/^utf-?16/i.test(encoding)) return 'utf-8';
  return canDecode(encoding) ? encoding : null;
}

/** Many labels mean more than they say: `latin1` is Windows-1252 (WHATWG Encoding, 4.2). */
function standardName(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return label;
  }
}
