import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Access mode of open(2): the last two bits of its flags, where 0 is reading only. */
const ACCESS_MODE = 0o3;

/**
 * Those of the files that a program has open for writing, as far as the system tells: on Linux of the programs of
 * this user, elsewhere of none. It goes through all open files, so it is for many files at once, and for those only
 * that are about to be sent.
 * @param paths without links
 */
export async function openForWriting(paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  if (process.platform !== 'linux' || paths.size === 0) return open;
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const process of processes) {
    for (const path of await writtenBy(join('/proc', process), paths)) open.add(path);
  }
  return open;
}

async function writtenBy(process: string, paths: ReadonlySet<string>): Promise<string[]> {
  // Programs of other users and those that have just ended cannot be looked at.
  const handles = await readdir(join(process, 'fd')).catch(() => []);
  const written = await Promise.all(
    handles.map(async (handle) => {
      const path = await readlink(join(process, 'fd', handle)).catch(() => '');
      return paths.has(path) && (await isWriting(join(process, 'fdinfo', handle))) ? [path] : [];
    }),
  );
  return written.flat();
}

async function isWriting(info: string): Promise<boolean> {
  const text = await readFile(info, 'utf8').catch(() => '');
  const flags = /^flags:\s*([0-7]+)$/m.exec(text)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
}
