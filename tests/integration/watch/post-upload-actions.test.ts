import { mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { apiError } from '../../support/strict-api/faults.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';
import { WatchRun } from '../../support/watching.ts';

async function movingRun(): Promise<WatchRun> {
  const run = await WatchRun.create();
  await run.start({ settings: { postUploadAction: { type: 'move', folder: run.folder.at('done') } } });
  await until('it is watched', () => run.view.condition.kind === 'watching');
  return run;
}

describe.concurrent('once Ready', () => {
  it('a file is moved, as deep as it lay, and never over another', async () => {
    await using run = await movingRun();
    await mkdir(run.folder.at('done/sub'), { recursive: true });
    await writeFile(run.folder.at('done/a.txt'), 'somebody else’s');
    await mkdir(run.in('sub'));
    await writeFile(run.in('a.txt'), 'mine');
    await writeFile(run.in('sub/b.txt'), 'deep');
    await until('both are moved', () => run.news.filter(({ type }) => type === 'moved').length === 2);
    const text = (name: string) => readFile(run.folder.at(`done/${name}`), 'utf8');
    expect(await Promise.all(['a.txt', 'a (2).txt', 'sub/b.txt'].map(text))).toEqual([
      ...['somebody else’s', 'mine', 'deep'],
    ]);
    expect(await readdir(run.in(''))).toEqual(['sub']);
  });

  it('files of the same name one after the other are all sent, and all kept', async () => {
    await using run = await movingRun();
    for (const n of [1, 2, 3]) {
      await writeFile(run.in('scan.pdf'), `scan ${n}`);
      await until(`scan ${n} is moved`, () => run.news.filter(({ type }) => type === 'moved').length === n);
    }
    expect((await readdir(run.folder.at('done'))).sort()).toEqual([
      'scan (2).pdf',
      'scan (3).pdf',
      'scan.pdf',
    ]);
    await run.expectStored(
      (await readdir(run.folder.at('done'))).map((name) => run.folder.at(`done/${name}`)),
    );
    expect(run.uploads.map(({ earlierVersion }) => earlierVersion)).toEqual([null, null, null]);
  });

  it.each(['done', 'made/later'])(
    'a file is moved once into a part of its folder, by whichever of its paths: %s',
    async (to) => {
      await using run = await WatchRun.create();
      await symlink(run.in(''), run.folder.at('alias'));
      await mkdir(run.in('done'));
      await run.start({
        settings: { postUploadAction: { type: 'move', folder: run.folder.at(`alias/${to}`) } },
      });
      await writeFile(run.in('a.txt'), 'mine');
      await until('it is moved', () => run.news.some(({ type }) => type === 'moved'));
      await run.looked();
      await run.looked();
      expect(run.news.filter(({ type }) => type === 'moved')).toHaveLength(1);
      expect(await readFile(run.in(`${to}/a.txt`), 'utf8')).toBe('mine');
    },
  );

  it('a file that failed stays where it is', async () => {
    await using run = await movingRun();
    run.api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    await writeRandom(run.in('a.txt'), 100);
    await until('it failed', () => run.view.failed.total === 1);
    await run.looked();
    expect([await readdir(run.in('')), run.api.count('put')]).toEqual([['a.txt'], 0]);
    expect(run.view.failed.first).toMatchObject([{ reason: { code: 'access_forbidden' } }]);
  });

  it('a file behind a link is left to whom it belongs to', async () => {
    await using run = await movingRun();
    await mkdir(run.in('.kept'));
    await writeRandom(run.in('.kept/a.txt'), 100);
    await symlink(run.in('.kept'), run.in('linked'));
    run.folders.rescan();
    await until('it is said', () => run.view.failedActions.total === 1);
    expect(await readdir(run.in('.kept'))).toEqual(['a.txt']);
  });

  it('a file that cannot be moved stays, is told of, and is moved once it can be', async () => {
    await using run = await movingRun();
    await writeFile(run.folder.at('done'), 'a file where the folder should be');
    await writeRandom(run.in('a.txt'), 100);
    await until('it is said', () => run.view.failedActions.total === 1);
    expect(await readdir(run.in(''))).toEqual(['a.txt']);
    await rm(run.folder.at('done'));
    run.folders.rescan();
    await until('it is moved', () => run.view.failedActions.total === 0 && run.isQuiet);
    expect([await readdir(run.in('')), await readdir(run.folder.at('done'))]).toEqual([[], ['a.txt']]);
  });

  it('what goes to the trash goes there once', async () => {
    await using run = await WatchRun.create();
    const trashed: string[] = [];
    const trash = async (path: string) => {
      trashed.push(path);
      await rm(path);
    };
    await run.start({ trash, settings: { postUploadAction: { type: 'trash' } } });
    for (const name of ['a.txt', 'b.txt']) await writeRandom(run.in(name), 100);
    await until('both are gone', () => trashed.length === 2);
    await run.looked();
    expect([trashed.sort(), run.view.ready]).toEqual([[run.in('a.txt'), run.in('b.txt')], 2]);
  });

  it('what was Ready before the setting changed is left', async () => {
    await using run = await WatchRun.start();
    await writeRandom(run.in('a.txt'), 100);
    await run.ready(1);
    const { id, settings } = run.view.folder;
    const postUploadAction = { type: 'move', folder: run.folder.at('done') } as const;
    expect((await run.folders.update(id, { ...settings, postUploadAction })).kind).toBe('done');
    await writeRandom(run.in('b.txt'), 100);
    await until('it is moved', () => run.news.some(({ type }) => type === 'moved'));
    await run.looked();
    expect([await readdir(run.in('')), await readdir(run.folder.at('done'))]).toEqual([['a.txt'], ['b.txt']]);
  });
});

describe.concurrent('a file that the server found infected', () => {
  it('is never sent again by itself: not after a touch, a move, a copy or a restart', async () => {
    await using run = await WatchRun.start();
    const infected = {
      status: 200,
      body: JSON.stringify({
        processing_status: 'PROCESSED',
        processing_steps: [],
        warnings: { infected: true },
      }),
    };
    run.api.faults.status.push({ kind: 'answer', ...infected });
    await writeFile(run.in('virus.txt'), 'a virus');
    await until('it is told', () => run.view.failed.total === 1);
    expect(run.view.failed.first).toMatchObject([{ reason: { code: 'infected' } }]);
    await utimes(run.in('virus.txt'), new Date(), new Date(Date.now() - 5000));
    await run.looked();
    await rename(run.in('virus.txt'), run.in('moved.txt'));
    await writeFile(run.in('copy.txt'), 'a virus');
    await run.looked();
    await run.stop();
    await run.start();
    await run.looked();
    expect(run.api.count('sign')).toBe(1);
    await writeFile(run.in('moved.txt'), 'cleaned up');
    await run.ready(1);
    expect(run.api.count('put')).toBe(2);
  });
});
