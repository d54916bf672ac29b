import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { docx, pdf, xlsx } from '../document-types.ts';
import { pdfText } from './pdf.ts';
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

/**
 * Reads TXT and CSV: UTF-8, UTF-16 with a byte order mark, else windows-1252, in which spreadsheets still save CSV. Holds one
 * chunk of 64 KiB beside the sink.
 */
async function plainText(path: string, sink: TextSink): Promise<void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of createReadStream(path)) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    sink.add(decoder.decode(chunk, { stream: true }));
    if (sink.full) return;
  }
  if (decoder !== undefined) sink.add(decoder.decode());
}

/** Decides by the first chunk alone, whose last character may be cut. */
function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
