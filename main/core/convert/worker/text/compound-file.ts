import { type FileHandle, open } from 'node:fs/promises';

/** Of each compound file (MS-CFB, 2.2). */
const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
/** How many sectors of the allocation table the header lists; those of a larger file follow elsewhere. */
const LISTED_SECTORS = 109;
/** A document's directory has some dozen entries, and a sector at least four. */
const MAX_DIRECTORY_SECTORS = 100;

/**
 * @returns where the streams of a compound file begin (MS-CFB), such as a Word document of 1997, in bytes and by their names, as
 *   far as the header leads to them; null where the file is no compound file
 */
export async function streamsOf(path: string): Promise<ReadonlyMap<string, number> | null> {
  const file = await open(path, 'r');
  try {
    const header = await bytesAt(file, 0, HEADER_BYTES);
    if (header.length < HEADER_BYTES || !header.subarray(0, 8).equals(SIGNATURE)) return null;
    return await readDirectory(file, header);
  } finally {
    await file.close();
  }
}

async function readDirectory(file: FileHandle, header: Buffer): Promise<Map<string, number>> {
  const streams = new Map<string, number>();
  const sectorBytes = header.readUInt16LE(30) === 12 ? 4096 : 512;
  const readSector = (sector: number) => bytesAt(file, (sector + 1) * sectorBytes, sectorBytes);
  let sector = header.readUInt32LE(48);
  for (let count = 0; count < MAX_DIRECTORY_SECTORS; count += 1) {
    for (const [name, first] of entriesIn(await readSector(sector)))
      streams.set(name, (first + 1) * sectorBytes);
    const inTable = sector * 4;
    const tableIndex = Math.floor(inTable / sectorBytes);
    if (tableIndex >= LISTED_SECTORS) break;
    const table = await readSector(header.readUInt32LE(76 + tableIndex * 4));
    if (table.length < sectorBytes) break;
    sector = table.readUInt32LE(inTable % sectorBytes);
  }
  return streams;
}

/** @returns the names of streams and their first sectors */
function entriesIn(directory: Buffer): [string, number][] {
  const entries: [string, number][] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    // With the zero at its end, in bytes.
    const nameBytes = Math.min(64, directory.readUInt16LE(at + 64));
    const name = directory.toString('utf16le', at, at + Math.max(0, nameBytes - 2));
    if (name !== '') entries.push([name, directory.readUInt32LE(at + 116)]);
  }
  return entries;
}

/** @returns fewer bytes where the file ends before them */
async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
