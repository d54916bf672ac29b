import { readFile } from 'node:fs/promises';
import { connect, expect, fillConnection, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { StrictApi } from '../support/strict-api/strict-api.ts';

/** Presses this button when this is asked, and no other. */
function answerWith(app: RunningApp, answer: { button: number; detail: string }): Promise<void> {
  return app.evaluate(({ dialog }, { button, detail }) => {
    dialog.showMessageBox = (...asked: unknown[]) =>
      (asked.at(-1) as Electron.MessageBoxOptions).detail === detail
        ? Promise.resolve({ response: button, checkboxChecked: false })
        : Promise.reject(new Error('It was asked otherwise.'));
  }, answer);
}

test('another account takes the place of one that works only once the person has said so', async ({
  launch,
  api,
  folder,
}) => {
  await using other = await StrictApi.start();
  const { baseUrl, userId } = other.settings;
  const detail = `New files will go to ${new URL(baseUrl).host}, for the user ${userId}.`;
  const settings = () => readFile(folder.at('data/settings.json'), 'utf8');
  const { app, page } = await launch();
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();

  await answerWith(app, { button: 1, detail });
  await fillConnection(page, other.settings);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Nothing was changed').first()).toBeVisible();
  expect(await settings()).toContain(api.settings.baseUrl);

  await answerWith(app, { button: 0, detail });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(settings).toContain(baseUrl);
});
