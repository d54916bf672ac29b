import { connect, expect, openSettings, picture, rowOf, test } from '../support/hoist-test.ts';
import { trayState, watchTray } from '../support/tray.ts';
import { writeRandom } from '../support/uploads.ts';

test('the language changes at once, in the window, in dialogs and in the tray, and is kept', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await watchTray(app);
  await connect(page, api.settings);
  await openSettings(page, 'General');
  await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect.poll(() => trayState(app)).toBe('Nichts unterwegs');
  await picture(app, page, 'settings-german');

  await page.getByRole('button', { name: 'Warteschlange', exact: true }).click();
  const asked = app.evaluate(
    ({ dialog }) =>
      new Promise<string>((resolve) => {
        dialog.showOpenDialog = async (...all: unknown[]) => {
          resolve((all.at(-1) as { title: string }).title);
          return { canceled: true, filePaths: [] };
        };
      }),
  );
  await page.getByRole('button', { name: 'Dateien wählen' }).first().click();
  expect(await asked).toBe('Dateien zum Hochladen auswählen');
  await app.drop(page, {}, [
    await writeRandom(folder.at('photo.png'), 3000),
    await writeRandom(folder.at('list.csv'), 3000),
  ]);
  await expect(rowOf(page, 'photo.png')).toContainText('Dieser Server nimmt keine .png-Dateien an');
  await expect(rowOf(page, 'list.csv')).toContainText('Bereit');
  await picture(app, page, 'queue-german');
  await app.close();
  const second = await launch();
  await expect(second.page.getByRole('button', { name: 'Warteschlange', exact: true })).toBeVisible();
});

test('the computer stays awake while a file is on the wire, and no longer', async ({
  launch,
  api,
  folder,
}) => {
  api.faults.put.push({ kind: 'delay', ms: 4000 });
  const { app, page } = await launch();
  await connect(page, api.settings);
  const isAwake = () => app.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0));
  expect(await isAwake()).toBe(false);
  await app.drop(page, {}, [await writeRandom(folder.at('plans.pdf'), 60_000)]);
  await expect.poll(isAwake).toBe(true);
  await expect(rowOf(page, 'plans.pdf')).toContainText('Ready');
  await expect.poll(isAwake).toBe(false);
});
