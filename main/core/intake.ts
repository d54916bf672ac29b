import { type FileHandle, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { contentTypeOf, extensionOf, type FileLimits, refusedByLimits } from './file-types.ts';
import { fingerprintOf } from './fingerprint.ts';
import { openFile } from './open-file.ts';
import type { SkipReason } from './reasons.ts';
import type { Part } from './sayings.ts';
import { patiently } from './shortage.ts';
import type { Fingerprint } from './upload.ts';

/** A file that was found under the given paths: one to upload, or one to leave and why. */
export type IntakeItem =
  | {
      readonly kind: 'accepted';
      readonly path: string;
      readonly name: string;
      readonly contentType: string;
      readonly fingerprint: Fingerprint;
    }
  | {
      readonly kind: 'skipped';
      readonly path: string;
      readonly name: string;
      readonly sizeBytes: number | null;
      readonly reason: SkipReason;
    };

/**
 * Finds the files to upload under `paths`, which may be files and folders in any mix; folders with all their
 * sub-folders, each in the order of its names. Symbolic links are followed; each file comes once, however many
 * of the paths lead to it. It does not throw: what cannot be looked at is skipped with its reason.
 * @param limits what the server takes, asked anew for each file, since an answer may come meanwhile
 */
export async function* intake(
  paths: readonly string[],
  limits: () => FileLimits,
): AsyncGenerator<IntakeItem> {
  const walk = new Walk(limits);
  for (const path of paths) yield* walk.visit(resolve(path), { ancestors: [], given: true });
}

interface Place {
  /** Real paths of the folders above, to see where a link leads back up. */
  readonly ancestors: readonly string[];
  /** Whether the person named it, as against found in a folder. */
  readonly given: boolean;
}

class Walk {
  readonly #limits: () => FileLimits;
  readonly #givenPaths = new Set<string>();
  readonly #realPaths = new Set<string>();

  constructor(limits: () => FileLimits) {
    this.#limits = limits;
  }

  async *visit(path: string, place: Place): AsyncGenerator<IntakeItem> {
    // The same path named twice is one wish.
    if (place.given && this.#givenPaths.has(path)) return;
    if (place.given) this.#givenPaths.add(path);
    try {
      const stats = await stat(path);
      const hidden = hiddenReason(basename(path));
      if (hidden !== null && !(place.given && stats.isDirectory())) {
        yield skipped(path, hidden, stats.isFile() ? stats.size : null);
      } else if (stats.isDirectory()) {
        yield* this.#visitFolder(path, place);
      } else if (stats.isFile()) {
        yield await this.#look(path, stats.size);
      } else {
        yield skipped(path, { code: 'not_a_file' });
      }
    } catch (error) {
      yield skipped(path, await reasonFor(path, error));
    }
  }

  async *#visitFolder(path: string, { ancestors }: Place): AsyncGenerator<IntakeItem> {
    const real = await realpath(path);
    if (ancestors.includes(real)) {
      yield skipped(path, { code: 'symlink_loop' });
      return;
    }
    if (this.#realPaths.has(real)) {
      yield skipped(path, { code: 'duplicate' });
      return;
    }
    this.#realPaths.add(real);
    const names = (await patiently(() => readdir(path, { encoding: 'buffer' }))).map(decodeName);
    for (const { name, isText } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, name);
      if (isText) yield* this.visit(child, { ancestors: [...ancestors, real], given: false });
      else yield skipped(child, { code: 'unreadable', because: { code: 'name_not_text' } });
    }
  }

  async #look(path: string, sizeBytes: number): Promise<IntakeItem> {
    const name = basename(path);
    const judged = judgeFile(name, sizeBytes, this.#limits());
    if ('code' in judged) return skipped(path, judged, sizeBytes);
    const { contentType } = judged;
    const real = await realpath(path);
    if (this.#realPaths.has(real)) return skipped(path, { code: 'duplicate' }, sizeBytes);
    const fingerprint = await fingerprintOfReadable(path);
    this.#realPaths.add(real);
    return { kind: 'accepted', path, name, contentType, fingerprint };
  }
}

/** What a file is by its name and size: a document of this type, or nothing to send, and why. */
export function judgeFile(
  name: string,
  sizeBytes: number,
  limits: FileLimits,
): { readonly contentType: string } | SkipReason {
  if (extensionOf(name) === '') return { code: 'no_extension' };
  const contentType = contentTypeOf(name);
  const refused = refusedByLimits(limits, { name, contentType, sizeBytes });
  if (refused !== null || contentType === null) return refused ?? { code: 'no_extension' };
  return sizeBytes === 0 ? { code: 'empty_file' } : { contentType };
}

/** A file's name, and whether it is one that can be written as text at all: on Linux any bytes can be a name. */
export function decodeName(bytes: Buffer): { name: string; isText: boolean } {
  const name = bytes.toString('utf8');
  return { name, isText: Buffer.from(name, 'utf8').equals(bytes) };
}

/** Opens the file, since only that tells whether it can be read. */
async function fingerprintOfReadable(path: string): Promise<Fingerprint> {
  let file: FileHandle | undefined;
  try {
    file = await openFile(path);
    return await fingerprintOf(file);
  } finally {
    await file?.close();
  }
}

export function hiddenReason(name: string): SkipReason | null {
  if (name.startsWith('~$') || name.startsWith('.~lock.')) return { code: 'office_lock_file' };
  return name.startsWith('.') ? { code: 'hidden_file' } : null;
}

/** Why there is nothing to be had at `path`, after `error` of the file system. */
export async function reasonFor(path: string, error: unknown): Promise<SkipReason> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ELOOP') return { code: 'symlink_loop' };
  if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'file_vanished') {
    return { code: 'unreadable', because: BECAUSE[code] ?? code };
  }
  const dangling = await lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
  return dangling ? { code: 'unreadable', because: { code: 'dangling_link' } } : { code: 'not_found' };
}

const BECAUSE: Readonly<Record<string, Part>> = {
  EACCES: { code: 'permission_denied' },
  EPERM: { code: 'permission_denied' },
  EBUSY: { code: 'file_in_use' },
  EMFILE: { code: 'too_many_open_files' },
  ENAMETOOLONG: { code: 'name_too_long' },
  EIO: { code: 'disk_error' },
};

function skipped(path: string, reason: SkipReason, sizeBytes: number | null = null): IntakeItem {
  return { kind: 'skipped', path, name: basename(path), sizeBytes, reason };
}
