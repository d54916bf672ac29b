import { open } from 'node:fs/promises';
import type { Extractor } from './extractor.ts';
import { type Findings, textPathOf } from './stored-bytes.ts';

/** How far into a file the virus scan looks. */
const scannedBytes = 1024 * 1024;

/** EICAR's test string, in pieces so that no scanner takes this source for the test file. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');

/**
 * Scans the file for viruses, and writes its text as UTF-8 beside it.
 * @throws only if the disk fails
 */
export async function inspect(
  path: string,
  contentType: string,
  { extractor, now }: { readonly extractor: Extractor; readonly now: () => number },
): Promise<Findings> {
  if (await isInfected(path)) {
    return { infected: true, empty: false, tooLong: false, finishedAtMs: now() };
  }
  const extracted = await extractor.extract({ path, contentType, textPath: textPathOf(path) });
  return { infected: false, ...extracted, finishedAtMs: now() };
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
