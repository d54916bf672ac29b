import type { Page } from '@playwright/test';
import { notStoredOnce, violationsOfKilled } from '../support/crash/ledger.ts';
import { proxiedApi } from '../support/fault-proxy/proxied-api.ts';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import { smallDisk } from '../support/store/small-disk.ts';
import { sha256Of, writeRandom } from '../support/uploads.ts';

const FULL =
  'The disk is full, so Hoist cannot save its list of uploads. It continues by itself once it can.';

async function goesOn(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByText(FULL)).toBeHidden({ timeout: 15_000 });
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
}

for (const during of ['sign', 'put', 'status'] as const) {
  test(`the disk is full during a ${during}: the window says so, and all goes on by itself`, async ({
    launch,
    folder,
  }) => {
    await using way = await proxiedApi({ processingMs: 0 });
    await using disk = await smallDisk();
    const { api, proxy } = way;
    const { app, page } = await launch({
      dataDir: disk.dataDir,
      env: disk.env,
      preload: disk.preload,
    });
    await connect(page, api.settings);
    proxy.otherwise = (step) => {
      if (step === during) disk.fill();
      return { kind: 'none' };
    };
    const names = ['a.pdf', 'b.pdf', 'c.pdf'];
    const paths = await Promise.all(names.map((name) => writeRandom(folder.at(name), 60_000)));
    await app.drop(page, {}, paths);
    await expect(page.getByRole('main').getByText(FULL)).toBeVisible();
    await expect(page.getByText('Check disk')).toBeVisible();
    for (const name of names) await expect(rowOf(page, name)).not.toContainText('Failed');
    if (during === 'put') await picture(app, page, 'disk-full');
    proxy.otherwise = () => ({ kind: 'none' });
    disk.free();
    await goesOn(page);
    for (const name of names) await expect(rowOf(page, name)).toContainText('Ready');
    const hashes = await Promise.all(paths.map(sha256Of));
    expect(notStoredOnce(api, new Map(hashes.map((hash, n) => [hash, names[n] ?? ''])))).toEqual([]);
    // An end that could not be noted is asked about again.
    expect(violationsOfKilled(api)).toEqual([]);
  });
}

test('the disk is full when files are dropped: nothing is taken in or sent, and that is said', async ({
  launch,
  folder,
}) => {
  await using way = await proxiedApi({ processingMs: 0 });
  await using disk = await smallDisk();
  const { app, page } = await launch({
    dataDir: disk.dataDir,
    env: disk.env,
    preload: disk.preload,
  });
  await connect(page, way.api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  disk.fill();
  const path = await writeRandom(folder.at('late.pdf'), 60_000);
  await app.drop(page, {}, [path]);
  await expect(page.getByText('The files could not be added.').first()).toBeVisible();
  await expect(page.getByRole('main').getByText(FULL)).toBeVisible();
  await picture(app, page, 'disk-full-drop');
  expect(way.api.calls).toEqual([]);
  disk.free();
  await goesOn(page);
  await app.drop(page, {}, [path]);
  await expect(rowOf(page, 'late.pdf')).toContainText('Ready');
  expect(way.api.violations).toEqual([]);
});

test('the disk is full when Hoist starts with files: it starts, and takes them in once there is room', async ({
  launch,
  folder,
}) => {
  await using way = await proxiedApi({ processingMs: 0 });
  await using disk = await smallDisk();
  const options = { dataDir: disk.dataDir, env: disk.env, preload: disk.preload };
  const first = await launch(options);
  await connect(first.page, way.api.settings);
  await expect(first.page.getByText('Connected', { exact: true })).toBeVisible();
  await first.app.close();
  disk.fill();
  const path = await writeRandom(folder.at('named.pdf'), 60_000);
  const { page } = await launch({ ...options, args: [path] });
  await expect(page.getByRole('main').getByText(FULL)).toBeVisible();
  expect(way.api.calls).toEqual([]);
  disk.free();
  await goesOn(page);
  await expect(rowOf(page, 'named.pdf')).toContainText('Ready');
  expect(way.api.storedByName().get('named.pdf')).toEqual([await sha256Of(path)]);
  expect(way.api.violations).toEqual([]);
});
