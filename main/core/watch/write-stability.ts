import { sameFingerprint } from '../files/fingerprint.ts';
import type { Fingerprint } from '../model/upload.ts';

/** The interval at which waiting files are checked, in ms. */
export const TICK_MS = 250;

interface Watched {
  fingerprint: Fingerprint | null;
  /** When it was first seen in this state. */
  sinceTick: number;
  dueTick: number;
  /** How long it stayed in each earlier state, in ms; the latest last. */
  pausesMs: readonly number[];
}

/** A shorter pause says nothing, in ms: several looks fall between two writes of a busy writer. */
const SHORTEST_PAUSE_MS = 1000;
const MAX_PAUSES = 20;

/**
 * Decides when a file has been stable for long enough. It counts ticks and never reads a clock, so neither a clock that is
 * set nor a computer that sleeps or stalls can make a file look finished.
 */
export class WriteStability {
  readonly #ticks: number;
  readonly #watched = new Map<string, Watched>();
  #now = 0;

  constructor(stabilityMs: number) {
    // Adds one tick, since a file may be first seen just before a tick ends.
    this.#ticks = Math.max(1, Math.ceil(stabilityMs / TICK_MS)) + 1;
  }

  get size(): number {
    return this.#watched.size;
  }

  /**
   * Begins with the file's present state; null where it could not be looked at.
   * @param pausesMs its earlier pauses, as far as they are known
   */
  begin(path: string, fingerprint: Fingerprint | null, pausesMs: readonly number[] = []): void {
    const dueTick = this.#now + this.#ticks;
    this.#watched.set(path, { fingerprint, sinceTick: this.#now, dueTick, pausesMs });
  }

  /** Something happened to the file: it is due with the next tick. */
  markChanged(path: string): void {
    const watched = this.#watched.get(path);
    if (watched !== undefined) watched.dueTick = Math.min(watched.dueTick, this.#now + 1);
  }

  /** @returns 'stable' where nothing has changed for long enough, 'changed' where the file is not what it was */
  check(path: string, fingerprint: Fingerprint | null): 'stable' | 'waiting' | 'changed' {
    const watched = this.#watched.get(path);
    if (watched === undefined || !isSame(watched.fingerprint, fingerprint)) {
      const { quietMs, pausesMs } = this.quiet(path);
      this.begin(path, fingerprint, withPause(pausesMs, quietMs));
      return 'changed';
    }
    watched.dueTick = Math.max(watched.sinceTick + this.#ticks, this.#now + 1);
    return this.#now - watched.sinceTick >= this.#ticks ? 'stable' : 'waiting';
  }

  /** @returns how long it has been in its present state, and how long in each state before, in ms */
  quiet(path: string): { readonly quietMs: number; readonly pausesMs: readonly number[] } {
    const watched = this.#watched.get(path);
    if (watched === undefined) return { quietMs: 0, pausesMs: [] };
    return { quietMs: (this.#now - watched.sinceTick) * TICK_MS, pausesMs: watched.pausesMs };
  }

  /** Puts off the next look at a stable file that has to wait all the same. */
  putOff(path: string, ms: number): void {
    const watched = this.#watched.get(path);
    if (watched !== undefined) watched.dueTick = this.#now + Math.max(1, Math.ceil(ms / TICK_MS));
  }

  end(path: string): void {
    this.#watched.delete(path);
  }

  /** A tick has passed. @returns the files that are due */
  tick(): string[] {
    this.#now += 1;
    const due: string[] = [];
    for (const [path, { dueTick }] of this.#watched) if (dueTick <= this.#now) due.push(path);
    return due;
  }
}

/** @returns the pauses with one more, unless it is too short */
export function withPause(pausesMs: readonly number[], pauseMs: number): readonly number[] {
  return pauseMs < SHORTEST_PAUSE_MS ? pausesMs : [...pausesMs, pauseMs].slice(-MAX_PAUSES);
}

function isSame(before: Fingerprint | null, now: Fingerprint | null): boolean {
  return before === null ? now === null : now !== null && sameFingerprint(before, now);
}
