import { open, writeFile } from 'node:fs/promises';
import { docx, pdf, xlsx } from './document-types.ts';
import { docxText, xlsxText } from './extraction/office.ts';
import { pdfText } from './extraction/pdf.ts';
import { plainText } from './extraction/plain.ts';
import { TextSink } from './extraction/text-sink.ts';
import { type Findings, textPathOf } from './stored-bytes.ts';

/** How far into a file the virus scan looks. */
const scannedBytes = 1024 * 1024;

/** EICAR's test string, in pieces so that no scanner takes this source for the test file. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');

/**
 * Scans the file and writes the text found in it, as UTF-8, beside it. A document that cannot be read as what its
 * type says counts as one without text; only a failing disk rejects.
 */
export async function inspect(path: string, contentType: string, now: () => number): Promise<Findings> {
  if (await isInfected(path)) {
    return { infected: true, empty: false, tooLong: false, finishedAtMs: now() };
  }
  const sink = new TextSink();
  await extractorOf(contentType)(path, sink);
  await writeFile(textPathOf(path), sink.text(), { mode: 0o600 });
  return { infected: false, empty: sink.blank, tooLong: sink.full, finishedAtMs: now() };
}

async function isInfected(path: string): Promise<boolean> {
  await using file = await open(path);
  const buffer = Buffer.alloc(Math.min(scannedBytes, (await file.stat()).size));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled).includes(eicar, 0, 'latin1');
}

function extractorOf(contentType: string): (path: string, sink: TextSink) => Promise<void> {
  switch (contentType) {
    case pdf:
      return pdfText;
    case docx:
      return docxText;
    case xlsx:
      return xlsxText;
    default:
      return plainText;
  }
}
