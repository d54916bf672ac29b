import { readFileSync } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folders where the package `trash` does not look for a person's drive. */
const OF_THE_SYSTEM = /^\/(snap|var\/snap|run|sys|proc|dev)($|\/)/;
/** A trash for everybody, with the sticky bit, which an administrator creates according to the specification. */
const SHARED_TRASH_MODE = 0o41777;
/** Octal escapes of proc(5). */
const ESCAPED = /\\([0-7]{3})/g;

/** Facts about drives and users. */
export interface TrashSystem {
  readonly home: string;
  readonly uid: number | undefined;
  /** As proc(5) describes it. */
  readonly mountinfo: string;
}

/** @returns null if the system has a single trash of its own */
function thisSystem(): TrashSystem | null {
  if (process.platform !== 'linux') return null;
  return {
    home: homedir(),
    uid: process.getuid?.(),
    mountinfo: readFileSync('/proc/self/mountinfo', 'utf8'),
  };
}

/**
 * Linux: makes sure that the trash of a file's drive belongs to this user. On a drive that others write to, somebody may have
 * prepared a trash in order to read and delete what this user throws away. The package `trash` uses whatever is there.
 * https://specifications.freedesktop.org/trash-spec/latest/
 * @throws `not_trashed` if the trash is another user's, or a link
 * @throws the system's error if it cannot be created
 */
export async function demandOwnTrash(path: string, system: TrashSystem | null = thisSystem()): Promise<void> {
  if (system === null) return;
  const { home, uid, mountinfo } = system;
  const [{ dev }, { dev: homeDev }] = await Promise.all([lstat(path), lstat(home)]);
  if (dev === homeDev) return;
  const top = mountPointsOf(dev, mountinfo)[0];
  // Without a mount point the file goes to the home folder's trash.
  if (top === undefined) return;
  const trash = await trashAt(top, uid);
  for (const folder of [trash, join(trash, 'files'), join(trash, 'info')]) {
    await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    const stats = await lstat(folder);
    if (!stats.isDirectory() || stats.uid !== uid) {
      throw Object.assign(new Error('the trash of its drive is not one’s own'), { code: 'not_trashed' });
    }
  }
}

async function trashAt(top: string, uid: number | undefined): Promise<string> {
  const shared = await lstat(join(top, '.Trash')).catch(() => null);
  return shared?.mode === SHARED_TRASH_MODE ? join(top, '.Trash', String(uid)) : join(top, `.Trash-${uid}`);
}

/** @param dev of a file */
function mountPointsOf(dev: number, mountinfo: string): string[] {
  const minor = (dev & 0xff) | ((dev >>> 12) & 0xfff00);
  const id = `${(dev >>> 8) & 0xfff}:${minor}`;
  return mountinfo
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , device]) => device === id)
    .map(([, , , , point = '']) =>
      point.replace(ESCAPED, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
    .filter((point) => !OF_THE_SYSTEM.test(point));
}
