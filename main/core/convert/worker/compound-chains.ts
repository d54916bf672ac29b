/** The header lists so many sectors of the allocation table (MS-CFB, 2.2). */
const LISTED_SECTORS = 109;
const HEADER_BYTES = 512;
/** The highest number of a sector; higher ones end a chain or are free (MS-CFB, 2.1). */
const LAST_SECTOR = 0xffff_fffa;
const [UNSEEN, ON_PATH, DONE] = [0, 1, 2];

/**
 * Each sector of a compound file names the next one of its stream. The library that reads such files follows them until its
 * memory is full.
 * @throws where sectors name each other in a circle, or the file has fewer of them than it says
 */
export function demandFiniteChains(bytes: Buffer): void {
  const sectorBytes = bytes.readUInt16LE(30) === 12 ? 4096 : 512;
  const sectors = Math.ceil(bytes.length / sectorBytes);
  for (const at of [44, 64, 72]) {
    if (bytes.readUInt32LE(at) > sectors) throw new Error('the file has fewer sectors than it says');
  }
  const numbersIn = (sector: number) => {
    const start = (sector + 1) * sectorBytes;
    const content = bytes.subarray(start, start + sectorBytes);
    return Array.from({ length: Math.floor(content.length / 4) }, (_, index) =>
      content.readUInt32LE(index * 4),
    );
  };
  const next = tableSectors(bytes, sectors, numbersIn).flatMap(numbersIn);
  demandNoCircle(next);
  const smallTable: number[] = [];
  for (let sector = bytes.readUInt32LE(60); sector < next.length; sector = next[sector] ?? LAST_SECTOR) {
    smallTable.push(...numbersIn(sector));
  }
  demandNoCircle(smallTable);
}

/** @returns the sectors of the allocation table, in their order */
function tableSectors(bytes: Buffer, sectors: number, numbersIn: (sector: number) => number[]): number[] {
  const listed = Array.from({ length: LISTED_SECTORS }, (_, index) =>
    bytes.readUInt32LE(HEADER_BYTES - (LISTED_SECTORS - index) * 4),
  );
  let list = bytes.readUInt32LE(68);
  for (let count = 0; list < sectors; count += 1) {
    if (count > sectors) throw new Error('the list of the allocation table has no end');
    const numbers = numbersIn(list);
    list = numbers.pop() ?? LAST_SECTOR;
    listed.push(...numbers);
  }
  return listed.filter((sector) => sector < sectors);
}

function demandNoCircle(next: readonly number[]): void {
  const states = new Uint8Array(next.length);
  for (const first of next.keys()) {
    const path: number[] = [];
    let sector = first;
    while (states[sector] === UNSEEN) {
      states[sector] = ON_PATH;
      path.push(sector);
      sector = next[sector] ?? LAST_SECTOR;
    }
    if (states[sector] === ON_PATH) throw new Error('sectors name each other in a circle');
    for (const done of path) states[done] = DONE;
  }
}
