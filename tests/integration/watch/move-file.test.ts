import { chmod, chown, link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { moveWithoutOverwriting } from '../../../main/core/watch/move-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256Of } from '../../support/uploads.ts';

async function fileIn(path: string, text = 'mine') {
  await writeFile(path, text);
  return { path, fingerprint: await fingerprintOf(path), sha256: await sha256Of(path) };
}

describe.concurrent('moving a file', () => {
  it('takes a free name, and tells each before it is tried', async () => {
    await using folder = await tempFolder();
    const file = await fileIn(folder.at('a.txt'));
    await mkdir(folder.at('done'));
    for (const name of ['a.txt', 'a (2).txt']) await writeFile(folder.at(`done/${name}`), name);
    const told: string[] = [];
    const to = { folder: folder.at('done'), name: 'a.txt', begun: null };
    const target = await moveWithoutOverwriting(file, to, (name) => told.push(name));
    expect([target, told]).toEqual([folder.at('done/a (3).txt'), [folder.at('done/a (3).txt')]]);
    expect(await readFile(folder.at('done/a.txt'), 'utf8')).toBe('a.txt');
    expect((await readdir(folder.path)).sort()).toEqual(['done']);
  });

  it('that died between its two names goes on, and takes no second one', async () => {
    await using folder = await tempFolder();
    const file = await fileIn(folder.at('a.txt'));
    await link(file.path, folder.at('b.txt'));
    const to = { folder: folder.path, name: 'a.txt.new', begun: folder.at('b.txt') };
    const never = () => expect.unreachable();
    expect(await moveWithoutOverwriting(file, to, never)).toBe(folder.at('b.txt'));
    expect(await readdir(folder.path)).toEqual(['b.txt']);
  });

  it('that died before it did anything does not take a stranger for its own', async () => {
    await using folder = await tempFolder();
    const file = await fileIn(folder.at('a.txt'));
    await writeFile(folder.at('b.txt'), 'a stranger’s');
    const to = { folder: folder.path, name: 'b.txt', begun: folder.at('b.txt') };
    expect(await moveWithoutOverwriting(file, to, () => {})).toBe(folder.at('b (2).txt'));
    expect(await readFile(folder.at('b.txt'), 'utf8')).toBe('a stranger’s');
  });

  it('that died while it copied leaves no part of a copy behind', async () => {
    await using folder = await tempFolder();
    const file = await fileIn(folder.at('a.txt'));
    await mkdir(folder.at('done'));
    for (const name of [`.hoist-moving-${'a1'.repeat(16)}`, '.hoist-moving-notes.txt']) {
      await writeFile(folder.at(`done/${name}`), 'half');
    }
    const to = { folder: folder.at('done'), name: 'a.txt', begun: folder.at('done/a.txt') };
    await moveWithoutOverwriting(file, to, () => {});
    expect((await readdir(folder.at('done'))).sort()).toEqual(['.hoist-moving-notes.txt', 'a.txt']);
  });

  it.each([
    ['on the same drive', null],
    ['to another drive', '/dev/shm/hoist-test-'],
  ])('%s at the same time as another Hoist gives it one new name', async (_, otherDrive) => {
    await using folder = await tempFolder();
    const done = otherDrive === null ? folder.at('done') : await mkdtemp(otherDrive);
    await mkdir(done, { recursive: true });
    const names = Array.from({ length: 40 }, (_, n) => `${n}.txt`);
    let movedTwice = 0;
    for (const name of names) {
      const file = await fileIn(folder.at(name), `text ${name}`);
      const move = () => moveWithoutOverwriting(file, { folder: done, name, begun: null }, () => {});
      const ends = await Promise.allSettled([move(), move()]);
      if (ends.every(({ status }) => status === 'fulfilled')) movedTwice += 1;
      expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
    }
    const moved = await readdir(done);
    if (otherDrive !== null) await rm(done, { recursive: true });
    expect([moved.length, movedTwice, await readdir(folder.path)]).toEqual([
      names.length,
      0,
      otherDrive === null ? ['done'] : [],
    ]);
  });

  it('that was edited meanwhile leaves it where it is, under one name', async () => {
    await using folder = await tempFolder();
    const file = await fileIn(folder.at('a.txt'));
    await writeFile(folder.at('a.txt'), 'edited');
    const to = { folder: folder.path, name: 'b.txt', begun: null };
    await expect(moveWithoutOverwriting(file, to, () => {})).rejects.toMatchObject({ code: 'file_changed' });
    expect(await readdir(folder.path)).toEqual(['a.txt']);
  });

  it('to another drive is by a proved copy, under a free name as well', async () => {
    await using folder = await tempFolder();
    const other = await mkdtemp('/dev/shm/hoist-test-');
    try {
      const [here, there] = await Promise.all([stat(folder.path), stat(other)]);
      expect(here.dev, 'two drives').not.toBe(there.dev);
      const file = await fileIn(folder.at('a.txt'));
      await writeFile(join(other, 'a.txt'), 'a stranger’s');
      const to = { folder: other, name: 'a.txt', begun: null };
      const target = await moveWithoutOverwriting(file, to, () => {});
      expect([target, await readFile(target, 'utf8')]).toEqual([join(other, 'a (2).txt'), 'mine']);
      expect([await readdir(folder.path), (await readdir(other)).sort()]).toEqual([
        [],
        ['a (2).txt', 'a.txt'],
      ]);
      const wrong = { ...(await fileIn(folder.at('b.txt'))), sha256: 'of other bytes' };
      const failed = moveWithoutOverwriting(wrong, { folder: other, name: 'b.txt', begun: null }, () => {});
      await expect(failed).rejects.toMatchObject({ code: 'file_changed' });
      expect([await readdir(folder.path), (await readdir(other)).length]).toEqual([['b.txt'], 2]);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it('to another drive keeps its permissions, and its owner where the mover may give files away', async () => {
    await using folder = await tempFolder();
    const other = await mkdtemp('/dev/shm/hoist-test-');
    try {
      const [uid, gid] = [process.getuid?.(), process.getgid?.()];
      const file = await fileIn(folder.at('a.txt'));
      await chmod(file.path, 0o640);
      // Only root may give a file to somebody else, here as there.
      const owner = uid === 0 ? { uid: 41_203, gid: 41_204 } : { uid, gid };
      if (uid === 0) await chown(file.path, 41_203, 41_204);
      const to = { folder: other, name: 'a.txt', begun: null };
      const { mode, ...moved } = await stat(await moveWithoutOverwriting(file, to, () => {}));
      expect([{ uid: moved.uid, gid: moved.gid }, mode & 0o777]).toEqual([owner, 0o640]);
    } finally {
      await rm(other, { recursive: true });
    }
  });
});
