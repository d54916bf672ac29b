import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { resumePendingScans, savePendingScans } from '../../../main/core/intake/pending-scans.ts';
import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { startEngine } from '../../support/uploads.ts';

/** Three batches of the intake. */
const FILES = 450;

it('a folder that is not looked through when Hoist ends is so at the next start, each file once', async () => {
  await using folder = await tempFolder();
  await using data = await tempFolder();
  const names = Array.from({ length: FILES }, (_, n) => `file ${n}.txt`);
  await Promise.all(names.map((name) => writeFile(folder.at(name), name)));

  const first = new SqliteStore(data.path, Date.now());
  const ending = new Engine({ store: first });
  await ending.add({ paths: [folder.at('file 0.txt')], retention: 'keep', conversionRule: 'ask' });
  expect(ending.scans.isRunning).toBe(false);
  await ending.add({ paths: [folder.path], retention: 'temporary', conversionRule: 'ask' }, () => {
    expect(ending.scans.isRunning).toBe(true);
    savePendingScans(ending.scans, first);
  });
  await ending.close();
  expect(ending.queue.uploads.count).toBeLessThan(FILES);
  first.close();

  const next = new SqliteStore(data.path, Date.now());
  const engine = new Engine({ store: next });
  const adding: Promise<void>[] = [];
  resumePendingScans(next, (named) => adding.push(engine.add(named)));
  expect(adding).toHaveLength(1);
  await Promise.all(adding);
  const queued = Array.from(engine.queue.uploads.all()).filter(({ retention }) => retention === 'temporary');
  expect(queued.map(({ name }) => name).sort()).toEqual(names.sort());
  // Those that were found before and after stand together.
  expect(new Set(queued.map(({ batch }) => batch?.id)).size).toBe(1);
  expect(queued[0]?.batch?.title).toBe(basename(folder.path));
  expect([engine.scans.isRunning, next.pendingScans]).toEqual([false, []]);
  await engine.close();
  next.close();
});

it('a folder is looked through no further once uploads to where it was meant for are cancelled', async () => {
  await using folder = await tempFolder();
  await using api = await StrictApi.start();
  await using engine = await startEngine(api);
  const names = Array.from({ length: FILES }, (_, n) => `file ${n}.txt`);
  await Promise.all(names.map((name) => writeFile(folder.at(name), name)));
  engine.queue.pause();
  await engine.add({ paths: [folder.path], retention: 'keep', conversionRule: 'ask' }, () => {
    engine.scans.stopFor((destination) => destination === 'another');
    expect(engine.scans.isRunning).toBe(true);
    engine.scans.stopFor((destination) => destination === destinationOf(api.settings));
    expect(engine.scans.isRunning).toBe(false);
  });
  expect(engine.queue.uploads.count).toBeLessThan(FILES);
  expect(engine.scans.stopAll()).toEqual([]);
});
