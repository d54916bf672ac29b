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

/** All files with their users, in the order of signing, in memory only. */
export class FileRegistry {
  readonly #now: () => number;
  readonly #files = new Map<string, FileRecord>();
  /** All files live equally long, so they expire in the order of signing. */
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

  /** @returns undefined for an unknown, removed or expired id. The caller checks the user. */
  async find(fileId: string): Promise<FileRecord | undefined> {
    await this.#removeExpired();
    return this.#files.get(fileId);
  }

  /** @returns the user's files whose bytes have arrived */
  async list(userId: string): Promise<readonly FileRecord[]> {
    await this.#removeExpired();
    return [...this.#files.values()].filter((file) => file.userId === userId && file.bytes !== undefined);
  }

  /** @returns whether these are still the file's bytes */
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
