import { mkdir, readdir } from 'node:fs/promises';
import type { ConnectionSettings } from '../../main/core/model/connection-settings.ts';
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { hoist } from '../support/terminal.ts';
import { writeRandom } from '../support/uploads.ts';

test('hoist upload hands its files over to the app, which has the key', async ({ folder, api, launch }) => {
  const { page } = await launch();
  await connect(page, api.settings);
  await expect(page.getByLabel('API key')).toBeHidden();
  const file = await writeRandom(folder.at('offer.pdf'), 1000);
  const handed = await hoist(['upload', '--json', file], { env: { HOIST_DATA_DIR: folder.at('data') } });
  expect(handed).toMatchObject({ exit: 0, stderr: '' });
  expect(handed.objects).toEqual([
    { event: 'ready', path: file, file_id: expect.any(String) },
    { event: 'summary', ready: 1, failed: 0, skipped: 0 },
  ]);
  await expect(rowOf(page, 'offer.pdf')).toContainText('Ready');
});

test('hoist list, text, delete and status ask the app, which makes the calls and shows what is deleted', async ({
  folder,
  api,
  launch,
}) => {
  const { page } = await launch();
  const options = { env: { HOIST_DATA_DIR: folder.at('data') } };
  await expect
    .poll(async () => (await hoist(['status', '--json'], options)).objects[0])
    .toMatchObject({
      running: 'yes',
      reachable: null,
      reason: 'no_connection',
    });
  await connect(page, api.settings);
  await expect(page.getByLabel('API key')).toBeHidden();
  const file = await writeRandom(folder.at('offer.pdf'), 1000);
  const upload = await hoist(['upload', '--json', file], options);
  const fileId = String(upload.objects[0]?.['file_id']);
  api.texts.set(fileId, 'an offer');
  const listed = await hoist(['list', '--json'], options);
  expect(listed.objects).toMatchObject([{ file_id: fileId, name: 'offer.pdf', size_bytes: 1000 }]);
  expect(await hoist(['text', fileId], options)).toMatchObject({ exit: 0, stdout: 'an offer' });
  const status = await hoist(['status', '--json'], options);
  expect(status.objects[0]).toMatchObject({ ok: true, reachable: true, uploads: { ready: 1 } });
  const calls = api.calls.filter(({ step }) => step !== 'put').length;
  expect(status.objects[0]).toMatchObject({ calls_last_minute: calls });
  const deleted = await hoist(['delete', '--yes', fileId], options);
  expect([deleted.exit, deleted.stdout]).toEqual([
    0,
    `deleted  ${fileId}\n1 deleted, 0 gone before, 0 failed\n`,
  ]);
  await expect(rowOf(page, 'offer.pdf')).toHaveCount(0);
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(
    page.getByRole('row', { name: /^offer\.pdf, .*Ready, Deleted from the server/ }),
  ).toBeVisible();
});

/** What a command needs to know, and a home of its own. */
function environmentOf(folder: { at(name: string): string }, settings: ConnectionSettings) {
  const { baseUrl, apiKey, userId } = settings;
  return {
    HOIST_DATA_DIR: folder.at('data'),
    HOME: folder.at('home'),
    XDG_DATA_HOME: folder.at('home/share'),
    HOIST_BASE_URL: baseUrl,
    HOIST_API_KEY: apiKey,
    HOIST_USER_ID: userId,
  };
}

test('the app has a file of a watched folder trashed by the terminal, which needs no window', async ({
  folder,
  api,
}) => {
  await mkdir(folder.at('home'));
  await mkdir(folder.at('inbox'));
  await writeRandom(folder.at('inbox/offer.pdf'), 1000);
  const ended = await runToEnd({
    dataDir: folder.at('data'),
    args: ['watch', '--once', '--json', '--still', '0', '--after', 'trash', folder.at('inbox')],
    env: environmentOf(folder, api.settings),
  });
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout).toContain('"event":"trashed"');
  expect(await readdir(folder.at('inbox'))).toEqual([]);
  // Elsewhere the trash is the person's own.
  if (process.platform === 'linux')
    expect(await readdir(folder.at('home/share/Trash/files'))).toHaveLength(1);
});

test("the app is the terminal's command as well, without a window", async ({ folder, api }) => {
  const file = await writeRandom(folder.at('offer.pdf'), 1000);
  const ended = await runToEnd({
    dataDir: folder.at('data'),
    args: ['upload', '--json', file],
    env: environmentOf(folder, api.settings),
  });
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout.split('\n').map((line) => line && JSON.parse(line).event)).toEqual([
    ...['ready', 'summary', ''],
  ]);
});
