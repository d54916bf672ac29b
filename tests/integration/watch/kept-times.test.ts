import { utimesSync, writeFileSync } from 'node:fs';
import { chmod, link, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { contentOf, fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { fileSystemEvents } from '../../../main/core/watch/folder-listener.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { WatchRun } from '../../support/watching.ts';

const never = new AbortController().signal;

/** Writes other bytes of the same size into a file, and puts its time back. */
async function editKeepingTime(path: string, text: string): Promise<void> {
  const { atime, mtime } = await stat(path);
  const file = await open(path, 'r+');
  await file.write(text, 0);
  await file.close();
  await utimes(path, atime, mtime);
}

/** Waits until so many files or versions were sent. */
const sent = (run: WatchRun, count: number) =>
  until(`${count} sent`, () => run.uploads.length === count && run.isQuiet);

const contents = (run: WatchRun) => [...run.api.files.values()].map(({ sha256 }) => sha256);

describe.concurrent('a watched file whose size and time stay', () => {
  it('is told of by the file system at once', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'price 100');
    await utimes(folder.at('a.txt'), 1_700_000_000, 1_700_000_000);
    const told: string[] = [];
    const hints = await fileSystemEvents(folder.path, true, {
      event: ({ path }) => told.push(path),
      lost: () => expect.unreachable(),
      failed: () => expect.unreachable(),
    });
    try {
      await editKeepingTime(folder.at('a.txt'), 'price 900');
      await until('it is told', () => told.includes(folder.at('a.txt')));
      told.length = 0;
      // Another file takes its place, with all its times but that of its making.
      await writeFile(folder.at('b.tmp'), 'price 700');
      await utimes(folder.at('b.tmp'), 1_700_000_000, 1_700_000_000);
      await rename(folder.at('b.tmp'), folder.at('a.txt'));
      await until('it is told again', () => told.includes(folder.at('a.txt')));
    } finally {
      await hints.close();
    }
  });

  it('is sent as a new version when a program has edited it and put the old time back', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('a.txt'), 'price 100');
    await utimes(run.in('a.txt'), 1_700_000_000, 1_700_000_000);
    await run.ready(1);
    await editKeepingTime(run.in('a.txt'), 'price 900');
    await sent(run, 2);
    expect(run.uploads).toMatchObject([
      { earlierVersion: null },
      { earlierVersion: { fileId: expect.anything() } },
    ]);
    expect(new Set(contents(run)).size).toBe(2);
  });

  it('is sent when it was edited so while Hoist was off', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('a.txt'), 'price 100');
    await utimes(run.in('a.txt'), 1_700_000_000, 1_700_000_000);
    await run.ready(1);
    await run.stop();
    await editKeepingTime(run.in('a.txt'), 'price 900');
    await run.start();
    await sent(run, 2);
    expect(new Set(contents(run)).size).toBe(2);
  });

  it('is sent when another file has taken its place, name and number', async () => {
    await using run = await WatchRun.start();
    const pack = async (text: string) => {
      await rm(run.in('a.txt'), { force: true });
      await writeFile(run.in('a.txt'), text);
      await utimes(run.in('a.txt'), 315_532_800, 315_532_800);
    };
    await pack('total 0001');
    await run.ready(1);
    await pack('total 0002');
    await sent(run, 2);
    // Under another name, it is not the first one moved.
    await rm(run.in('a.txt'));
    await writeFile(run.in('b.txt'), 'total 0003');
    await utimes(run.in('b.txt'), 315_532_800, 315_532_800);
    await sent(run, 3);
    expect(new Set(contents(run)).size).toBe(3);
  });

  it('is not sent again for a new permission, a second link, a touch or a new name', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('a.txt'), 'the same');
    await run.ready(1);
    await chmod(run.in('a.txt'), 0o600);
    await run.looked();
    await link(run.in('a.txt'), run.folder.at('second name'));
    await run.looked();
    await utimes(run.in('a.txt'), new Date(), new Date());
    await run.looked();
    await rename(run.in('a.txt'), run.in('b.txt'));
    await run.looked();
    expect([run.uploads.length, run.api.count('sign')]).toEqual([1, 1]);
  });

  it('was there before and is not wanted: a new permission does not send it', async () => {
    await using run = await WatchRun.create();
    await writeFile(run.in('old.txt'), 'not wanted');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await run.start({ alreadyHere: 'only-new' });
    await run.looked();
    await chmod(run.in('old.txt'), 0o600);
    await run.looked();
    await rename(run.in('old.txt'), run.in('renamed.txt'));
    await run.looked();
    expect([run.uploads.length, run.api.calls]).toEqual([0, []]);
  });
});

describe.concurrent('a file system that moves the times of a file when it is read', () => {
  /** Moves the time of `path` at each look at the signal, which comes with each chunk that is read. */
  const readingMoves = (path: string, change: (look: number) => void) => {
    const { signal } = new AbortController();
    let looks = 0;
    signal.throwIfAborted = () => {
      looks += 1;
      change(looks);
    };
    return fingerprintOf(path).then((state) => contentOf(path, state, signal));
  };

  it('makes no edit: the same bytes twice are its content, in the state after that', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'the same');
    const before = await fingerprintOf(folder.at('a.txt'));
    const read = await readingMoves(folder.at('a.txt'), (look) => utimesSync(folder.at('a.txt'), look, look));
    expect(read.fingerprint.mtimeNs).not.toBe(before.mtimeNs);
    expect(read.sha256).toBe((await contentOf(folder.at('a.txt'), read.fingerprint, never)).sha256);
  });

  it('hides no edit: other bytes of the same size are a change', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'content 0');
    let edits = 0;
    const read = readingMoves(folder.at('a.txt'), () => {
      edits += 1;
      writeFileSync(folder.at('a.txt'), `content ${edits % 10}`);
    });
    await expect(read).rejects.toMatchObject({ code: 'file_changed' });
    expect(await readFile(folder.at('a.txt'), 'utf8')).toMatch(/^content/);
  });
});
