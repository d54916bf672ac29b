import type { Part, PartMaker, PartRequest } from '../../../main/core/convert/part-maker.ts';
import { type Disk, hashOf } from './disk.ts';
import type { Ledger } from './ledger.ts';
import type { World } from './world.ts';

/** The contents of the parts that an original of each content gives. Some are those of other files. */
const PARTS_OF: readonly (readonly number[])[] = [[1], [2, 3], [4], [0, 5], [2], [1, 3, 0]];
const FOLDER = '/data/derived';
const LONGEST_MS = 400;

/** @returns the hash of a part, in hex; null where the original has no such part */
export function partHash(originalSha256: string, part: number): string | null {
  const original = PARTS_OF.findIndex((_, content) => hashOf(content) === originalSha256);
  const content = PARTS_OF[original]?.[part - 1];
  return content === undefined ? null : hashOf(content);
}

/** The derived files that are on the disk. */
export function derivedFiles(disk: Disk): string[] {
  return disk.pathsIn(FOLDER);
}

/** Makes parts on the disk of the model, as long as the process lives. */
export class ModelParts implements PartMaker {
  readonly tools = { hasOffice: false };
  readonly #world: World;
  readonly #ledger: Ledger;
  readonly #isDead: () => boolean;

  constructor(world: World, isDead: () => boolean) {
    this.#world = world;
    this.#ledger = world.ledger;
    this.#isDead = isDead;
  }

  async make(request: PartRequest, signal: AbortSignal): Promise<readonly Part[]> {
    const { groupId, name, path, only, sha256 } = request;
    const { core, disk, trace } = this.#world;
    await this.#takesTime(signal);
    const content = disk.contentAt(path);
    if (content === null) throw new core.FileError('file_vanished', 'ENOENT');
    if (hashOf(content) !== sha256) throw new core.FileError('file_changed', 'it has other bytes');
    if (this.#world.brokenConversions > 0) {
      this.#world.brokenConversions -= 1;
      this.#ledger.note([name], 'conversion');
      throw new core.ConversionError({ code: 'document_damaged' });
    }
    trace.add(`converted ${name}`);
    if (only === null) for (const file of disk.pathsIn(`${FOLDER}/${groupId}`)) disk.vanish(file);
    const parts = (PARTS_OF[content] ?? []).map((part, index) => ({ part, number: index + 1 }));
    return parts
      .filter(({ number }) => only === null || only.part === number)
      .map(({ part, number }) =>
        this.#write(`${FOLDER}/${groupId}/${number}`, part, `${name} ${number}.txt`),
      );
  }

  async discard(path: string): Promise<void> {
    await this.#takesTime(null);
    this.#world.disk.vanish(path);
  }

  async discardAllBut(paths: ReadonlySet<string>): Promise<void> {
    for (const path of derivedFiles(this.#world.disk)) if (!paths.has(path)) this.#world.disk.vanish(path);
  }

  #write(path: string, content: number, name: string): Part {
    const { disk } = this.#world;
    disk.write(path, content, 'replaced');
    const fingerprint = disk.fingerprint(path);
    if (fingerprint === null) throw new Error('it was not written');
    const { sizeBytes } = fingerprint;
    return {
      kind: 'file',
      path,
      name,
      contentType: 'text/plain',
      sizeBytes,
      sha256: hashOf(content),
      fingerprint,
    };
  }

  #takesTime(signal: AbortSignal | null): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    const { timeline, chance } = this.#world;
    timeline.after(chance.between(0, LONGEST_MS), () => {
      if (!this.#isDead()) resolve();
    });
    return promise;
  }
}
