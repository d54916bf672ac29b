import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConversionChoice, NO_CONVERSION } from '../convert/ways.ts';
import { namedAnywhere } from '../files/drive/named-anywhere.ts';
import { isUnanswered } from '../files/file-error.ts';
import type { NamedFiles } from '../files/named-files.ts';
import { type FileLimits, hiddenReason } from '../model/file-types.ts';
import type { IntakeItem } from '../model/intake-item.ts';
import type { SkipReason } from '../model/reasons.ts';
import { judgeFile, reasonFor } from './left-out.ts';

/** How often a silent drive is tried again, in ms. */
const LOOK_AGAIN_MS = 2000;

export interface IntakeOptions {
  /** Ends it, without an error. */
  readonly signal?: AbortSignal;
  /** Called with the path that waits for a silent drive, and with null once none waits. */
  readonly onSilent?: (path: string | null) => void;
  readonly files?: NamedFiles;
  readonly lookAgainMs?: number;
  /** How files that the server does not take are converted; by default they are skipped. */
  readonly conversion?: ConversionChoice;
}

/**
 * Finds the files to upload under `paths`, which may be files and folders in any mix; folders with all their
 * sub-folders, each in the order of its names. Symbolic links are followed; each file comes once, however many
 * of the paths lead to it. It does not throw: what cannot be looked at is skipped with its reason. What lies on a drive
 * that does not answer comes last, once it does.
 * @param limits what the server takes, asked anew for each file, since an answer may come meanwhile
 */
export async function* intake(
  paths: readonly string[],
  limits: () => FileLimits,
  options: IntakeOptions = {},
): AsyncGenerator<IntakeItem> {
  const { signal, onSilent = () => {}, files = namedAnywhere, lookAgainMs = LOOK_AGAIN_MS } = options;
  const walk = new Walk(limits, files, options.conversion ?? NO_CONVERSION);
  // A path that is named twice counts once.
  const given = new Set(paths.map((path) => resolve(path)));
  let toVisit: readonly Visit[] = Array.from(given, (path) => ({ path, ancestors: [], given: true }));
  for (;;) {
    for (const visit of toVisit) {
      if (signal?.aborted) return;
      yield* walk.visit(visit);
    }
    toVisit = walk.unanswered.splice(0);
    const [first] = toVisit;
    onSilent(first?.path ?? null);
    if (first === undefined) return;
    await sleep(lookAgainMs, undefined, signal && { signal }).catch(() => {});
  }
}

interface Visit {
  readonly path: string;
  /** Real paths of the folders above, to see where a link leads back up. */
  readonly ancestors: readonly string[];
  /** Whether the person named it, as against found in a folder. */
  readonly given: boolean;
}

class Walk {
  /** What is to be visited again once its drive responds. */
  readonly unanswered: Visit[] = [];
  readonly #limits: () => FileLimits;
  readonly #files: NamedFiles;
  readonly #conversion: ConversionChoice;
  readonly #realPaths = new Set<string>();

  constructor(limits: () => FileLimits, files: NamedFiles, conversion: ConversionChoice) {
    this.#limits = limits;
    this.#files = files;
    this.#conversion = conversion;
  }

  async *visit(visit: Visit): AsyncGenerator<IntakeItem> {
    const { path } = visit;
    try {
      const { kind, sizeBytes } = await this.#files.look(path);
      const hidden = hiddenReason(basename(path));
      if (hidden !== null && !(visit.given && kind === 'folder')) {
        yield skipped(path, hidden, kind === 'file' ? sizeBytes : null);
      } else if (kind === 'folder') {
        yield* this.#visitFolder(visit);
      } else if (kind === 'file') {
        yield await this.#look(path, sizeBytes);
      } else {
        yield skipped(path, { code: 'not_a_file' });
      }
    } catch (error) {
      if (isUnanswered(error)) this.unanswered.push(visit);
      else yield skipped(path, await reasonFor(path, error, this.#files));
    }
  }

  async *#visitFolder({ path, ancestors }: Visit): AsyncGenerator<IntakeItem> {
    const real = await this.#files.realpath(path);
    if (ancestors.includes(real)) {
      yield skipped(path, { code: 'symlink_loop' });
      return;
    }
    if (this.#realPaths.has(real)) {
      yield skipped(path, { code: 'duplicate' });
      return;
    }
    const names = await this.#files.names(path);
    this.#realPaths.add(real);
    for (const { name, isText } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, name);
      if (isText) yield* this.visit({ path: child, ancestors: [...ancestors, real], given: false });
      else yield skipped(child, { code: 'unreadable', because: { code: 'name_not_text' } });
    }
  }

  async #look(path: string, sizeBytes: number): Promise<IntakeItem> {
    const name = basename(path);
    const judged = judgeFile(name, sizeBytes, this.#limits(), this.#conversion);
    if ('code' in judged) return skipped(path, judged, sizeBytes);
    const { contentType, way } = judged;
    const real = await this.#files.realpath(path);
    if (this.#realPaths.has(real)) return skipped(path, { code: 'duplicate' }, sizeBytes);
    const fingerprint = await this.#files.readable(path);
    this.#realPaths.add(real);
    return { kind: 'accepted', path, name, contentType, way, fingerprint };
  }
}

function skipped(path: string, reason: SkipReason, sizeBytes: number | null = null): IntakeItem {
  return { kind: 'skipped', path, name: basename(path), sizeBytes, reason };
}
