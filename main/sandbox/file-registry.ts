import { randomUUID } from 'node:crypto';
import { discard, type StoredBytes } from './stored-bytes.ts';

const temporaryLifeMs = 24 * 60 * 60 * 1_000;

export interface FileRecord {
  readonly fileId: string;
  readonly userId: string;
  /** As the client sent it; it never becomes a path. */
  readonly fileName: string;
  readonly contentType: string;
  readonly signedAtMs: number;
  bytes: StoredBytes | undefined;
}

/** Which files there are and whose they are, in the order in which they were signed. Kept in memory only. */
export class FileRegistry {
  readonly #now: () => number;
  readonly #files = new Map<string, FileRecord>();
  /** All live equally long, so the order of signing is the order of expiry. */
  readonly #temporary = new Set<FileRecord>();

  constructor(now: () => number) {
    this.#now = now;
  }

  add(file: { userId: string; fileName: string; contentType: string; persist: boolean }): FileRecord {
    const { persist, ...rest } = file;
    const record = { ...rest, fileId: randomUUID(), signedAtMs: this.#now(), bytes: undefined };
    this.#files.set(record.fileId, record);
    if (!persist) this.#temporary.add(record);
    return record;
  }

  /** Undefined for an unknown, removed or expired id. Whose file it is, is the caller's to check. */
  async find(fileId: string): Promise<FileRecord | undefined> {
    await this.#removeExpired();
    return this.#files.get(fileId);
  }

  /** The user's files whose bytes are there. */
  async list(userId: string): Promise<readonly FileRecord[]> {
    await this.#removeExpired();
    return [...this.#files.values()].filter((file) => file.userId === userId && file.bytes !== undefined);
  }

  /** True while these very bytes are what the file consists of. */
  holds(file: FileRecord, bytes: StoredBytes): boolean {
    return this.#files.get(file.fileId) === file && file.bytes === bytes;
  }

  async remove(file: FileRecord): Promise<void> {
    this.#files.delete(file.fileId);
    this.#temporary.delete(file);
    if (file.bytes !== undefined) await discard(file.bytes);
  }

  async #removeExpired(): Promise<void> {
    const firstAliveMs = this.#now() - temporaryLifeMs;
    for (const file of this.#temporary) {
      if (file.signedAtMs > firstAliveMs) break;
      await this.remove(file);
    }
  }
}
