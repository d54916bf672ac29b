import { strToU8, zipSync } from 'fflate';

/** A fixed time, so that a document made twice is the same to the byte. ZIP keeps local time without a zone. */
const MADE = new Date(2026, 8, 30, 12, 0, 0);
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';

export interface Part {
  /** Its path in the package, without a leading slash. */
  readonly path: string;
  readonly contentType: string;
  readonly xml: string;
}

export interface Relation {
  /** The last word of its type, such as `styles`. */
  readonly type: string;
  readonly target: string;
}

/** An OOXML package (ECMA-376 part 2) whose main document is the first part and is related to `relations`. */
export function packageOf(main: Part, others: readonly Part[], relations: readonly Relation[]): Uint8Array {
  const overrides = [main, ...others]
    .map(({ path, contentType }) => `<Override PartName="/${path}" ContentType="${contentType}"/>`)
    .join('');
  const types =
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`;

  const files = new Map<string, string>([
    ['[Content_Types].xml', types],
    ['_rels/.rels', relationsXml([{ type: 'officeDocument', target: main.path }])],
    [main.path, main.xml],
    [main.path.replace(/([^/]+)$/, '_rels/$1.rels'), relationsXml(relations)],
    ...others.map(({ path, xml }): [string, string] => [path, xml]),
  ]);
  const entries = [...files].map(([path, xml]) => [path, strToU8(DECLARATION + xml)]);
  return zipSync(Object.fromEntries(entries), { mtime: MADE });
}

/** Escapes text for XML, and leaves out characters that XML 1.0 cannot contain, such as most control characters. */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function relationsXml(relations: readonly Relation[]): string {
  const all = relations.map(
    ({ type, target }, at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/relationships/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}
