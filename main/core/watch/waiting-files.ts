import type { Clock } from '../util/clock.ts';
import { DepartedFiles } from './departed-files.ts';
import type { FileSnapshot } from './file-snapshot.ts';
import type { FolderFiles } from './folder-files.ts';
import type { WaitingFile } from './folder-view.ts';
import { type Doubt, quietNeededMs, wasLongAgo } from './unseen-writers.ts';
import type { WatchNews } from './watch-events.ts';
import { WriteStability } from './write-stability.ts';

/** How a file was seen: in the first scan, in a later one, or by a file-system event. */
export type SeenBy = 'first-scan' | 'scan' | 'event';

type Why = WaitingFile['why'];

interface Waiting {
  readonly sinceMs: number;
  sizeBytes: number;
  why: Why;
  /** Whether it was reported as waiting. */
  told: boolean;
  by: SeenBy;
  /** Why nobody can know whether it is being written; undefined until that was checked. */
  doubt?: Doubt | null;
}

interface WaitingFilesOptions {
  readonly clock: Clock;
  /** How long a file must not change before it counts as finished, in ms. */
  readonly stabilityMs: number;
  readonly files: Pick<FolderFiles, 'doubts'>;
  readonly news: (news: WatchNews) => void;
  readonly changed: () => void;
}

/** How long until the next look at a stable file that has to wait, in ms. */
const PUT_OFF_MS: Readonly<Record<Why, number>> = {
  'still-written': 2000,
  'open-elsewhere': 2000,
  'writer-unseen': 1000,
  'online-only': 60_000,
  unreadable: 10_000,
};
/** Most files are finished soon: only those that take longer than this are reported, in ms. */
const TELL_AFTER_MS = 10_000;

/** The files of one folder that may still be written: since when, what each waits for, and what a person hears of it. */
export class WaitingFiles {
  readonly #options: WaitingFilesOptions;
  readonly #stability: WriteStability;
  readonly #departed: DepartedFiles;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: WaitingFilesOptions) {
    this.#options = options;
    this.#stability = new WriteStability(options.stabilityMs);
    this.#departed = new DepartedFiles(options.clock);
  }

  get isEmpty(): boolean {
    return this.#stability.size === 0;
  }

  has(path: string): boolean {
    return this.#waiting.has(path);
  }

  /** @returns the files in the order they were seen */
  list(): WaitingFile[] {
    return Array.from(this.#waiting, ([path, { sizeBytes, sinceMs, why }]) => {
      return { path, sizeBytes, sinceMs, why };
    });
  }

  begin({ path, fingerprint }: FileSnapshot, by: SeenBy): void {
    this.#waiting.set(path, {
      sinceMs: this.#options.clock.now(),
      sizeBytes: fingerprint?.sizeBytes ?? 0,
      why: 'still-written',
      told: false,
      by,
    });
    this.#stability.begin(path, fingerprint, this.#departed.pausesMs(path));
  }

  /** The file system reports an event of this file. @returns whether it waits */
  noticeEvent(path: string): boolean {
    const waiting = this.#waiting.get(path);
    if (waiting === undefined) return false;
    waiting.by = 'event';
    this.#stability.markChanged(path);
    return true;
  }

  /** Looks at the file with the next tick, if it waits. */
  lookSoon(path: string): void {
    this.#stability.markChanged(path);
  }

  /** @returns how the file was seen; undefined where it does not wait */
  seenBy(path: string): SeenBy | undefined {
    return this.#waiting.get(path)?.by;
  }

  /** A tick has passed. @returns the files that are due */
  tick(): string[] {
    return this.#stability.tick();
  }

  /** @returns whether it has not changed for long enough */
  isStable(snapshot: FileSnapshot): boolean {
    const { path, fingerprint } = snapshot;
    const state = this.#stability.check(path, fingerprint);
    const waiting = this.#waiting.get(path);
    if (waiting === undefined || state === 'stable') return waiting !== undefined;
    waiting.sizeBytes = fingerprint?.sizeBytes ?? 0;
    if (state === 'changed') this.#report(waiting, path, 'still-written');
    return false;
  }

  /** Finds out of which of these files nobody can know whether they are being written. */
  async learnDoubts(snapshots: readonly FileSnapshot[]): Promise<void> {
    const unknown = snapshots.filter(
      ({ kind, path }) => kind === 'document' && this.#waiting.get(path)?.doubt === undefined,
    );
    if (unknown.length === 0) return;
    const doubts = await this.#options.files.doubts(unknown.map(({ path }) => path));
    for (const { path } of unknown) {
      const waiting = this.#waiting.get(path);
      if (waiting !== undefined) waiting.doubt = doubts.get(path) ?? null;
    }
  }

  /** @returns whether it has to be quiet for longer, since its writers cannot be seen; then it is put off */
  mustBeQuiet(snapshot: FileSnapshot): boolean {
    const { clock, stabilityMs } = this.#options;
    const doubt = this.#waiting.get(snapshot.path)?.doubt ?? null;
    if (doubt === null || wasLongAgo(snapshot, doubt, clock.now())) return false;
    const { quietMs, pausesMs } = this.#stability.quiet(snapshot.path);
    if (quietMs >= Math.max(stabilityMs, quietNeededMs(doubt, pausesMs))) return false;
    this.putOff(snapshot.path, 'writer-unseen');
    return true;
  }

  /** The file is stable and has to wait all the same. */
  putOff(path: string, why: Why): void {
    const waiting = this.#waiting.get(path);
    if (waiting === undefined) return;
    this.#stability.putOff(path, PUT_OFF_MS[why]);
    this.#report(waiting, path, why);
  }

  /** Looks at no file for so long, in ms. */
  putOffAll(ms: number): void {
    for (const path of this.#waiting.keys()) this.#stability.putOff(path, ms);
  }

  /** The file waits no longer. */
  end(path: string): void {
    if (this.#waiting.get(path)?.doubt != null) this.#departed.add(path, this.#stability.quiet(path));
    this.#waiting.delete(path);
    this.#stability.end(path);
    this.#options.changed();
  }

  #report(waiting: Waiting, path: string, why: Why): void {
    const mayPass = why === 'still-written' || why === 'open-elsewhere' || why === 'writer-unseen';
    const isEarly = mayPass && this.#options.clock.now() - waiting.sinceMs < TELL_AFTER_MS;
    // Do not report a writer at each of its pauses.
    const isSaid = waiting.told && (waiting.why === why || (isByTurns(waiting.why) && isByTurns(why)));
    const tell = !isEarly && !isSaid;
    waiting.why = why;
    waiting.told ||= tell;
    if (tell) this.#options.news({ type: 'waiting', path, why });
    this.#options.changed();
  }
}

function isByTurns(why: Why): boolean {
  return why === 'still-written' || why === 'writer-unseen';
}
