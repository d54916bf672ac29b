/**
 * Draws the app's icons from `icon.svg` and the tray's from `tray.svg`, in the Chromium that comes with npm.
 *
 *     npm run icons
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appIcons } from './icons/app-icons.ts';
import { withChromium } from './icons/draw.ts';
import { trayIcons } from './icons/tray-icons.ts';
import { ROOT } from './tools.ts';

const RESOURCES = join(ROOT, 'build/resources');

await withChromium(async (draw) => {
  const source = (name: string) => readFileSync(join(RESOURCES, name), 'utf8');
  write('.', await appIcons(source('icon.svg'), draw));
  write('tray', await trayIcons(source('tray.svg'), draw));
});

function write(folder: string, files: ReadonlyMap<string, Buffer>): void {
  for (const [name, content] of files) {
    const path = join(RESOURCES, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(`${join(folder, name)}, ${content.length} bytes`);
  }
}
