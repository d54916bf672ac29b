import { appendFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_CONVERSION } from '../../../main/core/convert/ways.ts';
import { Drive, driveAt, leaveDrives } from '../../../main/core/files/drive/drive.ts';
import { mountsIn, remoteMountOf } from '../../../main/core/files/drive/mounts.ts';
import { forkWorker, type StartWorker, type WorkerListener } from '../../../main/core/files/drive/worker.ts';
import { contentOf, fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { localNamedFiles } from '../../../main/core/files/named-files.ts';
import { LIMITS_BEFORE_FIRST_ANSWER } from '../../../main/core/model/file-types.ts';
import { filesOnDrive } from '../../../main/core/watch/drive-files.ts';
import { localFiles } from '../../../main/core/watch/folder-files.ts';
import { selection } from '../../../main/core/watch/names.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256Of } from '../../support/uploads.ts';

const NEVER = new AbortController().signal;

describe('the process of a drive', () => {
  it('does with the files of a folder what is done with those of this computer', async () => {
    await using folder = await tempFolder();
    const drive = new Drive(folder.path, forkWorker);
    try {
      await mkdir(folder.at('in/below'), { recursive: true });
      await mkdir(folder.at('in/left out'));
      for (const name of ['a.pdf', 'b.exe', 'below/c.txt', 'left out/d.txt']) {
        await writeFile(folder.at(`in/${name}`), name);
      }
      const patterns = { include: [], exclude: ['left out'] };
      const files = filesOnDrive(drive, patterns);
      const looking = {
        root: folder.at('in'),
        limits: () => LIMITS_BEFORE_FIRST_ANSWER,
        conversion: () => NO_CONVERSION,
        isOnlineOnly: () => false,
      };
      const options = {
        ...looking,
        selection: selection([], ['left out']),
        recursive: true,
        except: null,
        signal: NEVER,
      };
      const all = async (of: typeof localFiles) => {
        const found = [];
        for await (const snapshots of of.scan({ path: looking.root, parts: [] }, options))
          found.push(...snapshots);
        return found;
      };
      expect(await all(files)).toEqual(await all(localFiles));
      expect(await files.root(looking.root)).toEqual(await localFiles.root(looking.root));
      expect(await files.look(folder.at('in/b.exe'), looking)).toMatchObject({ kind: 'skipped' });

      const path = folder.at('in/a.pdf');
      const fingerprint = await files.fingerprint(path);
      const content = await files.content(path, fingerprint, NEVER);
      expect(content).toEqual(await contentOf(path, await fingerprintOf(path), NEVER));
      const told: string[] = [];
      const to = { folder: folder.at('sent'), name: 'a.pdf', begun: null };
      const moved = await files.move({ path, ...content }, to, (target) => told.push(target));
      expect([moved, told]).toEqual([folder.at('sent/a.pdf'), [folder.at('sent/a.pdf')]]);
      expect(await readFile(folder.at('sent/a.pdf'), 'utf8')).toBe('a.pdf');
      await expect(files.fingerprint(path)).rejects.toMatchObject({
        name: 'FileError',
        code: 'file_vanished',
      });
      await expect(files.root(path)).rejects.toMatchObject({ code: 'ENOENT', syscall: 'stat' });

      const trashed = {
        path: folder.at('in/below/c.txt'),
        sha256: await sha256Of(folder.at('in/below/c.txt')),
      };
      const sent = { ...trashed, fingerprint: await files.fingerprint(trashed.path) };
      const notTrashed = Object.assign(new Error('no trash here'), { code: 'not_trashed' });
      await expect(files.trash(sent, () => Promise.reject(notTrashed))).rejects.toBe(notTrashed);
      await files.trash(sent, () => rm(sent.path));
      await expect(files.fingerprint(sent.path)).rejects.toMatchObject({ code: 'file_vanished' });
    } finally {
      drive.leave();
    }
  });

  it('finds there what a person names as it is found on this computer', async () => {
    await using folder = await tempFolder();
    const drive = new Drive(folder.path, forkWorker);
    try {
      await writeFile(folder.at('a.pdf'), 'x');
      await symlink(folder.at('none'), folder.at('link'));
      const asked = [
        ...(['look', 'realpath', 'names', 'entry'] as const).map((method) => [method, folder.path] as const),
        ...(['look', 'readable'] as const).map((method) => [method, folder.at('a.pdf')] as const),
        ['entry', folder.at('link')] as const,
      ];
      for (const [method, path] of asked) {
        expect(await drive.call('named', [method, path])).toEqual(await localNamedFiles[method](path));
      }
      const gone = drive.call('named', ['look', folder.at('none')]);
      await expect(gone).rejects.toMatchObject({ code: 'ENOENT' });
    } finally {
      drive.leave();
    }
  });

  it('does not move a file whose target could not be kept', async () => {
    await using folder = await tempFolder();
    const drive = new Drive(folder.path, forkWorker);
    try {
      await writeFile(folder.at('a.txt'), 'x');
      const file = { path: folder.at('a.txt'), fingerprint: await fingerprintOf(folder.at('a.txt')) };
      const sha256 = await sha256Of(folder.at('a.txt'));
      const to = { folder: folder.at('sent'), name: 'a.txt', begun: null };
      const move = filesOnDrive(drive, { include: [], exclude: [] }).move({ ...file, sha256 }, to, () => {
        throw new Error('the disk is full');
      });
      await expect(move).rejects.toThrow('the disk is full');
      expect(await readFile(folder.at('a.txt'), 'utf8')).toBe('x');
    } finally {
      drive.leave();
    }
  });
});

describe('a drive that does not answer', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  function silentDrive() {
    const said: string[] = [];
    const listeners: WorkerListener[] = [];
    const start: StartWorker = (listener) => {
      listeners.push(listener);
      return {
        send: ({ kind }) => said.push(kind),
        retain: () => {},
        release: () => {},
        kill: () => said.push('killed'),
      };
    };
    return { drive: new Drive('/net', start), said, listeners };
  }

  it('ends what waits for it after eight seconds, and each further call at once, until it answers', async () => {
    vi.useFakeTimers();
    const { drive, said, listeners } = silentDrive();
    const waiting = expect(drive.call('look', [])).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    listeners[0]?.heard({ kind: 'alive' });
    await vi.advanceTimersByTimeAsync(11_000);
    await waiting;
    await expect(drive.call('look', [])).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(said.filter((kind) => kind === 'call')).toHaveLength(1);
    // What was given up comes back late.
    listeners[0]?.heard({ kind: 'done', id: 1, value: 'late' });
    const again = drive.call('look', []);
    listeners[0]?.heard({ kind: 'done', id: 2, value: 'now' });
    expect(await again).toBe('now');
  });

  it('is not called silent while its process has not begun', async () => {
    vi.useFakeTimers();
    const { drive, listeners } = silentDrive();
    const early = drive.call('look', []);
    await vi.advanceTimersByTimeAsync(50_000);
    listeners[0]?.heard({ kind: 'done', id: 1, value: 'at last' });
    expect(await early).toBe('at last');
  });

  it('is waited for as long as its probes are answered, however long a task takes', async () => {
    vi.useFakeTimers();
    const { drive, listeners } = silentDrive();
    const long = drive.call('content', []);
    for (let second = 0; second < 120; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      listeners[0]?.heard({ kind: 'alive' });
    }
    listeners[0]?.heard({ kind: 'done', id: 1, value: 'hash' });
    expect(await long).toBe('hash');
  });

  it('is left at once at the end, with its process', async () => {
    const { drive, said } = silentDrive();
    const waiting = expect(drive.call('look', [])).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    drive.leave();
    await waiting;
    expect(said).toEqual(['call', 'killed']);
  });

  it('is asked nothing more once the program ends, even by who hears of it only then', async () => {
    leaveDrives();
    await expect(driveAt('/net')?.call('look', [])).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('has another process after its own has died', async () => {
    const { drive, listeners } = silentDrive();
    const lost = expect(drive.call('look', [])).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    listeners[0]?.gone();
    await lost;
    const again = drive.call('look', []);
    listeners[1]?.heard({ kind: 'done', id: 2, value: 'now' });
    expect(await again).toBe('now');
  });
});

describe('the drives that may stop answering', () => {
  it('are network drives and those of programs, by the kernel’s list', () => {
    const lines = [
      '22 28 0:21 / /proc rw,nosuid - proc proc rw',
      '36 28 8:1 / / rw - ext4 /dev/sda1 rw',
      '41 28 0:35 / /mnt/office\\040drive rw - cifs //nas/office rw',
      '42 28 0:36 / /net rw shared:3 - fuse.sshfs me@there: rw',
      '43 28 0:37 / /srv rw - nfs4 nas:/srv rw',
      '44 28 8:3 / /media/stick rw - fuseblk /dev/sdb1 rw',
    ];
    expect([...mountsIn(lines.join('\n'))]).toEqual(['/mnt/office drive', '/net', '/srv']);
  });

  it('have no local path, whatever links it goes through', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('real'));
    await symlink(folder.at('real'), folder.at('link'));
    await symlink(folder.at('round'), folder.at('round'));
    await appendFile(folder.at('real/a.txt'), 'x');
    const paths = ['link/a.txt', 'round/a.txt', 'none/at all.txt'].map((name) => folder.at(name));
    expect(paths.map((path) => remoteMountOf(path))).toEqual([null, null, null]);
  });

  it('are on Windows those that are named by their server, on macOS all but the system’s', () => {
    expect(remoteMountOf('\\\\nas\\in\\2026\\a.pdf', 'win32')).toBe('\\\\nas\\in');
    expect(remoteMountOf('C:\\in\\a.pdf', 'win32')).toBeNull();
    expect(remoteMountOf('/Volumes/Office/in/a.pdf', 'darwin')).toBe('/Volumes/Office');
    expect(remoteMountOf('/Users/me/in', 'darwin')).toBeNull();
  });
});
