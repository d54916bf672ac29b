import { mkdir, writeFile } from 'node:fs/promises';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import { StrictApi } from '../support/strict-api/strict-api.ts';
import { sha256Of, writeRandom } from '../support/uploads.ts';

const PROCESSING = { processing_status: 'PROCESSING', processing_steps: [], warnings: {} };
const PROCESSED = { ...PROCESSING, processing_status: 'PROCESSED' };

/** A server that takes its time, and an app that is told to call two seconds too long. */
async function impatient(dataDir: string) {
  const server = { status: PROCESSING };
  const api = await StrictApi.start({ status: () => server.status });
  await mkdir(dataDir);
  await writeFile(`${dataDir}/settings.json`, JSON.stringify({ processingMinutes: 2 / 60 }));
  return { server, api, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

test('a file that the server does not get done with is said to be stuck, not failed; checking again finds it ready', async ({
  launch,
  folder,
}) => {
  const server = { status: PROCESSING };
  await using api = await StrictApi.start({ status: () => server.status });
  const { app, page } = await launch();
  await connect(page, api.settings);
  const path = await writeRandom(folder.at('plans.pdf'), 60_000);
  await app.drop(page, {}, [path]);
  const row = rowOf(page, 'plans.pdf');
  await expect.poll(() => api.count('status')).toBeGreaterThan(0);
  // The new patience counts for files that are on their way.
  await page.evaluate('window.hoist.changePreferences({ processingMinutes: 2 / 60 })');
  await expect(row).toContainText(/Still being processed since \d/);
  await expect(page.getByText('0 of 1 ready · 1 takes long')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Failed 0' })).toBeVisible();
  await picture(app, page, 'stuck');

  const asked = api.count('status');
  await row.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => api.count('status')).toBe(asked + 1);
  await expect(row).toContainText('Still being processed since');

  server.status = PROCESSED;
  await row.getByRole('button', { name: 'Check again' }).click();
  await expect(row).toContainText('Ready');
  expect(api.storedByName().get('plans.pdf')).toEqual([await sha256Of(path)]);
  expect([api.count('sign'), api.count('put')]).toEqual([1, 1]);
  expect(api.violations).toEqual([]);
});

test('a stuck file can be uploaded again; a restart asks about both, and both end', async ({
  launch,
  folder,
}) => {
  await using way = await impatient(folder.at('data'));
  const { api, server } = way;
  const first = await launch();
  await connect(first.page, api.settings);
  const path = await writeRandom(folder.at('plans.pdf'), 60_000);
  await first.app.drop(first.page, {}, [path]);
  const stuck = rowOf(first.page, 'plans.pdf').filter({ hasText: 'Still being processed since' });
  await expect(stuck).toHaveCount(1);
  await stuck.getByRole('button', { name: 'More' }).click();
  await first.page.getByRole('menuitem', { name: 'Upload again' }).click();
  await expect(first.page.getByText('Added once more, at the end of the list').first()).toBeVisible();
  await expect(stuck).toHaveCount(2);
  expect([api.files.size, api.count('put')]).toEqual([2, 2]);
  await first.app.close();

  server.status = PROCESSED;
  const { page } = await launch();
  // Both were stuck for longer than is waited for; they are asked about before anything else is said of them.
  await expect(rowOf(page, 'plans.pdf').filter({ hasText: 'Ready' })).toHaveCount(2);
  expect(api.count('put')).toBe(2);
  expect(api.violations).toEqual([]);
});
