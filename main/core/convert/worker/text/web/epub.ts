import { posix } from 'node:path';
import { ConversionError } from '../../../conversion.ts';
import type { TextExtractor } from '../../source.ts';
import { readXml } from '../xml.ts';
import { withParts, type ZipParts } from '../zip-parts.ts';
import { MAX_PAGE_BYTES, textOfPage } from './html.ts';

/** Only fonts are encrypted so (EPUB 3.3, 4.4): the text stays as it is. */
const FONTS_ONLY = ['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC'];
/** A chapter; others are pictures that fill a page. */
const PAGE = /^(?:application\/xhtml\+xml|text\/html|text\/x-oeb1-document)$/;

/** An electronic book: its chapters in the order in which they are read. */
export const epubText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  await demandReadable(parts);
  let isFirst = true;
  for (const chapter of await chaptersOf(parts)) {
    if (parts.sizeOf(chapter) > MAX_PAGE_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
    const text = textOfPage(await parts.bytes(chapter), true).trim();
    // Such as the picture on the cover.
    if (text === '') continue;
    yield `${isFirst ? '' : '\n'}${text}\n`;
    isFirst = false;
  }
}

/** @returns the names of the chapters' parts, in reading order (EPUB 3.3, 5.7) */
async function chaptersOf(parts: ZipParts): Promise<readonly string[]> {
  let packagePart = '';
  await readXml(parts.read('META-INF/container.xml'), {
    open: (name, { 'full-path': path }) => {
      if (name === 'rootfile' && packagePart === '') packagePart = path ?? '';
    },
  });
  parts.demand(packagePart);
  const pages = new Map<string, string>();
  const order: string[] = [];
  await readXml(parts.read(packagePart), {
    open: (name, { id = '', href = '', idref = '', 'media-type': type = '' }) => {
      if (name === 'itemref') order.push(idref);
      else if (name === 'item' && PAGE.test(type))
        pages.set(id, posix.join(posix.dirname(packagePart), decoded(href)));
    },
  });
  return order.flatMap((id) => pages.get(id) ?? []).filter((page) => parts.has(page));
}

async function demandReadable(parts: ZipParts): Promise<void> {
  let isEncrypted = false;
  await readXml(parts.read('META-INF/encryption.xml'), {
    open: (name, { Algorithm = '' }) => {
      if (name === 'EncryptionMethod' && !FONTS_ONLY.includes(Algorithm)) isEncrypted = true;
    },
  });
  if (isEncrypted) throw new ConversionError({ code: 'document_encrypted' });
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
