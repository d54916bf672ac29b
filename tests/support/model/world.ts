import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UploadStore } from '../../../main/core/queue/upload-store.ts';
import { Breaches } from './breaches.ts';
import { Chance } from './chance.ts';
import type { Core } from './core.ts';
import { Disk } from './disk.ts';
import { Faults } from './faults.ts';
import { JournalStore } from './journal-store.ts';
import { Laws } from './laws.ts';
import { Ledger } from './ledger.ts';
import { Outages } from './outages.ts';
import { PutLaws } from './put-laws.ts';
import { Receipts } from './receipts.ts';
import type { CrashPoint, Scenario } from './scenario.ts';
import { Server } from './server.ts';
import type { Tally } from './tally.ts';
import { Timeline } from './timeline.ts';
import { Trace } from './trace.ts';

/** In memory where the system offers that: what is tested here is not how long a disk takes. */
const FOLDERS = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface Connection {
  readonly user: 'A' | 'B';
  readonly key: string;
}

export const USER_IDS = {
  A: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  B: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
} as const;

/** All that outlives the process: time, the person's files, the network, the server, and what Hoist kept on disk. */
export class World {
  readonly core: Core;
  readonly scenario: Scenario;
  readonly tally: Tally;
  readonly timeline = new Timeline();
  readonly trace = new Trace(this.timeline);
  readonly chance: Chance;
  readonly faults: Faults;
  readonly disk: Disk;
  readonly server: Server;
  readonly ledger: Ledger;
  readonly breaches = new Breaches(this.trace);
  readonly outages: Outages;
  readonly laws: Laws;
  readonly putLaws: PutLaws;
  readonly receipts: Receipts;
  readonly removed = new Set<string>();
  isOffline = false;
  isDiskFull = false;
  isRetrying = false;
  /** So many conversions to come fail. */
  brokenConversions = 0;
  connection: Connection | null = { user: 'A', key: 'key1' };
  keys = 1;
  /** Where the process dies, and how often it passes that point unharmed before. */
  dying: { readonly at: CrashPoint; left: number; readonly downMs: number; readonly edits: number } | null =
    null;
  readonly #folder: string | null;
  #store: UploadStore | null = null;

  constructor(core: Core, scenario: Scenario, tally: Tally) {
    this.core = core;
    this.scenario = scenario;
    this.tally = tally;
    const { timeline, trace, breaches } = this;
    this.chance = new Chance(scenario.seed);
    this.faults = new Faults(scenario.noise, this.chance, tally);
    this.disk = new Disk(timeline, this.chance);
    this.server = new Server(scenario.limits, timeline, this.chance);
    this.server.validKeys.add('key1');
    this.ledger = new Ledger(this.server);
    this.outages = new Outages(timeline, breaches);
    const parts = {
      timeline,
      trace,
      breaches,
      disk: this.disk,
      server: this.server,
      ledger: this.ledger,
      outages: this.outages,
    };
    this.laws = new Laws(parts);
    this.putLaws = new PutLaws(parts);
    // What an upload had and gave up may still be met by its last bytes: a cache does not keep it as long.
    this.server.mayRepeat = (fileId) => {
      const owner = this.ledger.ownerOf(fileId)?.state;
      return owner === undefined || ('fileId' in owner && owner.fileId === fileId);
    };
    const isRetrying = () => this.isRetrying;
    this.receipts = new Receipts({ ...parts, laws: this.laws, putLaws: this.putLaws, tally, isRetrying });
    this.#folder = scenario.store === 'sqlite' ? mkdtempSync(join(FOLDERS, 'hoist-model-')) : null;
    scenario.contents.forEach((content, file) => {
      this.disk.write(pathOf(file), content, 'replaced');
    });
  }

  /** What a new process finds on disk. */
  openStore(): UploadStore {
    if (this.#folder === null) this.#store ??= new JournalStore();
    else {
      this.closeStore();
      this.#store = new this.core.SqliteStore(this.#folder, this.timeline.now());
    }
    return this.#store;
  }

  closeStore(): void {
    if (this.#store !== null && 'close' in this.#store && typeof this.#store.close === 'function') {
      this.#store.close();
      this.#store = null;
    }
  }

  [Symbol.dispose](): void {
    this.closeStore();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true });
  }
}

export function pathOf(file: number): string {
  return `/files/doc-${file}.txt`;
}
