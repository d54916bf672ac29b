import { writeFile } from 'node:fs/promises';
import { docx, pdf, xlsx } from '../document-types.ts';
import { pdfText } from './pdf.ts';
import { plainText } from './plain.ts';
import { TextSink } from './text-sink.ts';

export interface Extracted {
  /** All of the text is white space. */
  readonly empty: boolean;
  /** The text was cut at TextSink's limit. */
  readonly tooLong: boolean;
}

/**
 * Writes a document's text to a new file, as UTF-8. A document that does not match its type counts as one without text.
 * @throws only if the disk fails
 */
export async function extract(path: string, contentType: string, textPath: string): Promise<Extracted> {
  const sink = new TextSink();
  await extractText(path, contentType, sink);
  await writeFile(textPath, sink.text(), { mode: 0o600, flag: 'wx' });
  return { empty: sink.blank, tooLong: sink.full };
}

/** Loads the libraries for Office documents with the first of them. */
async function extractText(path: string, contentType: string, sink: TextSink): Promise<void> {
  switch (contentType) {
    case pdf:
      return pdfText(path, sink);
    case docx:
      return (await import('./office.ts')).docxText(path, sink);
    case xlsx:
      return (await import('./office.ts')).xlsxText(path, sink);
    default:
      return plainText(path, sink);
  }
}
