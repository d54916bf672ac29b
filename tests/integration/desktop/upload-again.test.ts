import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { addPaths } from '../../../main/desktop/add/add-files.ts';
import { uploadPastAgain } from '../../../main/desktop/add/upload-again.ts';
import { convertingEngine } from '../../support/convert/converting-engine.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const CSV = `id,text\n${Array.from({ length: 2000 }, (_, n) => `${n},some text\n`).join('')}`;

describe('addPaths', () => {
  it('counts files that are sent, that need a decision, and that are left out', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using desk = await convertingEngine(api, folder.at('data'));
    const paths = ['report.txt', 'notes.md', 'plan.html', 'photo.png'].map(folder.at);
    for (const path of paths) await writeFile(path, `the text of ${path}`);
    expect(await addPaths(desk.engine, paths, 'keep')).toEqual({ queued: 1, undecided: 2, skipped: 1 });
    desk.engine.conversionRule = 'never';
    expect(await addPaths(desk.engine, paths.slice(1), 'keep')).toEqual({
      queued: 0,
      undecided: 0,
      skipped: 3,
    });
    await desk.untilEnded();
  });
});

describe('uploadPastAgain', () => {
  it('converts the original again, once for all of its parts, whatever the present rule is', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ maxSizeBytes: 10_000 });
    await using desk = await convertingEngine(api, folder.at('data'));
    await writeFile(folder.at('orders.csv'), CSV);
    await writeFile(folder.at('notes.md'), '# Notes\n');
    const past = await desk.uploadAll([folder.at('orders.csv'), folder.at('notes.md')], 'text');
    expect(past.length).toBeGreaterThan(3);
    desk.engine.conversionRule = 'never';
    expect(await uploadPastAgain(desk.engine, past)).toEqual({ queued: 2, undecided: 0, skipped: 0 });
    await desk.untilEnded();
    const states = desk.uploads().map(({ state }) => state.stage);
    expect(states).toEqual(Array.from({ length: 2 * past.length }, () => 'ready'));
    for (const [, hashes] of api.storedByName()) expect(hashes).toHaveLength(2);
    const batches = new Set(desk.uploads().map(({ batch }) => batch?.id));
    expect([batches.size, batches.has(undefined)]).toEqual([2, false]);
    expect(api.violations).toEqual([]);
  });

  it('counts a file that is gone as skipped', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using desk = await convertingEngine(api, folder.at('data'));
    await writeFile(folder.at('notes.txt'), 'notes');
    const [past] = await desk.uploadAll([folder.at('notes.txt')], 'text');
    if (past === undefined) throw new Error('nothing was uploaded');
    const gone = { ...past, path: folder.at('gone.txt') };
    expect(await uploadPastAgain(desk.engine, [past, gone])).toEqual({ queued: 1, undecided: 0, skipped: 1 });
    await desk.untilEnded();
  });
});
