import { truncateSync } from 'node:fs';
import { open, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { messageText as inEnglish } from '../../../main/core/model/english.ts';
import { DataFolderBusy } from '../../../main/core/model/store-error.ts';
import { EVERYTHING } from '../../../main/core/store/history.ts';
import { CrashRun } from '../../support/crash/crash-run.ts';
import { seeded } from '../../support/crash/random.ts';
import { queuedUpload, storedUpload, withStore } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const LISTED = 300;
const ASIDE = /^hoist\.db\.damaged-2026-11-23T12-00-00\.000Z$/;

type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

/** A closed database with `LISTED` uploads, half of them ended. */
async function databaseIn(folder: TestFolder): Promise<{ path: string; sizeBytes: number }> {
  withStore(folder.path, (store) => {
    const uploads = Array.from({ length: LISTED }, (_, n) =>
      n % 2 === 0 ? storedUpload(n) : queuedUpload(n),
    );
    store.save(uploads);
  });
  const path = folder.at('hoist.db');
  return { path, sizeBytes: (await readFile(path)).length };
}

/** Overwrites bytes at random, the same ones for the same seed. */
async function scribble(path: string, at: number, bytes: number, seed: number): Promise<void> {
  const random = seeded(seed);
  const file = await open(path, 'r+');
  await file.write(
    Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256))),
    0,
    bytes,
    at,
  );
  await file.close();
}

/** What the next start makes of it. Whatever it says must be so. */
async function nextStart(folder: TestFolder) {
  const { notice, loaded } = withStore(folder.path, (store) => ({
    notice: store.notice,
    loaded: store.load(),
  }));
  const aside = (await readdir(folder.path)).filter((name) => /^hoist\.db\.damaged-.*Z$/.test(name));
  // It is whole again: kept, and nothing more to say.
  withStore(folder.path, (store) => {
    expect(store.notice).toBe(null);
    expect(store.load()).toEqual(loaded);
    store.save([queuedUpload(LISTED + 1)]);
  });
  return { notice: notice === null ? '' : inEnglish(notice), loaded, aside };
}

function expectTrue(notice: string, loadedCount: number): void {
  const said = notice.match(/(all of its )?(\d+)( of its)? uploads could be read/);
  expect(Number(said?.[2]), notice).toBe(loadedCount);
  expect(said?.[1] !== undefined, notice).toBe(loadedCount === LISTED);
}

