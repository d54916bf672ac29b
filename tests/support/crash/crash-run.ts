import { copyFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { type Receipt, receiptOf } from '../../../main/core/model/receipt.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { type ProxiedApi, proxiedApi } from '../fault-proxy/proxied-api.ts';
import type { StrictOptions } from '../strict-api/strict-api.ts';
import { tempFolder } from '../temp-folder.ts';
import { sha256Of, writeRandom } from '../uploads.ts';
import { askedTooEarly, notStoredOnce, overspent, violationsOfKilled } from './ledger.ts';
import { leftOnDisk } from './left-on-disk.ts';
import { runTerminal, startTerminal, type Terminal, type TerminalOptions } from './terminal.ts';

type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

/** A batch, the server it goes to, and processes that die on the way. */
export class CrashRun implements AsyncDisposable {
  readonly way: ProxiedApi;
  readonly folder: TestFolder;
  /** The batch's files. */
  readonly paths: string[] = [];
  readonly #hashes = new Map<string, string>();
  /** When each process was started. */
  readonly startsMs: number[] = [];

  private constructor(way: ProxiedApi, folder: TestFolder) {
    this.way = way;
    this.folder = folder;
  }

  static async start(options: StrictOptions = { processingMs: 0 }): Promise<CrashRun> {
    return new CrashRun(await proxiedApi(options), await tempFolder());
  }

  /** A small file, one of several chunks, and one with the content of the first. */
  async addThreeFiles(): Promise<void> {
    const small = await this.addFile('small.txt', 200);
    await this.addFile('large.pdf', 3_000_000);
    this.paths.push(this.folder.at('twin.txt'));
    await copyFile(small, this.folder.at('twin.txt'));
  }

  async addFile(name: string, sizeBytes: number): Promise<string> {
    const path = await writeRandom(this.folder.at(name), sizeBytes);
    this.#hashes.set(await sha256Of(path), name);
    this.paths.push(path);
    return path;
  }

  /** From now on, a new process has to find out what became of the uploads that were started. */
  begins(): void {
    this.startsMs.push(Date.now());
  }

  terminal(args: readonly string[]): Terminal {
    this.begins();
    return startTerminal(args, this.#options());
  }

  run(args: readonly string[], options: Partial<TerminalOptions> = {}): ReturnType<typeof runTerminal> {
    this.begins();
    return runTerminal(args, this.#options(options));
  }

  #options(options: Partial<TerminalOptions> = {}): TerminalOptions {
    return { settings: this.way.api.settings, dataDir: this.folder.at('data'), ...options };
  }

  /** The uploads in the data folder that have ended. No process may be using it. */
  receipts(dataDir = this.folder.at('data')): Receipt[] {
    const store = new SqliteStore(dataDir, Date.now());
    try {
      expect(store.notice).toBe(null);
      return [...store.history.all()].map(receiptOf);
    } finally {
      store.close();
    }
  }

  /** Files that a killed process had accepted, or one before it. */
  async acceptedPaths(): Promise<ReadonlySet<string>> {
    const { listed, history } = await leftOnDisk(this.folder.at('data'));
    return new Set([...listed, ...history].map(({ path }) => path));
  }

  /** All that must hold once every file of the batch was accepted and no process dies any more. */
  async expectAllReadyOnce(dataDir?: string): Promise<void> {
    const { api, proxy } = this.way;
    const receipts = this.receipts(dataDir);
    for (const path of this.paths) {
      const own = receipts.filter((receipt) => receipt.path === path);
      expect(own.length, `receipts of ${path}`).toBeGreaterThan(0);
      for (const { outcome, file_id, reason } of own) {
        expect([outcome.replace(' before', ''), reason], path).toEqual(['ready', null]);
        expect(api.files.get(file_id ?? '')?.sha256, path).toBe(await sha256Of(path));
      }
    }
    expect(notStoredOnce(api, this.#hashes)).toEqual([]);
    expect(askedTooEarly(proxy, this.startsMs)).toEqual([]);
    expect(overspent(proxy.passages)).toEqual([]);
    expect(violationsOfKilled(api)).toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.way[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

/**
 * Calls `dies` with 1, 2, 3 … until one of them answers that nothing died, a few at once.
 * @returns how many died
 */
export async function everyPoint(atOnce: number, dies: (point: number) => Promise<boolean>): Promise<number> {
  let next = 1;
  let survivor = Number.POSITIVE_INFINITY;
  const work = async () => {
    while (next < survivor) {
      const point = next;
      next += 1;
      const died = await dies(point).catch((error: unknown) => {
        throw new Error(`point ${point}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      });
      if (!died) survivor = Math.min(survivor, point);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return survivor - 1;
}
