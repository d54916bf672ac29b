import { open, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { openByLsof, openForWriting } from '../../../../main/core/watch/open-for-writing.ts';
import type { Document } from '../../../../main/core/watch/sight.ts';
import { doubts, quietNeededMs, wasLongAgo } from '../../../../main/core/watch/unseen-writers.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

describe('the quiet that a doubtful file needs', () => {
  it('is a minute where its writer cannot be seen, ten seconds where the system does not tell', () => {
    expect([quietNeededMs('unseen', []), quietNeededMs('untold', [])]).toEqual([60_000, 10_000]);
  });

  it.each([6000, 15_000, 30_000, 300_000])('outlasts an even writer with pauses of %i ms', (pauseMs) => {
    const needed = quietNeededMs('unseen', [pauseMs, pauseMs, pauseMs]);
    expect(needed).toBeGreaterThan(pauseMs);
    expect(needed).toBeLessThan(pauseMs + 10_000);
  });

  it('is longer for an uneven writer, and after a single long pause', () => {
    expect(quietNeededMs('unseen', [2000, 20_000])).toBeGreaterThan(2 * 18_000);
    expect(quietNeededMs('unseen', [90_000])).toBe(180_000);
  });

  it('has passed for what nobody has touched for a day, or ten minutes', () => {
    const file = { kind: 'document', changedAtMs: 0 } as Document;
    expect([wasLongAgo(file, 'unseen', 86_400_001), wasLongAgo(file, 'unseen', 86_400_000)]).toEqual([
      true,
      false,
    ]);
    expect([wasLongAgo(file, 'untold', 600_001), wasLongAgo(file, 'untold', 600_000)]).toEqual([true, false]);
  });
});

describe('doubt', () => {
  it('is cast on every file of Windows, and on another computer’s more', async () => {
    const found = await doubts(['C:\\in\\a.txt', '\\\\server\\in\\a.txt'], 'win32');
    expect([...found.values()]).toEqual(['untold', 'unseen']);
  });

  it('is cast on no file of one’s own on a local drive', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'x');
    expect(await doubts([folder.at('a.txt')])).toEqual(new Map());
  });

  it('is cast on a file of another user whose programs cannot be looked at', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'x');
    const geteuid = vi.spyOn(process, 'geteuid').mockReturnValue(12_345);
    const castOn = async (seesAll: boolean) =>
      (await doubts([folder.at('a.txt')], 'linux', async () => seesAll)).get(folder.at('a.txt'));
    expect([await castOn(false), await castOn(true)]).toEqual(['unseen', undefined]);
    geteuid.mockRestore();
  });
});

describe('the files that a program has open for writing', () => {
  it('are told apart from those that are read', async () => {
    await using folder = await tempFolder();
    for (const name of ['written', 'read', 'closed']) await writeFile(folder.at(name), 'x');
    await using _written = await open(folder.at('written'), 'r+');
    await using _read = await open(folder.at('read'), 'r');
    const all = new Set(['written', 'read', 'closed'].map((name) => folder.at(name)));
    expect(await openForWriting(all)).toEqual(new Set([folder.at('written')]));
  });

  it('are read from what lsof lists, also where it ends with 1', async () => {
    await using folder = await tempFolder();
    const [written, both, read] = ['w', 'u', 'r'].map((name) => folder.at(name)) as [string, string, string];
    const listed = `p12\nf4\nar\nn${read}\nf5\naw\nn${written}\np13\nf3\nau\nn${both}\n`;
    await writeFile(folder.at('lsof'), `#!/bin/sh\nprintf '${listed}'\nexit 1\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${folder.path}:${process.env['PATH']}`);
    expect(await openByLsof(new Set([written, both, read]))).toEqual(new Set([written, both]));
    vi.unstubAllEnvs();
  });
});
