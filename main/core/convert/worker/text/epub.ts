import { posix } from 'node:path';
import { ConversionError } from '../../conversion.ts';
import type { TextExtractor } from '../source.ts';
import { textOfPage } from './html.ts';
import { readXml } from './xml.ts';
import { withParts, type ZipParts } from './zip-parts.ts';

/** Only fonts are encrypted so (EPUB 3.3, 4.4): the text stays as it is. */
const FONTS_ONLY = ['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC'];

/** An electronic book: its chapters in the order in which they are read. */
export const epubText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  await demandReadable(parts);
  let packagePart = '';
  await readXml(parts.read('META-INF/container.xml'), {
    open: (name, { 'full-path': path }) => {
      if (name === 'rootfile' && packagePart === '') packagePart = path ?? '';
    },
  });
  if (!parts.has(packagePart)) throw new ConversionError({ code: 'document_damaged' });
  const files = new Map<string, string>();
  const order: string[] = [];
  await readXml(parts.read(packagePart), {
    open: (name, { id = '', href = '', idref = '' }) => {
      if (name === 'item') files.set(id, posix.join(posix.dirname(packagePart), decoded(href)));
      else if (name === 'itemref') order.push(idref);
    },
  });
  for (const id of order) {
    const file = files.get(id);
    if (file === undefined || !parts.has(file)) continue;
    yield `${textOfPage(await parts.bytes(file))}\n`;
  }
}

async function demandReadable(parts: ZipParts): Promise<void> {
  const algorithms: string[] = [];
  await readXml(parts.read('META-INF/encryption.xml'), {
    open: (name, { Algorithm }) => {
      if (name === 'EncryptionMethod' && Algorithm !== undefined) algorithms.push(Algorithm);
    },
  });
  if (algorithms.some((algorithm) => !FONTS_ONLY.includes(algorithm))) {
    throw new ConversionError({ code: 'document_encrypted' });
  }
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
