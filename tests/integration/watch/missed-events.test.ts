import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { OpenFileSystemEvents } from '../../../main/core/watch/file-system-events.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';
import { WatchRun } from '../../support/watching.ts';

/** A file system that keeps everything to itself. */
const silent: OpenFileSystemEvents = async () => ({ close: async () => {} });
/** One that gives up, as when there are no more watches to be had. */
const givesUp: OpenFileSystemEvents = async (_root, _recursive, { failed }) => {
  failed();
  return { close: async () => {} };
};

describe.concurrent('what came while Hoist was off', () => {
  it('is found at the start, and what was sent before is not sent again', async () => {
    await using run = await WatchRun.start();
    await writeRandom(run.in('before.txt'), 100);
    await run.ready(1);
    await run.stop();
    await mkdir(run.in('new'));
    const came = await Promise.all(['a.txt', 'new/b.txt'].map((name) => writeRandom(run.in(name), 100)));
    await run.start();
    await run.ready(3);
    await run.expectStored([run.in('before.txt'), ...came]);
  });

  it('is found after a pause', async () => {
    await using run = await WatchRun.start();
    const { id } = run.view.folder;
    run.folders.pause(id);
    await writeRandom(run.in('a.txt'), 100);
    await sleep(1500);
    expect([run.view.condition.kind, run.api.calls]).toEqual(['paused', []]);
    run.folders.resume(id);
    await run.ready(1);
  });
});

describe.concurrent('without hints', () => {
  it('files are found by looking, and the folder is looked through every few seconds from then on', async () => {
    await using run = await WatchRun.start({ openEvents: silent });
    for (const name of ['a.txt', 'b.txt']) await writeRandom(run.in(name), 100);
    run.folders.rescan();
    await run.ready(2);
    await run.looked();
    expect(run.view.condition).toEqual({ kind: 'watching', by: 'polling' });
    await writeRandom(run.in('c.txt'), 100);
    await run.ready(3);
  });

  it('a file system that gives up is looked through every few seconds', async () => {
    await using run = await WatchRun.start({ openEvents: givesUp });
    expect(run.view.condition).toEqual({ kind: 'watching', by: 'polling' });
    await writeRandom(run.in('a.txt'), 100);
    await run.ready(1);
  });
});

describe.concurrent('a folder that', () => {
  it('is moved away and back is told of, and goes on by itself with what came meanwhile', async () => {
    await using run = await WatchRun.start();
    await writeRandom(run.in('a.txt'), 100);
    await run.ready(1);
    await rename(run.in(''), run.folder.at('away'));
    await until('it is missed', () => run.view.condition.kind === 'unavailable');
    await writeRandom(run.folder.at('away/b.txt'), 100);
    await rename(run.folder.at('away'), run.in(''));
    await until('it is back', () => run.view.condition.kind === 'watching');
    await run.ready(2);
    await writeRandom(run.in('c.txt'), 100);
    await run.ready(3);
    await run.expectStored(['a.txt', 'b.txt', 'c.txt'].map((name) => run.in(name)));
  });

  it('is another one of the same name, as of a drive, is listened to as the one before', async () => {
    await using run = await WatchRun.start();
    await rename(run.in(''), run.folder.at('away'));
    await mkdir(run.in(''));
    await writeRandom(run.in('a.txt'), 100);
    await run.ready(1);
    await writeRandom(run.in('b.txt'), 100);
    await run.ready(2);
    await run.expectStored([run.in('a.txt'), run.in('b.txt')]);
  });

  it('is gone and a file in its place is waited for', async () => {
    await using run = await WatchRun.start();
    await rm(run.in(''), { recursive: true });
    await writeFile(run.in(''), 'a file');
    await until('it is said', () => JSON.stringify(run.view.condition).includes('folder_is_a_file'));
    await rm(run.in(''));
    await mkdir(run.in(''));
    await writeRandom(run.in('a.txt'), 100);
    await run.ready(1);
  });
});

describe.concurrent('for another user', () => {
  it('a folder is as new, and asks; back with the first, nothing is sent twice', async () => {
    const other = '11111111-2222-4333-8444-555555555555';
    await using run = await WatchRun.create();
    await run.start({ alreadyHere: 'unanswered' });
    await until('it is watched', () => run.view.condition.kind === 'watching');
    const first = await writeRandom(run.in('a.txt'), 100);
    await run.ready(1);
    await run.connectAs(null);
    expect(run.view.condition.kind).toBe('not-connected');
    await run.connectAs(other);
    await until('it asks', () => run.view.alreadyHere?.files === 1);
    const second = await writeRandom(run.in('b.txt'), 100);
    await run.ready(1);
    await run.expectStored([first, second]);
    await run.connectAs(run.api.settings.userId);
    await run.ready(2);
    await run.expectStored([first, second, second]);
  });
});

describe.concurrent('a full disk', () => {
  it('puts off what cannot be kept, and nothing is lost or doubled by it', async () => {
    await using run = await WatchRun.start();
    run.fillDisk(1);
    const paths = ['a.txt', 'b.txt', 'c.txt'].map((name) => run.in(name));
    for (const path of paths) await writeRandom(path, 100);
    await run.ready(3);
    await run.expectStored(paths);
    expect(run.uploads).toHaveLength(3);
  });
});

describe.concurrent('what was there from the start', () => {
  it('is asked about, while what comes is sent; the answer may be to send it', async () => {
    await using run = await WatchRun.create();
    const old = await Promise.all(['a.txt', 'b.txt'].map((name) => writeRandom(run.in(name), 100)));
    await sleep(20);
    await run.start({ alreadyHere: 'unanswered' });
    await until('it asks', () => run.view.alreadyHere !== null);
    expect(run.view.alreadyHere).toEqual({ files: 2, bytes: 200 });
    const fresh = await writeRandom(run.in('c.txt'), 100);
    await run.ready(1);
    await run.expectStored([fresh]);
    run.folders.answerAlreadyHere(run.view.folder.id, 'only-new');
    await run.looked();
    expect([run.view.alreadyHere, run.view.ready]).toEqual([null, 1]);
    run.folders.answerAlreadyHere(run.view.folder.id, 'upload');
    await run.ready(3);
    await run.expectStored([...old, fresh]);
  });
});
