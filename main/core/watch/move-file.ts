import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError } from '../files/file-error.ts';
import { fingerprintOf, sameButStatus, sha256Of } from '../files/fingerprint.ts';
import { openFile } from '../files/open-file.ts';
import type { Fingerprint } from '../model/upload.ts';
import { Destination, syncFolder, UNFINISHED } from './destination.ts';
import { HeldFile } from './held-file.ts';
import {
  changedMeanwhile,
  isBeingWritten,
  numbered,
  putBack,
  type SentFile,
  writeAll,
} from './restore-file.ts';

/** The target of a move. */
export interface MoveTarget {
  /** The folder that the person named. No link below it is followed. */
  readonly folder: string;
  /** Its path from there. */
  readonly name: string;
  /** The target that was recorded before a crash, or null. */
  readonly begun: string | null;
}

/** The file systems of old sticks and some network drives know no second name for a file. */
const NO_LINKS: readonly string[] = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
const MAX_NAMES = 10_000;
const NEVER = new AbortController().signal;

/**
 * Moves a file to its target, or under a free name beside it; to another drive by a copy that is proved first. It has
 * one of its names at each moment, whenever the process may die; called again with `begun` it goes on.
 * @param willMoveTo keeps the target, awaited before anything is done there
 * @returns where it is
 * @throws the system's error, or a FileError where the file changed; then it is still where it was
 */
export async function moveWithoutOverwriting(
  file: SentFile,
  to: MoveTarget,
  willMoveTo: (target: string) => unknown,
): Promise<string> {
  await using held = await HeldFile.open(file);
  if (to.begun !== null && (await wasMovedTo(to.begun, file.fingerprint, file.sha256))) {
    await giveUpOldName(held, to.begun);
    return to.begun;
  }
  // So that what a swapped folder leads to gets no second name, not even for a moment.
  if (!(await held.isTheSentOne())) throw changedMeanwhile('moved');
  const wanted = join(to.folder, to.name);
  await using folder = await Destination.open(to.folder, dirname(to.name));
  if (to.begun !== null) await folder.removeUnfinished();
  const taken: string[] = [];
  for (let n = 1; n <= MAX_NAMES; n += 1) {
    const target = n === 1 ? wanted : numbered(wanted, n);
    const place = folder.at(basename(target));
    if (await isTaken(place)) {
      taken.push(place);
      continue;
    }
    await willMoveTo(target);
    try {
      await giveName(held, file, place);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      taken.push(place);
      continue;
    }
    await folder.sync();
    await giveUpOldName(held, place, () => isElsewhere(held, file, place, taken));
    return target;
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

/** Whether what lies at `target` is the file itself, or a copy of all its bytes. A link is neither. */
export async function wasMovedTo(
  target: string,
  fingerprint: Fingerprint | null,
  sha256: string | null,
): Promise<boolean> {
  const there = await stateOf(target);
  if (there === null || fingerprint === null) return false;
  if (sameButStatus(there, fingerprint)) return true;
  if (sha256 === null || there.sizeBytes !== fingerprint.sizeBytes) return false;
  return (await sha256Of(target, there, NEVER, 'none').catch(() => null)) === sha256;
}

/** null where there is no file, or a link to one. */
async function stateOf(path: string): Promise<Fingerprint | null> {
  const file = await openFile(path, 'none').catch(() => null);
  try {
    return file === null ? null : await fingerprintOf(file);
  } finally {
    await file?.close();
  }
}

async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}

async function giveName(held: HeldFile, file: SentFile, target: string): Promise<void> {
  try {
    await link(held.place, target);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error))) throw error;
    await copyTo(held, file, target);
    return;
  }
  // A link that took the file's place has a second name now, and the file none.
  const named = await stateOf(target);
  if (named !== null && sameButStatus(named, file.fingerprint)) return;
  await rm(target, { force: true });
  throw new FileError('file_changed', 'it was swapped while it was being moved');
}

/** The copy gets the name only once it is proved to be whole. Nobody can know its first name before it is there. */
async function copyTo({ handle }: HeldFile, file: SentFile, target: string): Promise<void> {
  const path = join(dirname(target), `${UNFINISHED.prefix}${randomBytes(16).toString('hex')}`);
  await using copy = await createCopy(handle, file, path);
  try {
    await link(path, target);
    // Who may write into the folder can put something else in place of the first name.
    const [own, named] = await Promise.all([copy.stat(), lstat(target)]);
    if (own.ino !== named.ino || own.dev !== named.dev) {
      throw new FileError('file_changed', 'its copy was swapped');
    }
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error))) throw error;
    await using _second = await createCopy(handle, file, target);
  } finally {
    await rm(path, { force: true });
  }
}

/** Writes a new file, for this user alone until it is whole; what is there already is neither written nor followed. */
async function createCopy(
  from: FileHandle,
  { fingerprint, sha256 }: SentFile,
  to: string,
): Promise<FileHandle> {
  let copy: FileHandle | undefined;
  try {
    copy = await open(to, 'wx+', 0o600);
    await writeAll(from, copy, fingerprint.sizeBytes);
    await copy.sync();
    if (sha256 === null || (await sha256Of(to, await fingerprintOf(copy), NEVER, 'none')) !== sha256) {
      throw new FileError('file_changed', 'its copy is not what was sent');
    }
    const { mode, uid, gid } = await from.stat();
    // Only root can give a file to its owner again; who cannot keeps it.
    await copy.chown(uid, gid).catch(() => {});
    // File systems without modes or times refuse this; the bytes are what counts.
    await copy.chmod(mode & 0o777).catch(() => {});
    const modifiedS = Number(BigInt(fingerprint.mtimeNs) / 1_000_000n) / 1000;
    await copy.utimes(modifiedS, modifiedS).catch(() => {});
    return copy;
  } catch (error) {
    await copy?.close();
    if (copy !== undefined) await rm(to, { force: true });
    throw error;
  }
}

/**
 * From here on it has two names, or is two files. Whoever has it open can write into it up to the last moment: so its
 * bytes are held on to until it is certain that they are those that were sent, and are put back where they are not.
 */
async function giveUpOldName(
  held: HeldFile,
  target: string,
  isMovedByAnother = async () => false,
): Promise<void> {
  const unlink = () =>
    held.unlink().catch(async (error: unknown) => {
      if (codeOf(error) !== 'ENOENT' || !(await isMovedByAnother())) throw error;
      return false;
    });
  if ((await held.isAsSent()) && (await unlink())) {
    await syncFolder(dirname(held.place));
    if ((await held.isAsSent()) && !(await isBeingWritten(held.handle))) return;
    await putBack(held.handle, held.place, target);
  }
  // So that nothing is doubled.
  await rm(target, { force: true });
  throw changedMeanwhile('moved');
}

/**
 * Whether the file that has lost its name is in another place than `target`, too: another Hoist that watches the same folder
 * has moved it there.
 * @param taken names that were taken before
 */
async function isElsewhere(
  { handle }: HeldFile,
  { fingerprint, sha256 }: SentFile,
  target: string,
  taken: readonly string[],
): Promise<boolean> {
  const [own, there] = await Promise.all([handle.stat(), lstat(target)]);
  const names = own.ino === there.ino && own.dev === there.dev ? 1 : 0;
  if (own.nlink > names) return true;
  for (const place of taken) if (await wasMovedTo(place, fingerprint, sha256)) return true;
  return false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
