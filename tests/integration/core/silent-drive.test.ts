import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { localNamedFiles, type NamedFiles } from '../../../main/core/files/named-files.ts';
import { type IntakeOptions, intake } from '../../../main/core/intake/intake.ts';
import { LIMITS_BEFORE_FIRST_ANSWER } from '../../../main/core/model/file-types.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const any = () => LIMITS_BEFORE_FIRST_ANSWER;

/** The files of this computer, but that paths with `net` in them are on a drive that may be silent. */
function withDrive(isSilent: (method: keyof NamedFiles, path: string) => boolean): NamedFiles {
  const on = <Method extends keyof NamedFiles>(method: Method) =>
    ((path: string) => {
      const silent = Object.assign(new Error('the drive does not answer'), { code: 'ETIMEDOUT' });
      if (path.includes('net') && isSilent(method, path)) return Promise.reject(silent);
      return localNamedFiles[method](path);
    }) as NamedFiles[Method];
  return {
    look: on('look'),
    realpath: on('realpath'),
    names: on('names'),
    readable: on('readable'),
    entry: on('entry'),
  };
}

async function folderWithDrive() {
  const folder = await tempFolder();
  await mkdir(folder.at('net/below'), { recursive: true });
  for (const name of ['local.txt', 'net/a.txt', 'net/b.txt', 'net/below/c.txt']) {
    await writeFile(folder.at(name), name);
  }
  return folder;
}

async function found(paths: readonly string[], options: IntakeOptions): Promise<string[]> {
  const names: string[] = [];
  for await (const item of intake(paths, any, options)) names.push(`${item.name} ${item.kind}`);
  return names;
}

describe('named files on a drive that does not answer', () => {
  it('are waited for and told of, while the others are found at once', async () => {
    await using folder = await folderWithDrive();
    let looks = 0;
    const told: (string | null)[] = [];
    const files = withDrive((method) => method === 'look' && ++looks <= 3);
    const paths = ['net', 'local.txt'].map(folder.at);
    const options = { files, onSilent: (path: string | null) => told.push(path), lookAgainMs: 5 };
    expect(await found(paths, options)).toEqual(
      ['local.txt', 'a.txt', 'b.txt', 'c.txt'].map((name) => `${name} accepted`),
    );
    expect(told).toEqual([...Array(3).fill(folder.at('net')), null]);
  });

  it.each(['look', 'realpath', 'names', 'readable'] as const)(
    'come each once where it falls silent in the middle of a %s',
    async (silentMethod) => {
      await using folder = await folderWithDrive();
      const silentOnce = new Set<string>();
      const files = withDrive((method, path) => {
        if (method !== silentMethod || silentOnce.has(path)) return false;
        silentOnce.add(path);
        return true;
      });
      const names = await found([folder.at('net')], { files, lookAgainMs: 5 });
      expect(names.sort()).toEqual(['a.txt accepted', 'b.txt accepted', 'c.txt accepted']);
    },
  );

  it('are waited for no longer than somebody wants them', async () => {
    await using folder = await folderWithDrive();
    const stop = new AbortController();
    const options = { files: withDrive(() => true), signal: stop.signal, onSilent: () => stop.abort() };
    expect(await found(['net', 'local.txt'].map(folder.at), options)).toEqual(['local.txt accepted']);
  });
});

it('an engine waits for no path where all answer', async () => {
  await using folder = await folderWithDrive();
  const engine = new Engine({ store: new MemoryStore() });
  const told: (string | null)[] = [];
  engine.scans.onSilentPath((path) => told.push(path));
  await engine.add({ paths: [folder.path], retention: 'keep', conversionRule: 'ask' });
  expect([engine.scans.silentPath, told, engine.queue.uploads.count]).toEqual([null, [], 4]);
  await engine.close();
});
