import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/running-app.ts';
import { writeRandom } from '../support/uploads.ts';

/** What has the focus, by role and name; null where nothing has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    if (at === null || at === document.body) return null;
    return at.getAttribute('aria-label') ?? (at.textContent || at.tagName.toLowerCase());
  });

/** Presses Tab until this has the focus, as somebody does who cannot see a pointer. */
async function tabTo(page: Page, name: string | RegExp, role: 'button' | 'row' = 'button'): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to ${name}; it is at ${await focused(page)}`);
}

/** Chooses this file in the next dialog of the system. */
async function willChoose(app: RunningApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** All that the live region says from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Reflect.set(window, 'said', said);
    const region = document.querySelector('[role=status]');
    if (region === null) throw new Error('There is no live region.');
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => Reflect.get(window, 'said') as string[]);
}

test('from the first start to a copied file id without a pointer; the focus is never lost', async ({
  launch,
  folder,
}) => {
  const { app, page } = await launch();
  await tabTo(page, 'Try it without an account');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Leave sandbox' })).toBeVisible();
  await expect.poll(() => focused(page)).not.toBeNull();
  const said = await listen(page);

  await willChoose(app, await writeRandom(folder.at('plans.pdf'), 4_000_000));
  await tabTo(page, 'Choose files');
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'plans.pdf')).toContainText('Ready');
  // What comes within a second of it would be said in the same breath.
  await expect.poll(said).toContain('plans.pdf is ready');
  await willChoose(app, await writeRandom(folder.at('photo.png'), 3000));
  await page.keyboard.press('Control+o');
  await expect(rowOf(page, 'photo.png')).toContainText('This server does not take .png files');

  await tabTo(page, /^plans\.pdf/, 'row');
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toContain('Copy id');
  await page.keyboard.press('Enter');
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toMatch(/^[0-9a-f-]{36}$/);

  // Rows that go, a dialog that closes and a filter that empties the list leave the focus where one can go on.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(rowOf(page, 'photo.png')).toHaveCount(0);
  await expect.poll(() => focused(page)).toMatch(/^plans\.pdf/);
  await tabTo(page, 'Copy in another form');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /own template/ }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe('Copy in another form');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('nothing');
  await expect(page.getByText('No name matches')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rowOf(page, 'plans.pdf')).toBeVisible();
  expect(await focused(page)).toBe('Search names');

  // It says what came of files, and no percentages.
  expect(await said()).toContain('1 not sent');
  expect((await said()).filter((text) => text.includes('%'))).toEqual([]);
});

async function expectSound(page: Page, where: string): Promise<void> {
  // Otherwise axe opens one more page for each look, for the sake of frames; Hoist's window has none.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  expect(found, where).toEqual([]);
}

test('axe finds nothing serious on any screen; small, zoomed, still and in forced colours it works too', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  const inBoth = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectSound(page, `${where}, ${colorScheme}`);
    }
  };
  await inBoth('first run');
  await connect(page, api.settings);
  await expect(page.getByText('Drop documents here')).toBeVisible();
  await inBoth('empty queue');

  const refusal = { loc: ['query', 'filename'], message: 'too long', type: 'value_error' };
  const body = JSON.stringify({ error_code: 'validation_error', detail: [refusal] });
  api.faults.sign.push({ kind: 'answer', status: 422, body });
  await app.drop(page, {}, [await writeRandom(folder.at('refused.pdf'), 3000)]);
  await expect(rowOf(page, 'refused.pdf')).toContainText('The server refused the file’s name');
  await app.drop(page, {}, [
    await writeRandom(folder.at('ready.pdf'), 3000),
    await writeRandom(folder.at('photo.png'), 3000),
  ]);
  await expect(rowOf(page, 'ready.pdf')).toContainText('Ready');
  await inBoth('queue');
  await page.getByRole('button', { name: /^Failed 1/ }).click();
  await expect(page.getByText('1 × Its name was refused.')).toBeVisible();
  await inBoth('failures by cause');
  await page.getByRole('searchbox').fill('nothing');
  await expect(page.getByText('No name matches')).toBeVisible();
  await inBoth('nothing found');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('button', { name: /^All/ }).click();

  const screens = ['Queue', 'Folders', 'History', 'Library', 'Settings'] as const;
  const goTo = (screen: string) => page.getByRole('button', { name: screen, exact: true }).first().click();
  for (const screen of screens) {
    await goTo(screen);
    await inBoth(screen);
  }
  for (const section of ['General', 'Uploads', 'Data']) {
    await page.getByRole('tab', { name: section }).click();
    await inBoth(`settings, ${section}`);
  }

  // 640×480, and the same at 200 %.
  for (const size of [
    { width: 640, height: 480 },
    { width: 320, height: 240 },
  ]) {
    await page.setViewportSize(size);
    for (const screen of screens) {
      await goTo(screen);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${screen} at ${size.width} px`).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize({ width: 960, height: 640 });
  await goTo('Queue');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
  await expect.poll(moving).toBe(0);
  await page.emulateMedia({ forcedColors: 'active' });
  await goTo('Queue');
  const outlined = (name: RegExp) =>
    page
      .getByRole('button', { name })
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
  expect([await outlined(/^All/), await outlined(/^Failed/)]).toEqual(['solid', 'none']);
  await page.keyboard.press('Tab');
  const ring = await page.evaluate(
    () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
  );
  expect(ring).toBe('solid');
});
