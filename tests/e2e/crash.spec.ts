import { copyFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { violationsOfKilled } from '../support/crash/ledger.ts';
import { proxiedApi } from '../support/fault-proxy/proxied-api.ts';
import type { Toxic } from '../support/fault-proxy/toxics.ts';
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import { sha256Of, writeRandom } from '../support/uploads.ts';

const NONE: Toxic = { kind: 'none' };
const SILENCE: Toxic = { kind: 'blackhole' };

/** SIGKILL to the main process at a moment of one upload, and what must be so after the next start. */
const MOMENTS = [
  { name: 'while it is queued', step: 'sign', toxic: SILENCE, shows: 'Queued', puts: 1 },
  {
    name: 'when it was signed and nobody heard',
    step: 'sign',
    toxic: { kind: 'halt', at: 'answer' },
    shows: 'Queued',
    puts: 1,
  },
  {
    name: 'in the middle of the PUT',
    step: 'put',
    toxic: { kind: 'halt', at: 'middle' },
    // The system may have taken the rest of the bytes already.
    shows: /Uploading|Sent, finishing/,
    puts: 2,
  },
  {
    name: 'when the bytes are there and nobody heard',
    step: 'put',
    toxic: { kind: 'halt', at: 'answer' },
    shows: '',
    puts: 1,
  },
  { name: 'while it is being processed', step: 'status', toxic: SILENCE, shows: 'Processing', puts: 1 },
] as const;

for (const { name, step, toxic, shows, puts } of MOMENTS) {
  test(`the app dies ${name}: the row is there, goes on by itself and is ready, stored once`, async ({
    launch,
    folder,
  }) => {
    await using way = await proxiedApi();
    const { api, proxy } = way;
    const first = await launch();
    await connect(first.page, api.settings);
    proxy.toxics[step].push(toxic.kind === 'halt' ? { ...toxic, act: () => {} } : toxic);
    const path = await writeRandom(folder.at('report.pdf'), 5_000_000);
    await first.app.drop(first.page, {}, [path]);
    await expect.poll(() => proxy.count(step)).toBe(1);
    await expect(rowOf(first.page, 'report.pdf')).toContainText(shows);
    if (toxic.kind === 'halt' && toxic.at === 'answer' && step === 'put') {
      await expect.poll(() => [...api.files.values()].some(({ stored }) => stored === 1)).toBe(true);
    }
    await first.app.kill();

    const { page } = await launch();
    await expect(rowOf(page, 'report.pdf')).toHaveCount(1);
    await expect(rowOf(page, 'report.pdf')).toContainText('Ready');
    expect(api.storedByName().get('report.pdf')).toEqual([await sha256Of(path)]);
    expect(proxy.count('put')).toBe(puts);
    expect(api.violations).toEqual([]);
  });
}

async function rowsShow(page: Page, names: readonly string[], text: string): Promise<void> {
  for (const name of names) await expect(rowOf(page, name)).toContainText(text);
}

test('a pause survives the app’s death; nothing is asked until it is taken back', async ({
  launch,
  folder,
}) => {
  await using way = await proxiedApi();
  const { api, proxy } = way;
  const first = await launch();
  await connect(first.page, api.settings);
  proxy.otherwise = (step) => (step === 'sign' ? SILENCE : NONE);
  const names = ['a.pdf', 'b.pdf', 'c.pdf'];
  const paths = await Promise.all(names.map((name) => writeRandom(folder.at(name), 40_000)));
  await first.app.drop(first.page, {}, paths);
  await first.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(first.page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await first.app.kill();

  proxy.otherwise = () => NONE;
  const asked = proxy.passages.length;
  const { page } = await launch();
  await rowsShow(page, names, 'Queued');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  expect(proxy.passages.slice(asked).filter(({ step }) => step !== 'list')).toEqual([]);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await rowsShow(page, names, 'Ready');
  expect([...api.storedByName().keys()].sort()).toEqual(names);
  expect(api.violations).toEqual([]);
});

test('the app dies again and again in a batch: each file becomes ready, stored once', async ({
  launch,
  folder,
}) => {
  await using way = await proxiedApi();
  const { api, proxy } = way;
  const names = Array.from({ length: 12 }, (_, n) => `part ${n + 10}.pdf`);
  const paths = await Promise.all(names.map((name) => writeRandom(folder.at(name), 200_000)));
  proxy.otherwise = () => ({ kind: 'latency', ms: 200 });
  let { app, page } = await launch();
  await connect(page, api.settings);
  await app.drop(page, {}, paths);
  // Without any death it takes 36 requests: one of each kind for each file.
  for (const requests of [6, 16, 26]) {
    await expect.poll(() => proxy.passages.length, { intervals: [5] }).toBeGreaterThanOrEqual(requests);
    await app.kill();
    ({ app, page } = await launch());
  }
  await rowsShow(page, names, 'Ready');
  const stored = api.storedByName();
  for (const [n, name] of names.entries())
    expect(stored.get(name), name).toEqual([await sha256Of(paths[n] ?? '')]);
  expect(violationsOfKilled(api)).toEqual([]);
});

test('what was uploaded before the app died is not sent again, unless the person asks for it', async ({
  launch,
  folder,
}) => {
  await using way = await proxiedApi();
  const { api, proxy } = way;
  const path = await writeRandom(folder.at('letter.pdf'), 40_000);
  const copy = folder.at('copy of letter.pdf');
  await copyFile(path, copy);
  const first = await launch();
  await connect(first.page, api.settings);
  await first.app.drop(first.page, {}, [path]);
  await expect(rowOf(first.page, 'letter.pdf')).toContainText('Ready');
  await first.app.kill();

  const second = await launch();
  await expect(rowOf(second.page, 'letter.pdf')).toContainText('Ready');
  await second.app.drop(second.page, {}, [copy]);
  const row = rowOf(second.page, 'copy of letter.pdf');
  await expect(row).toContainText('Already uploaded');
  expect(proxy.count('put')).toBe(1);
  await second.app.kill();

  const third = await launch();
  const kept = rowOf(third.page, 'copy of letter.pdf');
  await expect(kept).toContainText('Already uploaded');
  await kept.getByRole('button', { name: 'More' }).click();
  await third.page.getByRole('menuitem', { name: 'Upload again' }).click();
  await expect.poll(() => proxy.count('put')).toBe(2);
  await expect(rowOf(third.page, 'copy of letter.pdf').filter({ hasNotText: 'Already' })).toContainText(
    'Ready',
  );
  expect(api.files.size).toBe(2);
});
