import { open, readFile } from 'node:fs/promises';
import WordExtractor from 'word-extractor';
import { ConversionError } from '../../conversion.ts';
import { asProblem } from '../as-problem.ts';
import type { Source, TextExtractor } from '../source.ts';
import { streamsOf } from './compound-file.ts';
import { rowText } from './document-text.ts';

/** The library holds the whole document in memory, in bytes. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;
const WORD_STREAM = 'WordDocument';
/** Where the stream says that the document is encrypted (MS-DOC, 2.5.2), in bytes. */
const FLAGS_AT = 0x0a;
const ENCRYPTED = 0x0100;
const BYTES_TO_TELL = 512;

/** The methods of the library's documents, with the option that its types leave out. */
type Getter = (options: {
  /** Whether dashes and quotation marks become those of typewriters. */
  readonly filterUnicode: boolean;
}) => string;
interface WordText {
  readonly getBody: Getter;
  readonly getFootnotes: Getter;
  readonly getEndnotes: Getter;
  readonly getAnnotations: Getter;
  readonly getHeaders: Getter;
  readonly getTextboxes: Getter;
}

/** A Word document of 1997 to 2003, or what else Word opens under this name. */
export const docText: TextExtractor = async function* (source) {
  const start = (await streamsOf(source.path))?.get(WORD_STREAM);
  if (start === undefined) yield* (await extractorByContent(source.path))(source);
  else yield* wordText(source, start);
};

/** @param start of the stream with the text, in bytes */
async function* wordText({ path, sizeBytes }: Source, start: number): AsyncGenerator<string> {
  if (sizeBytes > MAX_DOCUMENT_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  const bytes = await readFile(path);
  const isCut = bytes.length < start + BYTES_TO_TELL;
  if (isCut) throw new ConversionError({ code: 'document_damaged' });
  if ((bytes.readUInt16LE(start + FLAGS_AT) & ENCRYPTED) !== 0) {
    throw new ConversionError({ code: 'document_encrypted' });
  }
  const document = await extract(bytes);
  const texts = new Set(
    [
      document.getBody,
      document.getFootnotes,
      document.getEndnotes,
      document.getAnnotations,
      document.getHeaders,
      document.getTextboxes,
    ].map((get) => linesOf(get.call(document, { filterUnicode: false }))),
  );
  let isFirst = true;
  for (const text of texts) {
    if (text === '') continue;
    yield `${isFirst ? '' : '\n'}${text}\n`;
    isFirst = false;
  }
}

async function extract(bytes: Buffer): Promise<WordText> {
  try {
    return (await new WordExtractor().extract(bytes)) as unknown as WordText;
  } catch (error) {
    throw asProblem(error);
  }
}

/** The library ends each cell of a table with a tab. */
function linesOf(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => (line.includes('\t') ? rowText(line.split('\t')) : line.trimEnd()));
  return lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Word opens other documents under this name as well, and some programs make such. */
async function extractorByContent(path: string): Promise<TextExtractor> {
  const beginning = await beginningOf(path);
  if (beginning.startsWith('{\\rtf')) return (await import('./rtf/rtf.ts')).rtfText;
  if (beginning.startsWith('PK')) return (await import('./word/docx.ts')).docxText;
  if (/^[^<]{0,9}<(?:!doctype|html|head|\?xml)/i.test(beginning))
    return (await import('./web/html.ts')).htmlText;
  return (await import('./plain-text.ts')).plainText;
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BYTES_TO_TELL), 0, BYTES_TO_TELL, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
