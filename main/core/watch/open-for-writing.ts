import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Together } from '../util/together.ts';

/** Access mode of open(2): the last two bits of its flags, where 0 is reading only. */
const ACCESS_MODE = 0o3;
/** How many paths one `lsof` gets, and how long it may take, in ms. */
const LSOF_PATHS = 100;
const LSOF_MS = 5000;

/**
 * Those of the files that a program has open for writing, as far as the system tells: on Linux and macOS of the
 * programs of this user, on Windows of none. It goes through all open files, so it is for many files at once, and for
 * those only that are about to be sent.
 * @param paths without links
 * @throws the system's error where it did not let this be known just now, as without a free handle
 */
export async function openForWriting(paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (paths.size === 0 || !['darwin', 'linux'].includes(process.platform)) return new Set();
  const open = await looks.ask(paths);
  return new Set([...paths].filter((path) => open.has(path)));
}

/** Who asks while one look goes on shares the next one. */
const looks = new Together<ReadonlySet<string>, ReadonlySet<string>>((asked) => {
  const paths = new Set(asked.flatMap((each) => [...each]));
  return process.platform === 'darwin' ? openByLsof(paths) : openByProcfs(paths);
});

async function openByProcfs(paths: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const process of await processes()) {
    for (const path of await writtenBy(join('/proc', process), paths)) open.add(path);
  }
  return open;
}

async function processes(): Promise<string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
}

async function writtenBy(process: string, paths: ReadonlySet<string>): Promise<string[]> {
  // `programsSeen` deals with programs whose handles are hidden.
  const handles = (await unlessHidden(readdir(join(process, 'fd')))) ?? [];
  const written = await Promise.all(
    handles.map(async (handle) => {
      const path = await unlessHidden(readlink(join(process, 'fd', handle)));
      if (path === null || !paths.has(path)) return [];
      return isWriting(await unlessHidden(readFile(join(process, 'fdinfo', handle), 'utf8'))) ? [path] : [];
    }),
  );
  return written.flat();
}

function isWriting(info: string | null): boolean {
  const flags = /^flags:\s*([0-7]+)$/m.exec(info ?? '')?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
}

/** What /proc says of a process that is gone meanwhile, and of one that may not be looked at. */
const GONE: readonly string[] = ['ENOENT', 'ESRCH'];
const HIDDEN: readonly string[] = ['EACCES', 'EPERM'];

/** null where the process is gone or hidden. @throws where it could not be looked at for another reason */
async function unlessHidden<T>(look: Promise<T>): Promise<T | null> {
  return look.catch((error: NodeJS.ErrnoException) => {
    if ([...GONE, ...HIDDEN].includes(error.code ?? '')) return null;
    throw error;
  });
}

/**
 * Whose open files can be looked at: those of all programs, of all that act as this user, or of some of these only. Linux
 * hides the programs that changed their user, as servers for SFTP and SMB do, even from the user whom they act as.
 */
export type ProgramsSeen = 'all' | 'own' | 'some';

/** A look at the programs is shared as one at their files. */
export function programsSeen(): Promise<ProgramsSeen> {
  return process.platform === 'linux' ? programLooks.ask(null) : Promise.resolve('own');
}

const programLooks = new Together<null, ProgramsSeen>(lookAtPrograms);

async function lookAtPrograms(): Promise<ProgramsSeen> {
  const all = await processes();
  // A /proc mounted with `hidepid` leaves out what it hides.
  if (!all.includes('1')) return 'some';
  if (!(await isHidden('1'))) return 'all';
  for (const one of all) if ((await isHidden(one)) && (await mayActAsThisUser(one))) return 'some';
  return 'own';
}

async function isHidden(process: string): Promise<boolean> {
  return readdir(join('/proc', process, 'fd')).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => !GONE.includes(code ?? ''),
  );
}

/** By its real, effective, saved and file system user; one that does not even tell these may be anybody. */
async function mayActAsThisUser(one: string): Promise<boolean> {
  const own = String(process.geteuid?.());
  return readFile(join('/proc', one, 'status'), 'utf8').then(
    (status) => /^Uid:(.*)$/m.exec(status)?.[1]?.split(/\s+/).includes(own) ?? true,
    ({ code }: NodeJS.ErrnoException) => !GONE.includes(code ?? ''),
  );
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
  return new Promise((resolve, reject) => {
    const options = { timeout: LSOF_MS, maxBuffer: 16 * 1024 * 1024 };
    execFile('lsof', ['-w', '-Fan', '--', ...paths], options, (error, stdout) => {
      // It ends with 1 where it lists nothing of one of them. What was cut short or never began says nothing.
      if (error !== null && typeof error.code !== 'number') {
        reject(Object.assign(new Error('lsof did not answer'), { code: 'EAGAIN', syscall: 'lsof' }));
        return;
      }
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
