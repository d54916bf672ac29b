/** Sample documents of the five types that the Files API takes, real ones, from a few kB to about 2 MB. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { docx } from './documents/docx.ts';
import { pdf } from './documents/pdf.ts';
import { xlsx } from './documents/xlsx.ts';
import { agreement, meetingNotes, priceList, quarterlyReport, transactions } from './office-texts.ts';

export { docx, pdf, xlsx };

export interface Sample {
  /** Absolute if the folder was. */
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const CONTENTS: readonly (readonly [name: string, make: () => Uint8Array])[] = [
  ['Quarterly report Q3 2026.docx', () => docx(quarterlyReport())],
  ['Price list 2027.xlsx', () => xlsx(priceList(4_000))],
  ['Framework agreement.pdf', () => pdf(agreement(1_600))],
  ['Transactions 2026.csv', () => utf8(transactions(28_000))],
  ['Meeting notes 12 November.txt', () => utf8(meetingNotes())],
];

/** Writes them into `folder`, which is made where it is missing. The same call makes the same bytes. */
export async function makeSamples(folder: string): Promise<Sample[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    CONTENTS.map(async ([name, make]) => {
      const bytes = make();
      const path = join(folder, name);
      await writeFile(path, bytes);
      return { path, name, sizeBytes: bytes.byteLength };
    }),
  );
}
