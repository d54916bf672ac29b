/**
 * Pictures of the window without the main process, and what axe finds in it:
 *
 *     npx node tests/support/preview/shots.ts <folder> [scene …]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { noRows } from '../../../main/core/model/row-counts.ts';
import { FIRST_PREFERENCES } from '../../../main/desktop/shell/preferences-schema.ts';
import { CALL_CHANNELS, EVENT_CHANNELS } from '../../../preload/channels.ts';
import { launchChromium } from './browser.ts';
import { fakeMain } from './fake-main.ts';
import { NOW_MS } from './now.ts';
import { type Scene, scenes } from './scenes.ts';
import { serveRenderer } from './serve.ts';
import { type Shot, shots } from './shot-list.ts';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('Where to? Name a folder for the pictures.');

const problems: string[] = [];

async function openScene(browser: Browser, url: string, scene: Scene, shot: Shot): Promise<Page> {
  const context = await browser.newContext({
    viewport: shot.viewport,
    deviceScaleFactor: shot.scale,
    colorScheme: shot.colours,
    reducedMotion: 'reduce',
    forcedColors: shot.forcedColours ? 'active' : 'none',
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${shot.name}: console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`${shot.name}: ${error.message}`));
  await page.clock.setFixedTime(NOW_MS);
  await page.addInitScript(fakeMain, {
    scene,
    firstPreferences: FIRST_PREFERENCES,
    noCounts: noRows,
    calls: Object.keys(CALL_CHANNELS),
    events: Object.keys(EVENT_CHANNELS),
  });
  await page.goto(url);
  await page.evaluate(() => document.fonts.ready);
  await page.locator('header').waitFor();
  return page;
}

async function axe(page: Page, shot: Shot): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, impact, nodes } of violations) {
    if (impact !== 'serious' && impact !== 'critical') continue;
    problems.push(
      `${shot.name}: axe ${impact} ${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
    );
  }
}

await mkdir(folder, { recursive: true });
const served = await serveRenderer();
const browser = await launchChromium();
try {
  for (const shot of shots) {
    if (wanted.length > 0 && !wanted.some((name) => shot.name.startsWith(name))) continue;
    const scene = scenes.find(({ name }) => name === shot.scene);
    if (!scene) throw new Error(`${shot.name} asks for a scene "${shot.scene}" that there is not.`);
    const page = await openScene(browser, served.url, scene, shot);
    await shot.act?.(page);
    if (shot.german) await page.evaluate(() => window.dispatchEvent(new Event('preview:german')));
    await page.waitForTimeout(80);
    await page.screenshot({ path: join(folder, `${shot.name}.png`) });
    if (!shot.forcedColours) await axe(page, shot);
    await page.context().close();
  }
} finally {
  await browser.close();
  await served.close();
}
for (const problem of new Set(problems)) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
