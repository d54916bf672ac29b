import { createHash, randomBytes } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { appendFile, mkdir, open, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { FileError, fileError } from '../../../../main/core/files/file-error.ts';
import {
  fingerprintOf,
  sameFingerprint,
  sha256Of,
  waitUntilStill,
} from '../../../../main/core/files/fingerprint.ts';
import type { Fingerprint } from '../../../../main/core/model/upload.ts';
import { type Clock, sleep } from '../../../../main/core/util/clock.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const never = new AbortController().signal;

describe('the fingerprint of a file', () => {
  it('is the same from its path, from a link and from an open handle', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'hello');
    await symlink(folder.at('a.txt'), folder.at('link.txt'));
    const handle = await open(folder.at('a.txt'));
    const all = [await fingerprintOf(folder.at('a.txt')), await fingerprintOf(folder.at('link.txt'))];
    all.push(await fingerprintOf(handle));
    await handle.close();
    expect(all[0]?.sizeBytes).toBe(5);
    expect(all.every((one) => sameFingerprint(one, all[0] as (typeof all)[0]))).toBe(true);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['its size', (path) => appendFile(path, '!')],
    ['its time alone, by a microsecond', (path) => utimes(path, 1_700_000_000, 1_700_000_000.000001)],
    [
      'its inode alone',
      async (path) => {
        const beside = `${path}.new`;
        await writeFile(beside, 'hello');
        await utimes(beside, 1_700_000_000, 1_700_000_000);
        const { rename } = await import('node:fs/promises');
        await rename(beside, path);
      },
    ],
  ])('differs in %s', async (_what, change) => {
    await using folder = await tempFolder();
    const path = folder.at('a.txt');
    await writeFile(path, 'hello');
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const before = await fingerprintOf(path);
    await change(path);
    expect(sameFingerprint(before, await fingerprintOf(path))).toBe(false);
  });

  it('is an error if the path is no file any more', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('a.txt'));
    await expect(fingerprintOf(folder.at('a.txt'))).rejects.toMatchObject({ code: 'file_vanished' });
    await expect(fingerprintOf(folder.at('none'))).rejects.toMatchObject({ code: 'file_vanished' });
    await expect(fingerprintOf('a\0b')).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it('keeps the system code of any other error', () => {
    const busy = Object.assign(new Error('x'), { code: 'EBUSY' });
    expect(fileError(busy)).toMatchObject({ code: 'file_unreadable', message: 'EBUSY', cause: busy });
    expect(fileError('what')).toMatchObject({ code: 'file_unreadable', message: 'unknown' });
  });
});

describe('waiting until a file is still', () => {
  const waitOn = (path: string, known: Fingerprint | null, clock: Clock, signal: AbortSignal) =>
    waitUntilStill(path, known, fingerprintOf, (ms) => sleep(clock, ms, signal));

  /** Advances the clock until `outcome` settles; `between` happens once each second. */
  async function play<T>(
    clock: VirtualClock,
    outcome: Promise<T>,
    between: (second: number) => Promise<void>,
  ) {
    let settled = false;
    const mark = () => {
      settled = true;
    };
    outcome.then(mark, mark);
    const startMs = clock.now();
    for (let second = 0; !settled && second < 300; second += 1) {
      await between(second);
      await clock.advance(1000);
      // Looks at real files take real time.
      while (!settled && !clock.awaited) await fingerprintOf(import.meta.filename);
    }
    return (clock.now() - startMs) / 1000;
  }

  it('takes no time if the file is as it was known', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'hello');
    const known = await fingerprintOf(folder.at('a.txt'));
    expect(await waitOn(folder.at('a.txt'), known, new VirtualClock(), never)).toEqual(known);
  });

  it('returns the new fingerprint once two looks agree', async () => {
    await using folder = await tempFolder();
    const path = folder.at('a.txt');
    await writeFile(path, 'hello');
    const known = await fingerprintOf(path);
    await appendFile(path, '!');
    const clock = new VirtualClock();
    const still = waitOn(path, known, clock, never);
    await play(clock, still, async (second) => {
      if (second < 4) await appendFile(path, '!');
    });
    const settledAs = await still;
    expect(settledAs).toEqual(await fingerprintOf(path));
    expect(settledAs.sizeBytes).toBeGreaterThan(6);
  });

  it('gives up after about two minutes on a file that keeps changing', async () => {
    await using folder = await tempFolder();
    const path = folder.at('a.log');
    await writeFile(path, 'x');
    const clock = new VirtualClock();
    const still = waitOn(path, null, clock, never);
    const seconds = await play(clock, still, () => appendFile(path, 'x'));
    await expect(still).rejects.toMatchObject({ code: 'file_changed' });
    expect(seconds).toBeGreaterThan(100);
    expect(seconds).toBeLessThan(200);
  });

  it('ends when the file disappears, and when it is aborted', async () => {
    await using folder = await tempFolder();
    const path = folder.at('a.txt');
    await writeFile(path, 'x');
    const clock = new VirtualClock();
    const gone = waitOn(path, null, clock, never);
    await play(clock, gone, () => rm(path, { force: true }));
    await expect(gone).rejects.toMatchObject({ code: 'file_vanished' });

    await writeFile(path, 'x');
    const abort = new AbortController();
    const told = waitOn(path, null, clock, abort.signal);
    abort.abort(new Error('cancelled'));
    await expect(told).rejects.toThrow('cancelled');
  });
});

describe('the hash of a file', () => {
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  it.each([0, 1, 1_048_575, 1_048_576, 1_048_577, 3_000_001])(
    'is that of its %i bytes',
    async (sizeBytes) => {
      await using folder = await tempFolder();
      const bytes = randomBytes(sizeBytes);
      await writeFile(folder.at('a.pdf'), bytes);
      const state = await fingerprintOf(folder.at('a.pdf'));
      expect(await sha256Of(folder.at('a.pdf'), state, never)).toBe(hashOf(bytes));
    },
  );

  it('is refused if the fingerprint differs before or after reading', async () => {
    await using folder = await tempFolder();
    const path = folder.at('a.pdf');
    await writeFile(path, randomBytes(3_000_000));
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const state = await fingerprintOf(path);
    const { mtime } = await stat(path);
    // It looks at its signal between two chunks.
    const readingWhile = (change: () => void) => {
      const { signal } = new AbortController();
      vi.spyOn(signal, 'throwIfAborted').mockImplementation(change);
      return sha256Of(path, state, signal);
    };
    const changed = { name: 'FileError', code: 'file_changed' };
    await expect(readingWhile(() => utimesSync(path, 1, 1))).rejects.toMatchObject(changed);
    await expect(readingWhile(() => utimesSync(path, mtime, mtime))).rejects.toMatchObject(changed);
  });

  it('rejects if the file is gone or unreadable, and with the reason of an abort', async () => {
    await using folder = await tempFolder();
    const path = folder.at('a.pdf');
    await writeFile(path, 'text');
    const state = await fingerprintOf(path);
    await expect(sha256Of(path, state, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow(
      'cancelled',
    );
    await expect(sha256Of(folder.path, state, never)).rejects.toBeInstanceOf(FileError);
    await rm(path);
    await expect(sha256Of(path, state, never)).rejects.toMatchObject({ code: 'file_vanished' });
  });
});
