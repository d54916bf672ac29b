import { mkdir, rm, writeFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { convertingEngine } from '../../support/convert/converting-engine.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const rows = (count: number) => Array.from({ length: count }, (_, n) => `row ${n},"a ""quoted""\nvalue"\n`);
const CSV = `id,text\n${rows(2000).join('')}`;

describe('a file that the server does not take', () => {
  it('is skipped where nobody decides, and sent as text once somebody does', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using desk = await convertingEngine(api, folder.at('data'));
    await writeFile(folder.at('notes.md'), '# Notes\n');
    const [skipped] = await desk.uploadAll([folder.at('notes.md')], 'ask');
    expect(skipped?.state).toMatchObject({ stage: 'skipped', reason: { code: 'type_not_allowed' } });
    const { queue } = desk.engine;
    if (skipped === undefined) throw new Error('the file is not in the list');
    expect(queue.waysOf(skipped)).toEqual(['text']);
    expect(queue.waysOf({ ...skipped, conversionRule: 'never' })).toEqual([]);
    expect(queue.waysOf({ ...skipped, name: 'notes.png' })).toEqual([]);
    expect(queue.convert([skipped.id], 'text')).toBe(1);
    await desk.untilEnded();
    const [ready] = desk.uploads();
    expect(ready).toMatchObject({
      id: skipped.id,
      name: 'notes.md.txt',
      way: 'text',
      state: { stage: 'ready' },
    });
    expect(ready?.derivation).toMatchObject({ original: { name: 'notes.md' }, part: 1, of: 1 });
    expect([...api.storedByName().keys()]).toEqual(['notes.md.txt']);
    expect(api.violations).toEqual([]);
    await expect.poll(() => desk.derivedFiles()).toEqual([]);
  });

  it('is converted without asking where the rule says so, also if the limit is only known later', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ maxSizeBytes: 20_000 });
    await using desk = await convertingEngine(api, folder.at('data'));
    await writeFile(folder.at('orders.csv'), CSV);
    const parts = await desk.uploadAll([folder.at('orders.csv')], 'text');
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ state }) => state.stage)).toEqual(parts.map(() => 'ready'));
    expect(parts.map(({ derivation }) => [derivation?.part, derivation?.of])).toEqual(
      parts.map((_, index) => [index + 1, parts.length]),
    );
    expect(new Set(parts.map(({ derivation }) => derivation?.groupId))).toEqual(new Set([parts[0]?.id]));
    for (const [, hashes] of api.storedByName()) expect(hashes).toHaveLength(1);
    expect(api.violations).toEqual([]);
  });

  it('fails with a reason if nothing can be made of it', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using desk = await convertingEngine(api, folder.at('data'));
    await writeFile(folder.at('slides.pptx'), 'this is no presentation');
    const [failed] = await desk.uploadAll([folder.at('slides.pptx')], 'text');
    expect(failed?.state).toMatchObject({
      stage: 'failed',
      reason: { code: 'conversion_failed', because: { code: 'document_damaged' } },
    });
    expect(api.storedByName().size).toBe(0);
  });

  it('that is an archive gives its files, and says what is left out', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using desk = await convertingEngine(api, folder.at('data'));
    const text = (words: string) => new TextEncoder().encode(words);
    const zip = zipSync({
      'a/offer.txt': text('Offer'),
      'b/notes.md': text('Notes'),
      'logo.png': text('png'),
    });
    await writeFile(folder.at('all.zip'), zip);
    const uploads = await desk.uploadAll([folder.at('all.zip')], 'text');
    expect(uploads.map(({ name, state }) => [name, state.stage]).sort()).toEqual([
      ['logo.png', 'skipped'],
      ['notes.md.txt', 'ready'],
      ['offer.txt', 'ready'],
    ]);
  });
});

