import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Document } from '../../../../main/core/watch/file-snapshot.ts';
import {
  openByLsof,
  openForWriting,
  type ProgramsSeen,
  programsSeen,
} from '../../../../main/core/watch/open-for-writing.ts';
import { doubts, quietNeededMs, wasLongAgo } from '../../../../main/core/watch/unseen-writers.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

describe('the quiet that a doubtful file needs', () => {
  it('is a minute if its writer cannot be seen, ten seconds if the system does not tell', () => {
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

  it('has passed for a file that nobody has touched for a day, or ten minutes', () => {
    const file = { kind: 'document', changedAtMs: 0 } as Document;
    expect([wasLongAgo(file, 'unseen', 86_400_001), wasLongAgo(file, 'unseen', 86_400_000)]).toEqual([
      true,
      false,
    ]);
    expect([wasLongAgo(file, 'untold', 600_001), wasLongAgo(file, 'untold', 600_000)]).toEqual([true, false]);
  });
});

describe('doubt', () => {
  it('falls on every file of Windows, and more on another computer’s', async () => {
    const found = await doubts(['C:\\in\\a.txt', '\\\\server\\in\\a.txt'], 'win32');
    expect([...found.values()]).toEqual(['untold', 'unseen']);
  });

  it('falls on no file of this user on a local drive', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'x');
    expect(await doubts([folder.at('a.txt')], 'linux', async () => 'own')).toEqual(new Map());
  });

  it('falls on a file of another user whose programs cannot be inspected', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'x');
    const geteuid = vi.spyOn(process, 'geteuid').mockReturnValue(12_345);
    const castOn = async (seen: ProgramsSeen) =>
      (await doubts([folder.at('a.txt')], 'linux', async () => seen)).get(folder.at('a.txt'));
    expect([await castOn('own'), await castOn('all')]).toEqual(['unseen', undefined]);
    geteuid.mockRestore();
  });

  it('falls on this user’s file if a program of this user cannot be inspected', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'x');
    expect(await doubts([folder.at('a.txt')], 'linux', async () => 'some')).toEqual(
      new Map([[folder.at('a.txt'), 'untold']]),
    );
  });
});

describe('the files that a program has open for writing', () => {
  it('are distinguished from those open for reading', async () => {
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

  it('are not known where lsof is ended before it has listed them', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('lsof'), '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${folder.path}:${process.env['PATH']}`);
    await expect(openByLsof(new Set([folder.at('a')]))).rejects.toMatchObject({ syscall: 'lsof' });
    vi.unstubAllEnvs();
  });

  it('are not known while no handle is free', async () => {
    const module = new URL('../../../../main/core/watch/open-for-writing.ts', import.meta.url);
    const script = `
      const { openSync } = await import('node:fs');
      const { openForWriting } = await import('${module.href}');
      await openForWriting(new Set(['/a']));
      try { for (;;) openSync('/dev/null'); } catch {}
      const told = await openForWriting(new Set(['/a'])).catch(({ code }) => code);
      process.send(String(told));`;
    const limited = `ulimit -n 60; exec "${process.execPath}" --input-type=module -e "$SCRIPT"`;
    const child = spawn('sh', ['-c', limited], {
      env: { ...process.env, SCRIPT: script },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    expect(await once(child, 'message')).toEqual(['EMFILE', undefined]);
    await once(child, 'exit');
  });
});

describe('the programs whose open files can be seen', () => {
  /** Neither this user nor any other of the system has it. */
  const ANOTHER = 41_203;
  const become = `process.setgid(${ANOTHER}); process.setuid(${ANOTHER});`;

  function run(script: string) {
    const argv = ['--input-type=module', '-e', script];
    return spawn(process.execPath, argv, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  async function seenAsAnother(): Promise<unknown> {
    const module = new URL('../../../../main/core/watch/open-for-writing.ts', import.meta.url);
    const child = run(`
      const { programsSeen } = await import('${module.href}');
      ${become}
      process.send(await programsSeen());`);
    const [seen] = await once(child, 'message');
    await once(child, 'exit');
    return seen;
  }

  it('are all for root; for others not one that changed its user to theirs', async () => {
    if (process.getuid?.() !== 0) {
      // Only root can become another user.
      expect(['own', 'some']).toContain(await programsSeen());
      return;
    }
    expect(await programsSeen()).toBe('all');
    expect(await seenAsAnother()).toBe('own');
    const server = run(`${become} process.send('up'); setInterval(() => {}, 1000);`);
    try {
      await once(server, 'message');
      expect(await seenAsAnother()).toBe('some');
    } finally {
      server.kill();
    }
  });
});
