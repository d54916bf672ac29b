import { mkdir, rename, writeFile } from 'node:fs/promises';
import { addFolder, cardOf, exists, showFolders, startWatching } from '../support/folders-screen.ts';
import { connect, expect, picture, test } from '../support/hoist-test.ts';

test('a folder that goes is said and waited for; what came while Hoist was closed is found', async ({
  launch,
  api,
  folder,
}) => {
  const first = await launch();
  await connect(first.page, api.settings);
  await mkdir(folder.at('Drive'));
  await addFolder(first.app, first.page, folder.at('Drive'));
  await startWatching(first.page);
  await expect(cardOf(first.page, 'Drive')).toContainText('Watching');
  await rename(folder.at('Drive'), folder.at('unplugged'));
  await expect(cardOf(first.page, 'Drive')).toContainText('The folder is not there');
  await picture(first.app, first.page, 'folders-gone');
  await writeFile(folder.at('unplugged/offline.txt'), 'Written while it was elsewhere.');
  await rename(folder.at('unplugged'), folder.at('Drive'));
  await first.page.getByRole('button', { name: 'Try now' }).click();
  await expect(cardOf(first.page, 'Drive')).toContainText('1 ready');
  await first.app.close();

  await writeFile(folder.at('Drive/meanwhile.txt'), 'Written while nobody looked.');
  const { page } = await launch();
  await showFolders(page);
  await expect(cardOf(page, 'Drive')).toContainText('2 ready');
  await expect(cardOf(page, 'Drive')).toContainText('meanwhile.txt');
  expect([...api.storedByName()].map(([name, stored]) => [name, stored.length])).toEqual([
    ['offline.txt', 1],
    ['meanwhile.txt', 1],
  ]);
});

test('what only the sandbox has stays in its folder', async ({ launch, folder }) => {
  const { app, page } = await launch();
  await page.getByRole('button', { name: 'Try it without an account' }).click();
  await mkdir(folder.at('Try'));
  await addFolder(app, page, folder.at('Try'));
  await page.getByLabel('Move it to the trash').check();
  await startWatching(page);
  const card = cardOf(page, 'Try');
  await expect(card).toContainText('left where they are as long as the sandbox is in use');
  await expect(card).toContainText('Watching');
  // By the time that the one is told to be ready, the other would be gone.
  await writeFile(folder.at('Try/precious.txt'), 'the only copy');
  await writeFile(folder.at('Try/another.txt'), 'another only copy');
  await expect(card).toContainText('2 ready');
  expect(
    await Promise.all(['precious.txt', 'another.txt'].map((name) => exists(folder.at(`Try/${name}`)))),
  ).toEqual([true, true]);
});
