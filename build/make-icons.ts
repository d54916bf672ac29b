/**
 * Draws `build/resources/icon.png` from `icon.svg`, in the Chromium that comes with npm.
 *
 *     npm run icons
 *
 * electron-builder makes the icons of each system from this one picture.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ROOT } from './tools.ts';

const SIZE = 1024;
const RESOURCES = join(ROOT, 'build/resources');
/** For a headless browser in a container. The package's own `args` would switch web security off as well. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const temporary = mkdtempSync(join(tmpdir(), 'hoist-icons-'));
try {
  await draw(await unpackChromium(temporary));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** The package reuses whatever lies at `chromium` in the temporary folder, so it gets one of its own first. */
async function unpackChromium(folder: string): Promise<string> {
  process.env['TMPDIR'] = folder;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

async function draw(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
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
