/** A square picture: as PNG, and as its pixels (RGBA, not premultiplied, from the top). */
export interface Bitmap {
  readonly size: number;
  readonly png: Buffer;
  readonly pixels: Buffer;
}
