import type { Bitmap } from './bitmap.ts';

/** The picture for each name: its size in points, and again at twice the density. */
const KINDS = [
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

export const ICNS_SIZES: readonly number[] = [...new Set(KINDS.map(([, size]) => size))];

/** macOS's icon format: PNGs, each under the name of its size. */
export function icnsOf(bitmaps: readonly Bitmap[]): Buffer {
  const parts = KINDS.flatMap(([name, size]) => {
    const bitmap = bitmaps.find((each) => each.size === size);
    if (bitmap === undefined) throw new TypeError(`no picture of ${size} pixels for ${name}`);
    return [partOf(name, bitmap.png)];
  });
  return partOf('icns', Buffer.concat(parts));
}

function partOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  header.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([header, content]);
}
