import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import { Chance } from '../../support/model/chance.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { type Arrived, Documents } from './documents.ts';
import { PatientClock } from './patient-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** In a week, 56 of them. */
const SHIFT_MS = 3 * HOUR_MS;
export const SHIFTS = 56;
/** An upload that does not end within this has hung. */
const LIMIT_MS = 24 * HOUR_MS;
const BURSTS = 6;
/** With nothing to do and awake, before and after the computer sleeps until the next shift. */
const REST_MS = MINUTE_MS;
/** The share of files that come into the watched folder; the others are dropped. Each costs several looks at all open files. */
const WATCHED_SHARE = 0.1;

export type AccountName = 'A' | 'B';

export interface Ended {
  readonly path: string;
  /** null for one that failed. */
  readonly fileId: string | null;
}

/** What happened in a shift. */
export interface ShiftReport {
  readonly arrived: Readonly<Record<AccountName, readonly Arrived[]>>;
  readonly ended: readonly Ended[];
  /** Of the engine, that now wait. */
  readonly timers: number;
}

/** A week of Hoist's engine on a virtual clock, shift by shift, with real files, a real database and real calls. */
export class Week {
  readonly #clock = new PatientClock();
  readonly #chance: Chance;
  readonly #accounts: Readonly<Record<AccountName, ConnectionSettings>>;
  readonly #options: DeskOptions;
  readonly #watched: Documents;
  readonly #dropped: Documents;
  readonly #startMs = this.#clock.now();
  /** Those that have come and not ended as they should, with what became of them. */
  readonly #open = new Map<string, Arrived>();
  /** Files of the account that is not connected wait for it. */
  readonly #waiting = new Map<string, Arrived>();
  #report: { arrived: Record<AccountName, Arrived[]>; ended: Ended[] } = newReport();
  #desk: Desk | null = null;
  #account: AccountName = 'A';
  /** No more files come. */
  #isOver = false;

  constructor(folder: string, accounts: Record<AccountName, ConnectionSettings>, seed: number) {
    this.#accounts = accounts;
    this.#chance = new Chance(seed);
    const inbox = join(folder, 'inbox');
    this.#watched = new Documents(inbox, 'watched');
    this.#dropped = new Documents(join(folder, 'dropped'), 'dropped');
    this.#options = {
      clock: this.#clock,
      dataFolder: join(folder, 'data'),
      inbox,
      onEnd: (path, fileId) => this.#ended(path, fileId),
    };
  }

  /** Plays one shift, in which so many files come. */
  async shift(number: number, files: number): Promise<ShiftReport> {
    if (this.#desk === null) await this.#start();
    const kind = (['plain', 'sleep', 'quit', 'accounts'] as const)[number % 4] ?? 'plain';
    for (let burst = 0; burst < BURSTS; burst += 1) {
      const count = Math.floor(((burst + 1) * files) / BURSTS) - Math.floor((burst * files) / BURSTS);
      if (kind === 'accounts' && burst === 2) await this.#changeAccount('B');
      if (kind === 'accounts' && burst === 4) await this.#changeAccount('A');
      await this.#bring(count);
      await this.#clock.advance(this.#chance.between(5000, MINUTE_MS));
      if (kind === 'sleep' && burst === 1) this.#sleep(HOUR_MS);
      if (kind === 'quit' && burst === 3) await this.#restart();
    }
    await this.#finish();
    await this.#clock.advance(REST_MS);
    const untilMs = this.#startMs + (number + 1) * SHIFT_MS;
    this.#sleep(Math.max(0, untilMs - this.#clock.now()));
    await this.#clock.advance(REST_MS);
    return this.#takeReport();
  }

  /** Ends what waits for the other account, and quits. */
  async end(): Promise<ShiftReport> {
    this.#isOver = true;
    await this.#changeAccount('B');
    await this.#finish();
    await this.#desk?.quit();
    return this.#takeReport();
  }

  async #start(): Promise<void> {
    this.#desk = await Desk.start(this.#options, this.#accounts[this.#account]);
    await this.#clock.advance(2000);
  }

  async #restart(): Promise<void> {
    await this.#desk?.quit();
    await this.#bring(5, 1);
    await this.#clock.advance(10 * MINUTE_MS);
    await this.#start();
  }

  #sleep(ms: number): void {
    this.#clock.set(ms);
    this.#desk?.wake();
  }

  /** Files that were dropped for the account until now wait for its return; those of the folder must not. */
  async #changeAccount(account: AccountName): Promise<void> {
    await this.#until(() => [...this.#open.keys()].every((path) => !path.startsWith(this.#options.inbox)));
    if (!this.#isOver) await this.#bring(5, 0);
    await this.#clock.advance(this.#chance.between(0, 20_000));
    const stopped = [...this.#open];
    this.#open.clear();
    for (const [path, file] of this.#waiting) this.#open.set(path, file);
    this.#waiting.clear();
    for (const [path, file] of stopped) this.#waiting.set(path, file);
    this.#account = account;
    await this.#desk?.connect(this.#accounts[account]);
  }

  async #bring(count: number, watchedShare = WATCHED_SHARE): Promise<void> {
    const watched = Math.round(count * watchedShare);
    for (let n = 0; n < watched; n += 1) await this.#arrive(this.#watched);
    const dropped: string[] = [];
    for (let n = watched; n < count; n += 1) dropped.push(await this.#arrive(this.#dropped));
    if (dropped.length > 0) await this.#desk?.add(dropped);
  }

  async #arrive(documents: Documents): Promise<string> {
    const file = await documents.next();
    this.#open.set(file.path, file);
    this.#report.arrived[this.#account].push(file);
    return file.path;
  }

  #ended(path: string, fileId: string | null): void {
    this.#report.ended.push({ path, fileId });
    const file = this.#open.get(path) ?? this.#waiting.get(path);
    // One that failed and need not have is tried again.
    if (file === undefined || (fileId !== null) !== (file.fate === 'ready')) return;
    this.#open.delete(path);
    this.#waiting.delete(path);
    // Ready files of the watched folder go by themselves; a person deletes the others.
    if (fileId === null || !path.startsWith(this.#options.inbox)) void rm(path, { force: true });
  }

  /** Lets all files of this account end, and clears the list. */
  async #finish(): Promise<void> {
    await this.#until(() => this.#open.size === 0);
    this.#desk?.clear();
  }

  async #until(isDone: () => boolean): Promise<void> {
    const limitMs = this.#clock.elapsed() + LIMIT_MS;
    while (!isDone() || this.#desk?.isFolderQuiet === false) {
      if (this.#clock.elapsed() > limitMs) {
        const [first] = this.#open.keys();
        throw new Error(`${this.#open.size} files do not end, such as ${first}`);
      }
      await this.#clock.advance(5000);
      this.#desk?.retry();
    }
  }

  #takeReport(): ShiftReport {
    const report = this.#report;
    this.#report = newReport();
    return { ...report, timers: this.#clock.timers };
  }
}

function newReport() {
  return { arrived: { A: [], B: [] } as Record<AccountName, Arrived[]>, ended: [] as Ended[] };
}
