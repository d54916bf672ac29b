import { createHash } from 'node:crypto';
import type { Fingerprint } from '../../../main/core/model/upload.ts';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';

/** Contents that files can have, named by a number. Some go as one buffer, some in one chunk, one in two. */
const SIZES = [40, 40, 300, 70 * 1024, 70 * 1024, 1024 * 1024 + 5000, 0] as const;
export const CONTENTS = SIZES.length - 1;
export const EMPTY_CONTENT = CONTENTS;

const BYTES = SIZES.map((size, content) => Buffer.alloc(size, `content ${content} `));
const HASHES = BYTES.map((bytes) => createHash('sha256').update(bytes).digest('hex'));

export function hashOf(content: number): string {
  return HASHES[content] ?? '';
}

/** @returns the content that these bytes are, or null for a mixture or a part of one */
export function contentOf(bytes: Buffer): number | null {
  const found = BYTES.findIndex((content) => content.equals(bytes));
  return found < 0 ? null : found;
}

/** How a program writes a file: into it, over it as many editors do, or into it with the old time put back. */
export type Edit = 'in place' | 'replaced' | 'in place, its time put back';

interface Inode {
  readonly number: number;
  content: number;
  mtimeNs: bigint;
  ctimeNs: bigint;
}

/** The files of the person, as `node:fs/promises` shows them. */
export class Disk {
  readonly open = new Map<symbol, string>();
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #paths = new Map<string, Inode>();
  /** Which content a path had in a state, to judge receipts by. */
  readonly #history = new Map<string, number>();
  readonly #changes = new Map<string, number>();
  readonly #missed = new Set<string>();
  #inodes = 0;
  /** A process that has died gets no answers any more. */
  isDead: () => boolean = () => false;

  constructor(timeline: Timeline, chance: Chance) {
    this.#timeline = timeline;
    this.#chance = chance;
  }

  /** How many paths there have been. */
  get paths(): number {
    return this.#changes.size;
  }

  /** The files that are in the folder, or below. */
  pathsIn(folder: string): string[] {
    return [...this.#paths.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  contentAt(path: string): number | null {
    return this.#paths.get(path)?.content ?? null;
  }

  write(path: string, content: number, how: Edit): void {
    const inode = this.#paths.get(path);
    if (inode === undefined || how === 'replaced') this.#paths.set(path, this.#newInode(content));
    else this.#edit(inode, content, how);
    this.#note(path);
  }

  #edit(inode: Inode, content: number, how: Edit): void {
    inode.content = content;
    inode.ctimeNs = this.#mtime();
    if (how === 'in place') inode.mtimeNs = inode.ctimeNs;
  }

  vanish(path: string): void {
    this.#paths.delete(path);
    this.#missed.add(path);
  }

  wasMissing(path: string): boolean {
    return this.#missed.has(path);
  }

  changesOf(path: string): number {
    return this.#changes.get(path) ?? 0;
  }

  fingerprint(path: string): Fingerprint | null {
    const inode = this.#paths.get(path);
    return inode === undefined ? null : fingerprintOf(inode);
  }

  contentIn(path: string, fingerprint: Fingerprint): number | undefined {
    return this.#history.get(keyOf(path, fingerprint));
  }

  async stat(path: string): Promise<unknown> {
    await this.#takesTime();
    return statsOf(this.#inodeAt(path));
  }

  async openFile(path: string): Promise<object> {
    const { isDead } = this;
    await this.#takesTime();
    // It died in this moment, and another process has begun.
    if (isDead()) return new Promise(() => {});
    const inode = this.#inodeAt(path);
    const handle = Symbol(path);
    this.open.set(handle, path);
    let place = 0;
    return {
      stat: async () => {
        await this.#takesTime();
        return statsOf(inode);
      },
      read: async (target: Buffer, offset: number, length: number, position: number | null = null) => {
        await this.#takesTime();
        if (!this.open.has(handle)) throw systemError('EBADF');
        const bytes = BYTES[inode.content] ?? Buffer.alloc(0);
        const from = Math.min(position ?? place, bytes.length);
        const bytesRead = bytes.copy(target, offset, from, Math.min(bytes.length, from + length));
        if (position === null) place += bytesRead;
        return { bytesRead };
      },
      close: async () => {
        this.open.delete(handle);
      },
    };
  }

  #inodeAt(path: string): Inode {
    const inode = this.#paths.get(path);
    if (inode === undefined) throw systemError('ENOENT');
    return inode;
  }

  #newInode(content: number): Inode {
    this.#inodes += 1;
    const nowNs = this.#mtime();
    return { number: this.#inodes, content, mtimeNs: nowNs, ctimeNs: nowNs };
  }

  #mtime(): bigint {
    this.#inodes += 1;
    return BigInt(this.#timeline.now()) * 1_000_000n + BigInt(this.#inodes);
  }

  #note(path: string): void {
    const inode = this.#inodeAt(path);
    this.#history.set(keyOf(path, fingerprintOf(inode)), inode.content);
    this.#changes.set(path, this.changesOf(path) + 1);
  }

  #takesTime(): Promise<void> {
    if (this.isDead()) return new Promise(() => {});
    if (!this.#chance.hits(0.15)) return Promise.resolve();
    return new Promise((resolve) => {
      const { isDead } = this;
      this.#timeline.after(this.#chance.between(1, 60), () => {
        if (!isDead()) resolve();
      });
    });
  }
}

export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function fingerprintOf({ number, content, mtimeNs, ctimeNs }: Inode): Fingerprint {
  return {
    inode: String(number),
    sizeBytes: BYTES[content]?.length ?? 0,
    mtimeNs: String(mtimeNs),
    ctimeNs: String(ctimeNs),
  };
}

function keyOf(path: string, { inode, sizeBytes, mtimeNs, ctimeNs }: Fingerprint): string {
  return [path, inode, sizeBytes, mtimeNs, ctimeNs].join('|');
}

function statsOf({ number, content, mtimeNs, ctimeNs }: Inode): unknown {
  const size = BigInt(BYTES[content]?.length ?? 0);
  return { isFile: () => true, ino: BigInt(number), size, mtimeNs, ctimeNs };
}
