import { statSync, writeSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { moveWithoutOverwriting } from '../../../main/core/watch/move-file.ts';
import { trashAsSent } from '../../../main/core/watch/trash-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { sha256Of } from '../../support/uploads.ts';
import { WatchRun } from '../../support/watching.ts';

async function sentFile(path: string) {
  await writeFile(path, 'sent, ');
  return { path, fingerprint: await fingerprintOf(path), sha256: await sha256Of(path) };
}

/** Writes into an open file as soon as the name that it was opened by is gone. */
function writeOnceGone(path: string, fd: number, text: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (statSync(path, { throwIfNoEntry: false }) !== undefined) return void setImmediate(look);
      writeSync(fd, text);
      resolve();
    };
    look();
  });
}

/** Other bytes of the same size, at the same time. */
async function editUnseen(path: string): Promise<void> {
  const { atime, mtime } = await stat(path);
  await writeFile(path, 'SENT, ');
  await utimes(path, atime, mtime);
}

const changed = { name: 'FileError', code: 'file_changed' };

describe('a program that has a file open for writing', () => {
  it('loses nothing that it writes right before and right after a move to another drive takes its name', async () => {
    await using folder = await tempFolder();
    const other = await mkdtemp('/dev/shm/hoist-test-');
    try {
      const file = await sentFile(folder.at('a.txt'));
      const to = { folder: other, name: 'a.txt', begun: null };
      await using writer = await open(file.path, 'a');
      const before = () => void writeSync(writer.fd, 'before, ');
      await expect(moveWithoutOverwriting(file, to, before)).rejects.toMatchObject(changed);
      expect(await readFile(file.path, 'utf8')).toBe('sent, before, ');

      const again = { path: file.path, fingerprint: await fingerprintOf(file.path) };
      const sha256 = await sha256Of(file.path);
      const written = writeOnceGone(file.path, writer.fd, 'after');
      await expect(moveWithoutOverwriting({ ...again, sha256 }, to, () => {})).rejects.toMatchObject(changed);
      await written;
      expect(await readFile(file.path, 'utf8')).toBe('sent, before, after');
      expect([await readdir(folder.path), await readdir(other)]).toEqual([['a.txt'], []]);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it('goes on with the same file after a move on one drive, under its name', async () => {
    await using folder = await tempFolder();
    const file = await sentFile(folder.at('a.txt'));
    await using writer = await open(file.path, 'a');
    const to = { folder: folder.at('done'), name: 'a.txt', begun: null };
    await expect(moveWithoutOverwriting(file, to, () => {})).rejects.toMatchObject(changed);
    await writer.write('much later');
    expect(await readFile(file.path, 'utf8')).toBe('sent, much later');
    expect(await readdir(folder.at('done'))).toEqual([]);
  });

  it('goes on with the same file after the trash had it, under its name', async () => {
    await using folder = await tempFolder();
    const file = await sentFile(folder.at('a.txt'));
    await using writer = await open(file.path, 'a');
    const trash = () => rename(file.path, folder.at('trashed.txt'));
    await expect(trashAsSent(file, trash)).rejects.toMatchObject(changed);
    await writer.write('much later');
    expect(await readFile(file.path, 'utf8')).toBe('sent, much later');
  });

  it('loses nothing where the trash is on another drive', async () => {
    await using folder = await tempFolder();
    const file = await sentFile(folder.at('a.txt'));
    await using writer = await open(file.path, 'a');
    const written = writeOnceGone(file.path, writer.fd, 'after');
    await expect(trashAsSent(file, () => rm(file.path))).rejects.toMatchObject(changed);
    await written;
    expect(await readFile(file.path, 'utf8')).toBe('sent, after');
  });
});

describe('an edit that keeps size and time', () => {
  it('keeps a file out of the trash', async () => {
    await using folder = await tempFolder();
    const file = await sentFile(folder.at('a.txt'));
    await editUnseen(file.path);
    await expect(trashAsSent(file, () => expect.unreachable())).rejects.toMatchObject(changed);
    expect(await readFile(file.path, 'utf8')).toBe('SENT, ');
  });

  it('brings a file back from the trash', async () => {
    await using folder = await tempFolder();
    const file = await sentFile(folder.at('a.txt'));
    const trash = async () => {
      await editUnseen(file.path);
      await rename(file.path, folder.at('trashed.txt'));
    };
    await expect(trashAsSent(file, trash)).rejects.toMatchObject(changed);
    expect(await readFile(file.path, 'utf8')).toBe('SENT, ');
  });
});

describe('a file that was edited while it was being trashed', () => {
  it('comes back, is told of, is sent as a new version, and is trashed then', async () => {
    await using run = await WatchRun.create();
    await mkdir(run.folder.at('trash'));
    let times = 0;
    const trash = async (path: string) => {
      times += 1;
      if (times === 1) await appendFile(path, 'edited');
      await rename(path, run.folder.at(`trash/${times}.txt`));
    };
    await run.start({ trash, settings: { postUploadAction: { type: 'trash' } } });
    await writeFile(run.in('a.txt'), 'sent, ');
    await until('it is told', () => run.news.some(({ type }) => type === 'actionFailed'));
    expect(run.news.find(({ type }) => type === 'actionFailed')).toMatchObject({
      message: { code: 'stays_changed' },
    });
    run.folders.rescan();
    await until('it is trashed', () => run.news.some(({ type }) => type === 'moved'));
    expect(await readFile(run.folder.at('trash/2.txt'), 'utf8')).toBe('sent, edited');
    expect(run.uploads.map(({ earlierVersion }) => earlierVersion !== null)).toEqual([false, true]);
  });
});
