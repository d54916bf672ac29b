import { constants, copyFile, link, lstat, mkdir, open, rm, unlink, utimes } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { FileError, fingerprintOf, sameFingerprint, sha256Of } from '../fingerprint.ts';
import type { Fingerprint } from '../upload.ts';

interface MovingFile {
  readonly path: string;
  readonly fingerprint: Fingerprint;
  /** Of its bytes; null where they are not known, so that a copy cannot be proved. */
  readonly sha256: string | null;
}

/** The file systems of old sticks and some network drives know no second name for a file. */
const NO_LINKS: readonly string[] = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
const MAX_NAMES = 10_000;
const NEVER = new AbortController().signal;

/**
 * Moves a file to `wanted`, or under a free name beside it; to another drive by a copy that is proved first. It has
 * one of its names at each moment, whenever the process may die; called again with `begun` it goes on.
 * @param to.begun the target that was told before a crash, or null
 * @param willMoveTo keeps the target, before anything is done there
 * @returns where it is
 * @throws the system's error, or a FileError where the file changed; then it is still where it was
 */
export async function moveWithoutOverwriting(
  file: MovingFile,
  to: { readonly wanted: string; readonly begun: string | null },
  willMoveTo: (target: string) => void,
): Promise<string> {
  await mkdir(dirname(to.wanted), { recursive: true });
  if (to.begun !== null && (await wasMovedTo(to.begun, file.fingerprint, file.sha256))) {
    await giveUpOldName(file);
    return to.begun;
  }
  for (let n = 1; n <= MAX_NAMES; n += 1) {
    const target = n === 1 ? to.wanted : numbered(to.wanted, n);
    if (await isTaken(target)) continue;
    willMoveTo(target);
    try {
      await giveName(file, target);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    await giveUpOldName(file).catch(async (error: unknown) => {
      // So that nothing is doubled.
      await rm(target, { force: true });
      throw error;
    });
    return target;
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

/** Whether what lies at `target` is the file itself, or a copy of all its bytes. */
export async function wasMovedTo(
  target: string,
  fingerprint: Fingerprint | null,
  sha256: string | null,
): Promise<boolean> {
  const there = await fingerprintOf(target).catch(() => null);
  if (there === null || fingerprint === null) return false;
  if (sameFingerprint(there, fingerprint)) return true;
  if (sha256 === null || there.sizeBytes !== fingerprint.sizeBytes) return false;
  return (await sha256Of(target, there, NEVER).catch(() => null)) === sha256;
}

async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}

async function giveName(file: MovingFile, target: string): Promise<void> {
  try {
    await link(file.path, target);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error))) throw error;
    await copyTo(file, target);
  }
  await syncFolder(dirname(target));
}

/** The copy gets the name only once it is proved to be whole. */
async function copyTo({ path, fingerprint, sha256 }: MovingFile, target: string): Promise<void> {
  const copy = join(dirname(target), `.hoist-moving-${fingerprint.inode}`);
  try {
    await copyFile(path, copy);
    const handle = await open(copy, 'r+');
    await handle.sync().finally(() => handle.close());
    await demandContent(copy, sha256);
    const modified = new Date(Number(BigInt(fingerprint.mtimeNs) / 1_000_000n));
    await utimes(copy, modified, modified);
    await link(copy, target).catch(async (error: unknown) => {
      if (!NO_LINKS.includes(codeOf(error))) throw error;
      await copyFile(copy, target, constants.COPYFILE_EXCL);
      await demandContent(target, sha256);
    });
  } finally {
    await rm(copy, { force: true });
  }
}

async function demandContent(copy: string, sha256: string | null): Promise<void> {
  if (sha256 === null || (await sha256Of(copy, await fingerprintOf(copy), NEVER)) !== sha256) {
    throw new FileError('file_changed', 'its copy is not what was sent');
  }
}

/** From here on it has two names. */
async function giveUpOldName({ path, fingerprint }: MovingFile): Promise<void> {
  if (!sameFingerprint(await fingerprintOf(path), fingerprint)) {
    throw new FileError('file_changed', 'it changed while it was being moved');
  }
  await unlink(path);
  await syncFolder(dirname(path));
}

/** So that after a power cut the file is not without a name. Some systems cannot do it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** `report.pdf` → `report (2).pdf`. */
function numbered(path: string, n: number): string {
  const extension = extname(path);
  return join(dirname(path), `${basename(path, extension)} (${n})${extension}`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
