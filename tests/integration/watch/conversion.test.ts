import { access, mkdir, writeFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { WatchRun } from '../../support/watching.ts';

const CSV = `id,text\n${Array.from({ length: 900 }, (_, n) => `${n},some words\n`).join('')}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe('a watched file that the server does not take', () => {
  it('is skipped and counted while the folder’s rule is to ask, and sent once the person says so', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('notes.md'), '# Notes\n');
    await writeFile(run.in('song.mp3'), 'la la');
    await until('both are skipped', () => run.view.skipped.total === 2);
    expect(run.view.convertible).toBe(1);
    await run.folders.convert(run.view.folder.id, null, 'text');
    await until('it is ready', () => run.view.ready === 1);
    expect([...run.api.storedByName().keys()]).toEqual(['notes.md.txt']);
    expect([run.view.skipped.total, run.view.convertible]).toEqual([1, 0]);
  });

  it('is converted without asking where the folder’s rule says so, and goes once', async () => {
    await using run = await WatchRun.start({ settings: { conversionRule: 'text' } });
    await writeFile(run.in('notes.md'), '# Notes\n');
    await until('it is ready', () => run.view.ready === 1);
    await run.stop();
    await run.start();
    await until('it is watched', () => run.view.condition.kind === 'watching');
    run.folders.rescan();
    await until('the scan is over', () => !run.folders.activity.working);
    expect([run.view.ready, run.api.count('put')]).toEqual([1, 1]);
  });

  it('goes as soon as the rule of its folder changes from asking', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('notes.md'), '# Notes\n');
    await until('it is skipped', () => run.view.skipped.total === 1);
    const { id, settings } = run.view.folder;
    await run.folders.update(id, { ...settings, conversionRule: 'text' });
    await until('it is ready', () => run.view.ready === 1);
    expect(run.view.skipped.total).toBe(0);
  });
});

describe('a watched file that gives several parts', () => {
  it('is ready once all of them are, and is moved then', async () => {
    await using run = await WatchRun.create({ maxSizeBytes: 5000 });
    await mkdir(run.folder.at('done'));
    const postUploadAction = { type: 'move', folder: run.folder.at('done') } as const;
    await run.start({ settings: { conversionRule: 'text', postUploadAction } });
    await writeFile(run.in('orders.csv'), CSV);
    await expect.poll(() => isThere(run.folder.at('done/orders.csv'))).toBe(true);
    const parts = [...run.api.storedByName().keys()];
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every((name) => name.includes(`of ${parts.length}`))).toBe(true);
    await expect.poll(() => isThere(run.in('orders.csv'))).toBe(false);
    expect(run.api.violations).toEqual([]);
  });

  it('stays and has failed where one of them fails', async () => {
    await using run = await WatchRun.create({
      maxSizeBytes: 5000,
      status: ({ name }) => ({ processing_status: name.includes('part 2') ? 'FAILED' : 'PROCESSED' }),
    });
    await mkdir(run.folder.at('done'));
    const postUploadAction = { type: 'move', folder: run.folder.at('done') } as const;
    await run.start({ settings: { conversionRule: 'text', postUploadAction } });
    await writeFile(run.in('orders.csv'), CSV);
    await until('it has failed', () => run.view.failed.total === 1);
    expect([run.view.underWay, run.view.ready]).toEqual([0, 0]);
    expect(await isThere(run.in('orders.csv'))).toBe(true);
  });

  it('stays where something in it was not sent', async () => {
    await using run = await WatchRun.create();
    await mkdir(run.folder.at('done'));
    const postUploadAction = { type: 'move', folder: run.folder.at('done') } as const;
    await run.start({ settings: { conversionRule: 'text', postUploadAction } });
    await writeFile(run.in('all.zip'), zipSync({ 'a.txt': bytesOf('A'), 'b.png': bytesOf('B') }));
    await until('it is ready', () => run.view.ready === 1);
    await until('nothing is to be moved', () => !run.folders.activity.acting);
    expect(await isThere(run.in('all.zip'))).toBe(true);
  });
});
