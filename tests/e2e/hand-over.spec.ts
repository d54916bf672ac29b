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

test("the app is the terminal's command as well, without a window", async ({ folder, api }) => {
  const file = await writeRandom(folder.at('offer.pdf'), 1000);
  const { baseUrl, apiKey, userId } = api.settings;
  const ended = await runToEnd({
    dataDir: folder.at('data'),
    args: ['upload', '--json', file],
    env: {
      ...{ HOIST_DATA_DIR: folder.at('data') },
      ...{ HOIST_BASE_URL: baseUrl, HOIST_API_KEY: apiKey, HOIST_USER_ID: userId },
    },
  });
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout.split('\n').map((line) => line && JSON.parse(line).event)).toEqual([
    ...['ready', 'summary', ''],
  ]);
});
