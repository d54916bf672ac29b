import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Access mode of open(2): the last two bits of its flags, where 0 is reading only. */
const ACCESS_MODE = 0o3;
/** Paths named to one `lsof`, which may take so long, in ms. */
const LSOF_PATHS = 100;
const LSOF_MS = 5000;

/**
 * Those of the files that a program has open for writing, as far as the system tells: on Linux and macOS of the
 * programs of this user, on Windows of none. It goes through all open files, so it is for many files at once, and for
 * those only that are about to be sent.
 * @param paths without links
 */
export async function openForWriting(paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (paths.size === 0) return new Set();
  if (process.platform === 'darwin') return openByLsof(paths);
  const open = new Set<string>();
  if (process.platform !== 'linux') return open;
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

/** As {@link openForWriting}, by `lsof`, which macOS brings with it. */
export async function openByLsof(paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  const all = [...paths];
  for (let start = 0; start < all.length; start += LSOF_PATHS) {
    for (const path of await lsof(all.slice(start, start + LSOF_PATHS))) if (paths.has(path)) open.add(path);
  }
  return open;
}

/** One line for each field: `a` with how a file is open (r, w, u for both), then `n` with its path. */
function lsof(paths: readonly string[]): Promise<string[]> {
  return new Promise((resolve) => {
    const options = { timeout: LSOF_MS, maxBuffer: 16 * 1024 * 1024 };
    // It ends with 1 where it lists nothing of one of them.
    execFile('lsof', ['-w', '-Fan', '--', ...paths], options, (_error, stdout) => {
      let isWritten = false;
      const written: string[] = [];
      for (const line of stdout.split('\n')) {
        if (line.startsWith('a')) isWritten = line === 'aw' || line === 'au';
        else if (line.startsWith('n') && isWritten) written.push(line.slice(1));
      }
      resolve(written);
    });
  });
}
