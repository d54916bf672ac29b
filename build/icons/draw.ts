import { chromium, type Page } from 'playwright';
import { CHROMIUM_FLAGS, chromiumBinary } from '../chromium.ts';
import type { Bitmap } from './bitmap.ts';

/** Draws an SVG as a square of this many pixels. */
export type Draw = (svg: string, size: number) => Promise<Bitmap>;

/** Gives `use` a Chromium to draw in, and closes it afterwards. */
export async function withChromium<T>(use: (draw: Draw) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: await chromiumBinary(),
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const page = await browser.newPage();
    return await use((svg, size) => drawn(page, svg, size));
  } finally {
    await browser.close();
  }
}

async function drawn(page: Page, svg: string, size: number): Promise<Bitmap> {
  const drawing = await page.evaluate(
    async ({ source, edge }) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: edge, height: edge });
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0, edge, edge);
      const { data } = context.getImageData(0, 0, edge, edge);
      return { png: canvas.toDataURL('image/png').split(',')[1] ?? '', pixels: [...data] };
    },
    { source: svg, edge: size },
  );
  return { size, png: Buffer.from(drawing.png, 'base64'), pixels: Buffer.from(drawing.pixels) };
}
