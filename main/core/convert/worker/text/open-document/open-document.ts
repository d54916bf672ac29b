import { posix } from 'node:path';
import { ConversionError } from '../../../conversion.ts';
import type { TextExtractor } from '../../source.ts';
import { joined, readXml, textOfXml } from '../xml.ts';
import { withParts, type ZipParts } from '../zip-parts.ts';
import { ContentReader } from './content-reader.ts';
import { OpenDocumentStyles } from './styles.ts';

const HEADER_OR_FOOTER = /^(?:header|footer)(?:-left|-first)?$/;

/** A document, sheet or presentation of LibreOffice (ODF 1.3): the text, then notes, comments, headers and footers. */
export const openDocumentText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  await demandReadable(parts);
  const styles = new OpenDocumentStyles();
  await readXml(parts.read('styles.xml'), { open: (name, attributes) => styles.open(name, attributes) });
  const content: { reader: ContentReader | null } = { reader: null };
  yield* textOfXml(parts.read('content.xml'), (emit) => {
    content.reader = new ContentReader(emit, styles);
    return content.reader.events;
  });
  const { kind = null, objects = [], notes = [] } = content.reader ?? {};
  // The sheet itself has what its charts show.
  if (kind !== 'spreadsheet') yield* textOfObjects(parts, objects);
  for (const text of notes) yield `\n${text}\n`;
  if (kind === 'text') yield* headersAndFooters(parts, styles);
}

async function demandReadable(parts: ZipParts): Promise<void> {
  let isEncrypted = parts.has('encrypted-package');
  await readXml(parts.read('META-INF/manifest.xml'), {
    open: (name) => {
      if (name === 'encryption-data') isEncrypted = true;
    },
  });
  if (isEncrypted) throw new ConversionError({ code: 'document_encrypted' });
  parts.demand('content.xml');
}

/** Yields the titles and values of charts. */
async function* textOfObjects(parts: ZipParts, objects: readonly string[]): AsyncGenerator<string> {
  for (const object of objects) {
    const part = posix.join(object, 'content.xml');
    const read = (emit: (text: string) => void) => new ContentReader(emit, new OpenDocumentStyles()).events;
    const text = (await joined(textOfXml(parts.read(part), read))).trim();
    if (text !== '') yield `\n${text}\n`;
  }
}

/** Yields what stands on each page, once. */
async function* headersAndFooters(parts: ZipParts, styles: OpenDocumentStyles): AsyncGenerator<string> {
  const seen = new Set<string>();
  const reader = new ContentReader(() => {}, styles);
  const { events } = reader;
  await readXml(parts.read('styles.xml'), {
    ...events,
    open: (name, attributes) => {
      if (HEADER_OR_FOOTER.test(name)) reader.openAside();
      else events.open?.(name, attributes);
    },
    close: (name) => {
      if (HEADER_OR_FOOTER.test(name)) seen.add(reader.closeAside());
      else events.close?.(name);
    },
  });
  for (const text of seen) if (text !== '') yield `\n${text}\n`;
}