describe('a damaged database', () => {
  const seeds = Array.from({ length: 24 }, (_, i) => i + 1);
  it.each(seeds)(
    'is set aside with its date, and read as far as it can be (scribbled over, seed %i)',
    async (seed) => {
      await using folder = await tempFolder();
      const { path, sizeBytes } = await databaseIn(folder);
      const random = seeded(seed);
      const places = 1 + (seed % 4);
      for (let i = 0; i < places; i += 1) {
        const bytes = [16, 200, 4096, 20_000][Math.floor(random() * 4)] ?? 16;
        const at = Math.floor(random() * (sizeBytes - bytes));
        await scribble(path, at, Math.min(bytes, sizeBytes - at), seed * 100 + i);
      }
      const before = await readFile(path);
      const { notice, loaded, aside } = await nextStart(folder);
      const known = new Map(Array.from({ length: LISTED }, (_, n) => [storedUpload(n).id, n]));
      for (const { id, path: uploadPath } of loaded) {
        expect(uploadPath).toBe(storedUpload(known.get(id) ?? -1).path);
      }
      if (aside.length === 0) {
        // The damage lies where nothing is, or within the words of rows: those are told of.
        const lost = LISTED - loaded.length;
        const said = lost === 1 ? 'One upload' : `${lost} uploads`;
        const left = lost === 1 ? 'was left out' : 'were left out';
        expect(notice).toBe(lost === 0 ? '' : `${said} of the list could not be read and ${left}.`);
        return;
      }
      expect(aside).toEqual([expect.stringMatching(ASIDE)]);
      expect((await readFile(folder.at(aside[0] ?? ''))).equals(before)).toBe(true);
      expect(notice).toContain(`set aside as ${folder.at(aside[0] ?? '')};`);
      expectTrue(notice, loaded.length);
    },
  );

  it('gives its rows before and after a damaged page', async () => {
    await using folder = await tempFolder();
    const { path, sizeBytes } = await databaseIn(folder);
    await scribble(path, Math.floor(sizeBytes / 2 / 4096) * 4096, 4096, 1);
    const { loaded, notice } = await nextStart(folder);
    expect(loaded.length).toBeGreaterThan(LISTED / 2);
    expect(loaded[0]?.id).toBe(queuedUpload(0).id);
    expect(loaded.at(-1)?.id).toBe(queuedUpload(LISTED - 1).id);
    expectTrue(notice, loaded.length);
  });

  it.each<[string, (path: string, sizeBytes: number) => Promise<void>]>([
    ['whose first page is gone', (path) => scribble(path, 0, 4096, 1)],
    ['whose header is gone', (path) => scribble(path, 0, 16, 1)],
    ['that is no database', (path) => writeFile(path, 'Dear diary, '.repeat(1000))],
    ['cut to half', (path, sizeBytes) => truncate(path, Math.floor(sizeBytes / 2))],
    ['cut within a page', (path, sizeBytes) => truncate(path, sizeBytes - 1000)],
    ['cut to its first page', (path) => truncate(path, 4096)],
    ['cut to 100 bytes', (path) => truncate(path, 100)],
    ['cut to no bytes', (path) => truncate(path, 0)],
  ])('%s: what could be read is said and there, and Hoist starts', async (_name, damage) => {
    await using folder = await tempFolder();
    const { path, sizeBytes } = await databaseIn(folder);
    await damage(path, sizeBytes);
    const { notice, loaded, aside } = await nextStart(folder);
    expect(aside).toEqual([expect.stringMatching(ASIDE)]);
    expectTrue(notice, loaded.length);
  });

  it('of no bytes, where there never was a list, is what a crash leaves of a first start', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('hoist.db'), '');
    const { loaded, notice, aside } = await nextStart(folder);
    expect([loaded, notice, aside]).toEqual([[], '', []]);
  });

  it('that another process still has is not set aside', async () => {
    await using folder = await tempFolder();
    const { path } = await databaseIn(folder);
    withStore(folder.path, () => {
      truncateSync(path, 0);
      expect(() => withStore(folder.path, () => {})).toThrow(DataFolderBusy);
    });
    expect((await readdir(folder.path)).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('with nonsense in a row tells how many were left out, in the list, the history and the terminal', async () => {
    await using run = await CrashRun.start();
    const data = run.folder.at('data');
    withStore(data, (store) => store.save([storedUpload(1), storedUpload(2), queuedUpload(3)]));
    const db = new DatabaseSync(run.folder.at('data/hoist.db'));
    db.exec(`UPDATE uploads SET upload = substr(upload, 9) WHERE name = 'document 1.pdf'`);
    db.close();
    const history = await run.run(['history']);
    expect(history.exitCode).toBe(0);
    expect(history.stderr).toBe('One upload of the list could not be read and was left out.\n');
    expect(history.stdout).toBe('ready    /documents/document 2.pdf  id-2\n');
    withStore(data, (store) => {
      expect(store.notice, 'it is said once').toBe(null);
      expect(store.load().map(({ name }) => name)).toEqual(['document 2.pdf', 'document 3.pdf']);
      expect([...store.history.all()].map(({ name }) => name)).toEqual(['document 2.pdf']);
      expect(store.history.count({ ...EVERYTHING, search: 'DOCUMENT' })).toBe(1);
    });
  });

  it('is told of in the terminal, which goes on with what was read', async () => {
    await using run = await CrashRun.start();
    await run.addThreeFiles();
    run.way.proxy.otherwise = (step) => (step === 'sign' ? { kind: 'blackhole' } : { kind: 'none' });
    const terminal = run.terminal(['upload', ...run.paths]);
    while (run.way.proxy.count('sign') === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    terminal.child.kill('SIGTERM');
    await terminal.ended;
    run.way.proxy.otherwise = () => ({ kind: 'none' });
    // The last page holds an index: the rows themselves are sound.
    const path = run.folder.at('data/hoist.db');
    await truncate(path, (await readFile(path)).length - 4096);
    const resumed = await run.run(['resume', '--json']);
    expect(resumed.stderr).toMatch(
      /was damaged and has been set aside as .*; all of its 3 uploads could be read\.\n$/,
    );
    expect(resumed.lines().at(-1)).toEqual({ event: 'summary', ready: 3, failed: 0, skipped: 0 });
    await run.expectAllReadyOnce();
  });
});
