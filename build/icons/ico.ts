import type { Bitmap } from './bitmap.ts';

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;
const BITMAP_HEADER_BYTES = 40;

/**
 * Windows's icon format. Small pictures are device-independent bitmaps, which each reader knows; from
 * 256 pixels on as PNG, as Windows itself has it.
 */
export function icoOf(bitmaps: readonly Bitmap[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * bitmaps.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(bitmaps.length, 4);
  const images = bitmaps.map((bitmap) => (bitmap.size >= 256 ? bitmap.png : dibOf(bitmap)));
  let offset = header.length;
  bitmaps.forEach(({ size }, index) => {
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    const bytes = images[index]?.length ?? 0;
    // One byte each; 0 means 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(bytes, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += bytes;
  });
  return Buffer.concat([header, ...images]);
}

/** Rows from the bottom, BGRA, and after them a mask of one bit for each pixel, in rows of whole 32 bits. */
function dibOf({ size, pixels }: Bitmap): Buffer {
  const maskRowBytes = Math.ceil(size / 32) * 4;
  const dib = Buffer.alloc(BITMAP_HEADER_BYTES + size * size * 4 + size * maskRowBytes);
  dib.writeUInt32LE(BITMAP_HEADER_BYTES, 0);
  dib.writeInt32LE(size, 4);
  // Of colours and mask together.
  dib.writeInt32LE(size * 2, 8);
  dib.writeUInt16LE(1, 12);
  dib.writeUInt16LE(32, 14);
  for (let y = 0; y < size; y += 1) {
    const row = size - 1 - y;
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + x) * 4;
      const to = BITMAP_HEADER_BYTES + (row * size + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(from, from + 4);
      dib.set([blue, green, red, alpha], to);
      if (alpha < 128) {
        const at = BITMAP_HEADER_BYTES + size * size * 4 + row * maskRowBytes + (x >> 3);
        dib.writeUInt8(dib.readUInt8(at) | (0x80 >> (x & 7)), at);
      }
    }
  }
  return dib;
}
