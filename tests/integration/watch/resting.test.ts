import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import { defaultSettings } from '../../../main/core/watch/watched-folder.ts';
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

const OTHER = '0aa0a1a2-0b0b-4c0c-8d0d-0e0e0e0e0e0e';
const THIRD = '1aa0a1a2-0b0b-4c0c-8d0d-0e0e0e0e0e0e';

/** Whom each upload was for, by its name. */
const receivers = (run: WatchRun) =>
  Object.fromEntries(run.uploads.map(({ name, destination }) => [name, destination?.split('@')[0]]));

describe.concurrent('a folder that belongs to a connection', () => {
  it('rests while another one is in use, over restarts, and then sends what came meanwhile to its own', async () => {
    await using run = await WatchRun.start({ bindsFolders: true });
    const { userId } = run.api.settings;
    await writeFile(run.in('before.txt'), 'before');
    await run.ready(1);
    await run.connectAs(OTHER);
    const resting = {
      condition: { kind: 'resting', destination: destinationOf(run.api.settings) },
      ready: 1,
    };
    expect(run.view).toMatchObject(resting);
    await writeFile(run.in('meanwhile.txt'), 'meanwhile');
    await run.looked();
    expect(run.view).toMatchObject(resting);
    expect(receivers(run)).toEqual({ 'before.txt': userId });

    await run.stop();
    await run.start({ bindsFolders: true, as: OTHER });
    expect(run.view).toMatchObject(resting);
    await run.connectAs(userId);
    await run.ready(2);
    expect(receivers(run)).toEqual({ 'before.txt': userId, 'meanwhile.txt': userId });
    await run.expectStored([run.in('before.txt'), run.in('meanwhile.txt')]);
  });

  it('of an earlier version is bound to the first connection that is no trial', async () => {
    const isTrial = (destination: string) => destination.startsWith(OTHER);
    await using run = await WatchRun.start();
    expect(run.view.folder.destination).toBeNull();
    await run.stop();
    await run.start({ bindsFolders: true, isTrial, as: OTHER });
    await writeFile(run.in('a.txt'), 'a');
    await run.looked();
    expect([run.view.folder.destination, run.uploads]).toEqual([null, []]);
    await run.connectAs(THIRD);
    await run.ready(1);
    await run.connectAs(run.api.settings.userId);
    expect(run.view.condition.kind).toBe('resting');
    expect(receivers(run)).toEqual({ 'a.txt': THIRD });
  });

  it('is for the connection that was in use when it was named, also if a switch overtakes it', async () => {
    await using run = await WatchRun.start({ bindsFolders: true });
    const own = run.view.folder.destination;
    await mkdir(run.folder.at('late'));
    const adding = run.folders.add(defaultSettings(run.folder.at('late')));
    await run.connectAs(OTHER);
    expect(await adding).toMatchObject({ kind: 'done', folder: { destination: own } });
  });

  it('that is bound to none yet goes to the connection that is left', async () => {
    await using run = await WatchRun.start();
    run.folders.assign(OTHER);
    expect(run.view.folder.destination).toBeNull();
    await run.stop();
    await run.start({ bindsFolders: true, isTrial: () => true });
    expect(run.view.folder.destination).toBeNull();
    await run.stop();
    await run.start({
      bindsFolders: true,
      isTrial: (destination) => destination.startsWith(run.api.settings.userId),
    });
    const left = destinationOf({ ...run.api.settings, userId: THIRD });
    run.folders.assign(left);
    await run.connectAs(OTHER);
    expect(run.view.condition).toEqual({ kind: 'resting', destination: left });
  });

  it('goes with it when it is edited or chosen for another one, and ends with it', async () => {
    await using run = await WatchRun.start({ bindsFolders: true });
    const own = destinationOf(run.api.settings);
    const edited = destinationOf({ ...run.api.settings, userId: OTHER });
    run.folders.rebind(edited, own);
    expect(run.view.folder.destination).toBe(own);
    run.folders.rebind(own, edited);
    expect(run.view.condition).toEqual({ kind: 'resting', destination: edited });
    await run.connectAs(OTHER);
    await until('it is watched', () => run.view.condition.kind === 'watching');
    await run.connectAs(THIRD);
    expect(run.view.condition).toEqual({ kind: 'resting', destination: edited });
    run.folders.watchHere(run.view.folder.id);
    await until('it is watched', () => run.view.condition.kind === 'watching');
    await writeFile(run.in('a.txt'), 'a');
    await run.ready(1);
    expect(receivers(run)).toEqual({ 'a.txt': THIRD });
    run.folders.removeOf((destination) => destination === edited);
    expect(run.folders.folders).toHaveLength(1);
    run.folders.removeOf((destination) => destination.startsWith(THIRD));
    expect(run.folders.folders).toEqual([]);
  });
});
