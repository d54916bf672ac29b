/** Hoist as one of the desktop's own programs. */
import { readFile } from 'node:fs/promises';
import { answerDialogs, clickMenu, menuTitles, saidBy } from '../support/desktop.ts';
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import { writeRandom } from '../support/uploads.ts';

test("the menu's own items do what they say, in the language that is spoken", async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const chosen = await writeRandom(folder.at('chosen.pdf'), 2_000);
  await answerDialogs(app, { files: [chosen], buttons: [0, 1] });

  await clickMenu(app, 'show-folders');
  await expect(page.getByRole('button', { name: 'Folders' })).toHaveAttribute('aria-current', 'page');
  await clickMenu(app, 'choose-files');
  await expect(rowOf(page, 'chosen.pdf')).toContainText('Ready');
  await clickMenu(app, 'upload-clipboard');
  await expect.poll(async () => (await saidBy(app)).length).toBe(1);
  await app.evaluate(({ clipboard }) => clipboard.writeText('Copied words'));
  await clickMenu(app, 'upload-clipboard');
  await expect(rowOf(page, 'Copied words')).toContainText('Ready');

  await clickMenu(app, 'about');
  await expect.poll(async () => (await saidBy(app)).map(({ what }) => what)).toContain('open');
  const [nothing, about, licences] = await saidBy(app);
  expect(nothing?.text).toBe('There is nothing on the clipboard to upload');
  expect(about?.text).toMatch(/^Hoist \d/);
  expect(about?.detail).toMatch(/Electron 45\..*\n.*Node 24\./s);
  expect(await readFile(licences?.text ?? '', 'utf8')).toContain('react-dom');

  await clickMenu(app, 'show-log');
  await expect.poll(async () => (await saidBy(app)).at(-1)?.what).toBe('show-in-folder');
  await clickMenu(app, 'show-settings');
  await page.getByRole('tab', { name: 'General' }).click();
  await page.getByLabel('Language').selectOption('de');
  await expect
    .poll(() => menuTitles(app))
    .toEqual(['Datei', 'Bearbeiten', 'Darstellung', 'Fenster', 'Hilfe']);
  await clickMenu(app, 'quit');
  expect(await app.exited()).toBe(0);
});
