import { sameFingerprint } from '../files/fingerprint.ts';
import type { Fingerprint } from '../model/upload.ts';

/** How often files that wait are gone through, in ms. */
export const TICK_MS = 250;

interface Watched {
  fingerprint: Fingerprint | null;
  /** When it was first seen in this state. */
  sinceTick: number;
  dueTick: number;
  /** For how long it was in the states before this one, in ms; the latest last. */
  pausesMs: readonly number[];
}

/** A shorter pause is none of a writer's, in ms: several looks fall between two writes of a busy one. */
const SHORTEST_PAUSE_MS = 1000;
const MAX_PAUSES = 20;

/**
 * Tells when a file has been still for long enough. It counts ticks and never reads a clock, so neither a clock
 * that is set nor a computer that sleeps or stalls can make a file look finished.
 */
export class WriteStability {
  readonly #ticks: number;
  readonly #watched = new Map<string, Watched>();
  #now = 0;

  constructor(stillMs: number) {
    // One more, since the first may end right after a file was seen.
    this.#ticks = Math.max(1, Math.ceil(stillMs / TICK_MS)) + 1;
  }

  get size(): number {
    return this.#watched.size;
  }

  has(path: string): boolean {
    return this.#watched.has(path);
  }

  /**
   * Begins with the state that the file has at this moment; null where it could not be looked at.
   * @param pausesMs what is known of its pauses from before
   */
  begin(path: string, fingerprint: Fingerprint | null, pausesMs: readonly number[] = []): void {
    const dueTick = this.#now + this.#ticks;
    this.#watched.set(path, { fingerprint, sinceTick: this.#now, dueTick, pausesMs });
  }

  /** Something happened to the file: it is looked at with the next tick. */
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

  /** For how long it has been as it is, and for how long it was so before each change, in ms. */
  quiet(path: string): { readonly quietMs: number; readonly pausesMs: readonly number[] } {
    const watched = this.#watched.get(path);
    if (watched === undefined) return { quietMs: 0, pausesMs: [] };
    return { quietMs: (this.#now - watched.sinceTick) * TICK_MS, pausesMs: watched.pausesMs };
  }

  /** It is still, and has to wait all the same: the next look is after so long. */
  putOff(path: string, ms: number): void {
    const watched = this.#watched.get(path);
    if (watched !== undefined) watched.dueTick = this.#now + Math.max(1, Math.ceil(ms / TICK_MS));
  }

  end(path: string): void {
    this.#watched.delete(path);
  }

  /** A tick has passed: the files that have to be looked at now. */
  tick(): string[] {
    this.#now += 1;
    const due: string[] = [];
    for (const [path, { dueTick }] of this.#watched) if (dueTick <= this.#now) due.push(path);
    return due;
  }
}

/** The pauses of a file with one more, if it was one. */
export function withPause(pausesMs: readonly number[], pauseMs: number): readonly number[] {
  return pauseMs < SHORTEST_PAUSE_MS ? pausesMs : [...pausesMs, pauseMs].slice(-MAX_PAUSES);
}

function isSame(before: Fingerprint | null, now: Fingerprint | null): boolean {
  return before === null ? now === null : now !== null && sameFingerprint(before, now);
}
