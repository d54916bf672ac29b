import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from './finding.ts';
import type { Peer } from './machine.ts';
import { seeded } from './statistics.ts';

/** Something that `npm run bench` finds out. */
export interface Measurement {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** It counts as failed after this. */
  readonly limitMs: number;
  run(bench: Workbench): Promise<readonly Finding[]>;
}

interface BenchSize {
  readonly quick: boolean;
  readonly long: boolean;
  readonly peers: readonly Peer[];
}

const MIB = 1024 * 1024;
const TIDY_LIMIT_MS = 10_000;

/** What a measurement works with: files to send, folders, and a place to leave what has to be ended after it. */
export class Workbench {
  /** Fewer and smaller runs. */
  readonly quick: boolean;
  /** The long week at its full length. */
  readonly isLong: boolean;
  readonly #folder: string;
  readonly #peers: readonly Peer[];
  readonly #toTidy: (() => Promise<unknown>)[] = [];
  readonly #singles = new Map<number, Promise<string>>();
  #folders = 0;
  #closed = false;

  private constructor(folder: string, options: BenchSize) {
    this.#folder = folder;
    this.quick = options.quick;
    this.isLong = options.long;
    this.#peers = options.peers;
  }

  static async open(options: BenchSize): Promise<Workbench> {
    return new Workbench(await mkdtemp(join(tmpdir(), 'hoist-bench-')), options);
  }

  has(name: Peer['name']): boolean {
    return this.#peers.some((peer) => peer.name === name && peer.version !== null);
  }

  /** `whole` in a whole run, `quick` in a quick one. */
  pick<T>(whole: T, quick: T): T {
    return this.quick ? quick : whole;
  }

  say(text: string): void {
    process.stderr.write(`  ${text}\n`);
  }

  /** To be ended when the measurement is over, however that comes; the last one first. */
  own<T extends AsyncDisposable>(thing: T): T {
    if (this.#closed) {
      void thing[Symbol.asyncDispose]();
      throw new Error('the bench has ended');
    }
    this.#toTidy.push(async () => thing[Symbol.asyncDispose]());
    return thing;
  }

  /** Ends what the measurement left. */
  async tidy(): Promise<void> {
    for (let end = this.#toTidy.pop(); end; end = this.#toTidy.pop()) {
      await Promise.race([end().catch(() => {}), sleep(TIDY_LIMIT_MS, null, { ref: false })]);
    }
  }

  /** Ends all; what still runs can start nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.tidy();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  /** A new one, gone after the bench. */
  async folder(): Promise<string> {
    this.#folders += 1;
    const path = join(this.#folder, `folder-${this.#folders}`);
    await mkdir(path);
    return path;
  }

  /** A new document of random bytes, which are the same for each call with the same seed. */
  async document(path: string, sizeBytes: number, seed: number): Promise<string> {
    const random = seeded(seed);
    const block = Buffer.alloc(Math.min(MIB, sizeBytes));
    for (let at = 0; at + 4 <= block.length; at += 4) block.writeUInt32LE(Math.floor(random() * 2 ** 32), at);
    await using file = await open(path, 'wx');
    for (let written = 0; written < sizeBytes; written += block.length) {
      await file.write(block, 0, Math.min(block.length, sizeBytes - written));
    }
    // Nothing is to be measured while the system still writes this to the disk.
    if (sizeBytes > MIB) await file.datasync();
    return path;
  }

  /** One of this size, made once for all measurements. */
  single(sizeBytes: number): Promise<string> {
    const known = this.#singles.get(sizeBytes);
    if (known !== undefined) return known;
    const path = join(this.#folder, `single-${sizeBytes}.pdf`);
    const making = this.document(path, sizeBytes, sizeBytes);
    this.#singles.set(sizeBytes, making);
    return making;
  }

  /** `count` documents in a folder of their own, all different. */
  async documents(count: number, sizeBytes: number): Promise<{ folder: string; paths: readonly string[] }> {
    const folder = await this.folder();
    const paths: string[] = [];
    for (let number = 1; number <= count; number += 1) {
      const path = join(folder, `document-${String(number).padStart(5, '0')}.csv`);
      paths.push(await this.document(path, sizeBytes, number));
    }
    return { folder, paths };
  }
}
