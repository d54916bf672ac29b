import { readFileSync } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the package `trash` looks for no drive of the person. */
const OF_THE_SYSTEM = /^\/(snap|var\/snap|run|sys|proc|dev)($|\/)/;
/** With the sticky bit, for everybody: made by an administrator, as the specification has it. */
const SHARED_TRASH_MODE = 0o41777;
/** Octal escapes of proc(5). */
const ESCAPED = /\\([0-7]{3})/g;

/** What tells drives and users apart. */
export interface TrashSystem {
  readonly home: string;
  readonly uid: number | undefined;
  /** As proc(5) describes it. */
  readonly mountinfo: string;
}

/** null where the system has one trash, which looks after itself. */
function thisSystem(): TrashSystem | null {
  if (process.platform !== 'linux') return null;
  return {
    home: homedir(),
    uid: process.getuid?.(),
    mountinfo: readFileSync('/proc/self/mountinfo', 'utf8'),
  };
}

/**
 * Linux: sees to it that the trash of a file's drive is this user's own. On a drive that others write to, somebody can have
 * made it ready, to read and to delete what this user throws away. The package `trash` takes whatever is there.
 * https://specifications.freedesktop.org/trash-spec/latest/
 * @throws `not_trashed` where it is another's, or a link
 * @throws the system's error where it cannot be made
 */
export async function demandOwnTrash(path: string, system: TrashSystem | null = thisSystem()): Promise<void> {
  if (system === null) return;
  const { home, uid, mountinfo } = system;
  const [{ dev }, { dev: homeDev }] = await Promise.all([lstat(path), lstat(home)]);
  if (dev === homeDev) return;
  const top = mountPointsOf(dev, mountinfo)[0];
  // Then it goes to the home folder's.
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
