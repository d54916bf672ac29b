import { readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { WatchRun } from '../../support/watching.ts';

describe.concurrent('a paused folder', () => {
  it('shows what is known of its files, also after a restart, and asks nothing', async () => {
    await using run = await WatchRun.start({ settings: { onEdit: 'ask' } });
    await writeFile(run.in('a.txt'), 'first');
    await writeFile(run.in('b.txt'), 'second');
    await run.ready(2);
    await writeFile(run.in('b.txt'), 'second, edited');
    await until('it asks', () => run.view.edited.total === 1);
    run.folders.pause(run.view.folder.id);
    const paused = { condition: { kind: 'paused' }, ready: 1, edited: { total: 0 } };
    expect(run.view).toMatchObject(paused);
    await run.stop();
    await run.start();
    expect(run.view).toMatchObject(paused);
    run.folders.resume(run.view.folder.id);
    await until('it asks again', () => run.view.edited.total === 1);
  });
});

describe.concurrent('a destination that is only for trying things out', () => {
  it('leaves files where they are, and the settings as they were', async () => {
    let trashed = 0;
    await using run = await WatchRun.start({
      settings: { postUploadAction: { type: 'trash' } },
      trash: async () => {
        trashed += 1;
      },
      isTrial: () => true,
    });
    await writeFile(run.in('a.txt'), 'the only copy');
    await run.ready(1);
    await run.looked();
    expect([await readdir(run.in('')), trashed]).toEqual([['a.txt'], 0]);
    expect(run.view.folder.settings.postUploadAction).toEqual({ type: 'trash' });
  });
});