describe('the same original', () => {
  it('is not converted and sent again: the parts get the ids that they have', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ maxSizeBytes: 20_000 });
    await using desk = await convertingEngine(api, folder.at('data'));
    await writeFile(folder.at('orders.csv'), CSV);
    const first = await desk.uploadAll([folder.at('orders.csv')], 'text');
    await writeFile(folder.at('copy.csv'), CSV);
    const puts = api.count('put');
    const all = await desk.uploadAll([folder.at('copy.csv')], 'text');
    const second = all.slice(first.length);
    const idsOf = (uploads: typeof all) => uploads.map(({ state }) => 'fileId' in state && state.fileId);
    expect(idsOf(second)).toEqual(idsOf(first));
    expect(api.count('put')).toBe(puts);
  });

  it('is sent once where two uploads want it at the same time', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using desk = await convertingEngine(api, folder.at('data'));
    for (const name of ['a.md', 'b.md', 'c.md']) await writeFile(folder.at(name), '# The same\n');
    const uploads = await desk.uploadAll(['a.md', 'b.md', 'c.md'].map(folder.at), 'text');
    expect(uploads.map(({ state }) => state.stage)).toEqual(['ready', 'ready', 'ready']);
    expect(api.count('put')).toBe(1);
  });

  it('is converted and sent again where the person asks for that', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using desk = await convertingEngine(api, folder.at('data'));
    await writeFile(folder.at('a.md'), '# Once more\n');
    const [first] = await desk.uploadAll([folder.at('a.md')], 'text');
    expect(desk.engine.queue.uploadAgain([first?.id ?? ''])).toBe(1);
    await desk.untilEnded();
    expect(desk.uploads().map(({ state }) => state.stage)).toEqual(['ready', 'ready']);
    expect(api.count('put')).toBe(2);
  });
});

describe('a restart', () => {
  it('goes on with parts that were made, and makes those again that are gone', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ maxSizeBytes: 20_000 });
    await writeFile(folder.at('orders.csv'), CSV);
    const before = await convertingEngine(api, folder.at('data'));
    before.engine.queue.uploads.subscribe((event) => {
      if (event.type === 'upload' && event.upload.derivation !== null) before.engine.queue.pause();
    });
    await before.engine.add({ paths: [folder.at('orders.csv')], retention: 'keep', conversionRule: 'text' });
    await until('the parts are made', () => before.uploads().length > 2);
    const made = before.uploads();
    await before[Symbol.asyncDispose]();
    const gone = made[1];
    await rm(gone?.path ?? '');

    await using after = await convertingEngine(api, folder.at('data'));
    after.engine.queue.resume();
    await after.untilEnded();
    expect(after.uploads().map(({ id, state }) => [id, state.stage])).toEqual(
      made.map(({ id }) => [id, 'ready']),
    );
    for (const [, hashes] of api.storedByName()) expect(hashes).toHaveLength(1);
    expect(api.storedByName().size).toBe(made.length);
    await expect.poll(() => after.derivedFiles()).toEqual([]);
    expect(api.violations).toEqual([]);
  });

  it('converts anew what was being converted, and deletes what is left of an earlier run', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeFile(folder.at('a.md'), '# A\n');
    const before = await convertingEngine(api, folder.at('data'));
    before.engine.queue.pause();
    await before.engine.add({ paths: [folder.at('a.md')], retention: 'keep', conversionRule: 'text' });
    expect(before.uploads()[0]?.state).toEqual({ stage: 'converting' });
    await before[Symbol.asyncDispose]();
    const left = folder.at('data/derived/an-old-group');
    await mkdir(left, { recursive: true });
    await writeFile(`${left}/part-1.txt`, 'left over');

    await using after = await convertingEngine(api, folder.at('data'));
    after.engine.queue.resume();
    await after.untilEnded();
    expect(after.uploads()[0]?.state.stage).toBe('ready');
    await expect.poll(() => after.derivedFiles()).toEqual([]);
  });

  it('fails the upload of a part whose original has changed, if the part is gone', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeFile(folder.at('a.md'), '# A\n');
    const before = await convertingEngine(api, folder.at('data'));
    before.engine.queue.uploads.subscribe((event) => {
      if (event.type === 'upload' && event.upload.derivation !== null) before.engine.queue.pause();
    });
    await before.engine.add({ paths: [folder.at('a.md')], retention: 'keep', conversionRule: 'text' });
    await until('it is made', () => before.uploads()[0]?.derivation !== null);
    const [made] = before.uploads();
    await before[Symbol.asyncDispose]();
    await rm(made?.path ?? '');
    await writeFile(folder.at('a.md'), '# Something else\n');

    await using after = await convertingEngine(api, folder.at('data'));
    after.engine.queue.resume();
    await after.untilEnded();
    expect(after.uploads()[0]?.state).toMatchObject({ stage: 'failed', reason: { code: 'file_changed' } });
    expect(api.count('put')).toBe(0);
  });
});
