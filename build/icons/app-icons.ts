import type { Draw } from './draw.ts';
import { ICNS_SIZES, icnsOf } from './icns.ts';
import { icoOf } from './ico.ts';

const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

/** @returns the app's icons for electron-builder, by file name. Only macOS's has the margin that its icons share. */
export async function appIcons(svg: string, draw: Draw): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const full = svg.replace('viewBox="0 0 1024 1024"', 'viewBox="84 84 856 856"');
  const all = (source: string, sizes: readonly number[]) =>
    Promise.all(sizes.map((size) => draw(source, size)));
  files.set('icon.png', (await draw(svg, 1024)).png);
  files.set('icon.icns', icnsOf(await all(svg, ICNS_SIZES)));
  files.set('icon.ico', icoOf(await all(full, WINDOWS_SIZES)));
  for (const { size, png } of await all(full, LINUX_SIZES)) files.set(`icons/${size}x${size}.png`, png);
  return files;
}
