/**
 * Draws `build/resources/icon.png` from `icon.svg`, in the Chromium that comes with npm.
 *
 *     npm run icons
 *
 * electron-builder makes the icons of each system from this one picture.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, chromiumBinary } from './chromium.ts';
import { ROOT } from './tools.ts';

const SIZE = 1024;
const RESOURCES = join(ROOT, 'build/resources');
await draw(await chromiumBinary());

async function draw(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
    const svg = readFileSync(join(RESOURCES, 'icon.svg'), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    const path = join(RESOURCES, 'icon.png');
    await page.screenshot({ path, omitBackground: true });
    console.log(`icon.png, ${SIZE} × ${SIZE}, ${statSync(path).size} bytes`);
  } finally {
    await browser.close();
  }
}
