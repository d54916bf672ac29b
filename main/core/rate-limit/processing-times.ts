import { StoreError } from '../model/store-error.ts';
import { countUpTo } from '../util/count-up-to.ts';
import type { RateLimitStore } from './rate-limit-store.ts';
import { Slowdown } from './slowdown.ts';

/** The assumed processing times, in ms, until enough files were measured. */
const PRIOR_MS: readonly number[] = [
  ...[1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 5500],
  ...[6000, 6500, 7000, 8000, 9000, 10_000, 11_000, 13_000, 15_000, 16_000],
];
/**
 * Where the slowest files matter, one slower file than any measured one is assumed, until the full number of files was
 * measured: 100 files may not show what 1 in 100 takes.
 */
const SLOWEST_PRIOR_MS = 19_000;
/** How many files show the time of most files, and how many show that of the slowest. */
const TELLING = { most: 20, slowest: 100 } as const;
/** How many of the latest files count. Rare events need more. */
const LATEST = { most: 200, slowest: 400 } as const;
/** How many measured times are kept to be shown. */
const MEASURED = 100;
type Share = keyof typeof TELLING;
/** The share of files that are ready at their first poll; the others are polled once more. */
const MOST = 0.95;
const NEARLY_ALL = 0.99;
const MAX_DUE_MS = 5 * 60_000;
const SOONER = 0.95;
/** The factor by which the next file may be slower than all earlier ones. */
const SLOWER = 1.1;

/** The cost of misses: status calls for files that are not ready. */
export interface MissCost {
  /** Files whose status is still to be asked for. */
  readonly files: number;
  /** This many misses cost nothing. */
  readonly spare: number;
  /** How much later all files are known to be ready for each further miss, in ms. */
  readonly lossMs: number;
}

/** Learns from ready files how long this server takes to process one. */
export class ProcessingTimes {
  /** The latest, oldest first, in ms. */
  #samples: number[] = [];
  /** Those of the latest that were measured since the start, and not estimated. */
  #measured: number[] = [];
  readonly #sorted: Record<Share, readonly number[]> = {
    most: PRIOR_MS,
    slowest: [...PRIOR_MS, SLOWEST_PRIOR_MS],
  };
  readonly #slowdown = new Slowdown();
  /** How many times slower the server is than it was. */
  #slower = 1;

  /** @param samples what was learned of this server before, oldest first, in ms */
  begin(samples: readonly number[]): void {
    this.#samples = samples.slice(-LATEST.slowest);
    this.#measured = [];
    this.#slowdown.forget();
    this.#slower = 1;
    this.#sort();
  }

  get samples(): readonly number[] {
    return this.#samples;
  }

  /** Whether enough files were measured to know also what the slowest take. */
  get areKnown(): boolean {
    return this.#samples.length >= TELLING.slowest;
  }

  /** What the latest files took that this process has seen, oldest first, in ms. */
  get measured(): readonly number[] {
    return this.#measured;
  }

  /**
   * Records the processing time of a file, in ms; null if the file was ready at its first poll. Such a file may have
   * been ready sooner, so the estimate falls a little each time; otherwise a server that was slow once would seem slow
   * for ever.
   */
  learn(processingMs: number | null): void {
    if (processingMs !== null) this.#measured = [...this.#measured, processingMs].slice(-MEASURED);
    this.#samples.push(processingMs ?? SOONER * this.dueAgeMs(null));
    if (this.#samples.length > LATEST.slowest) this.#samples.shift();
    this.#sort();
  }

  /**
   * Records what the server said of a file: many answers of “not yet” show that it has become slower before any is ready.
   * @param notYetMs the last age at which it was not ready; 0 if nobody asked
   */
  note(notYetMs: number, ageMs: number, isReady: boolean): void {
    this.#slowdown.note({ notYetMs, ageMs, isReady });
    this.#slower = this.areKnown ? this.#slowdown.factor((ms) => this.#learnedBy(ms)) : 1;
  }

  /**
   * The age of a file at its first poll while calls are scarce, in ms. If misses cost nothing, most files are ready
   * then. Otherwise it is later, as far as that reduces costly misses.
   */
  dueAgeMs(missCost: MissCost | null): number {
    const ageMs = missCost === null ? this.#usualMs : this.#prudentMs(missCost);
    return Math.min(Math.max(this.#slower * ageMs, 1000), MAX_DUE_MS);
  }

  get #usualMs(): number {
    const { most } = this.#sorted;
    return most[Math.ceil(most.length * MOST) - 1] ?? 0;
  }

  /** Takes the age with the least sum of waiting and misses, so that one endless file sets no example. */
  #prudentMs({ files, spare, lossMs }: MissCost): number {
    const { slowest } = this.#sorted;
    let best = { ageMs: 0, costMs: Number.POSITIVE_INFINITY };
    for (let rank = Math.ceil(slowest.length * MOST); rank <= slowest.length; rank += 1) {
      const ageMs = SLOWER * (slowest[rank - 1] ?? 0);
      const inVain = files * (1 - rank / slowest.length);
      const costMs = ageMs + lossMs * moreThan(spare, inVain);
      if (costMs < best.costMs) best = { ageMs, costMs };
    }
    return Math.max(best.ageMs, this.#usualMs);
  }

  /** What nearly all of the latest files took at most, in ms: 1 in 100 may take for ever. */
  get longestMs(): number {
    const { slowest } = this.#sorted;
    return this.#slower * (slowest[Math.ceil(slowest.length * NEARLY_ALL) - 1] ?? 0);
  }

  /** The share of files that are ready by this age, as far as the latest answers show. */
  readyBy(ageMs: number): number {
    return this.#learnedBy(ageMs / this.#slower);
  }

  #learnedBy(ageMs: number): number {
    const { slowest } = this.#sorted;
    const rank = countUpTo(slowest, ageMs);
    const [lowMs, highMs] = [slowest[rank - 1] ?? 0, slowest[rank] ?? Number.POSITIVE_INFINITY];
    return (rank + (ageMs - lowMs) / (highMs - lowMs)) / (slowest.length + 1);
  }

  #sort(): void {
    for (const share of ['most', 'slowest'] as const) {
      const latest = this.#samples.slice(-LATEST[share]);
      const prior = latest.length >= TELLING[share] ? [] : PRIOR_MS;
      const slowest = share === 'slowest' && latest.length < LATEST.slowest ? [SLOWEST_PRIOR_MS] : [];
      this.#sorted[share] = [...prior, ...slowest, ...latest].sort((a, b) => a - b);
    }
  }
}

/** How many times are measured before they are saved: a crash may lose a few. */
const SAVE_EVERY = 10;

/** The processing times of the current server. They survive a change of the connection and a restart. */
export class ProcessingTimesByServer extends ProcessingTimes {
  readonly #store: RateLimitStore;
  #destination: string | null = null;
  #unsaved = 0;

  constructor(store: RateLimitStore) {
    super();
    this.#store = store;
  }

  /** Switches to the times of this destination. */
  serve(destination: string | null): void {
    if (destination === this.#destination) return;
    this.save();
    this.#destination = destination;
    this.begin(destination === null ? [] : this.#store.processingTimes(destination));
  }

  override learn(processingMs: number | null): void {
    super.learn(processingMs);
    this.#unsaved += 1;
    if (this.#unsaved >= SAVE_EVERY) this.save();
  }

  save(): void {
    if (this.#destination === null || this.#unsaved === 0) return;
    this.#unsaved = 0;
    try {
      this.#store.saveProcessingTimes(this.#destination, this.samples);
    } catch (error) {
      // Without them, the next start begins with a guess; the uploads will report the disk.
      if (!(error instanceof StoreError)) throw error;
    }
  }
}

/**
 * How long a file was processed, in ms, or null where that is not known well enough.
 * @param said what the server's own times say, if anything
 * @param notYetMs the last age at which it was not ready
 * @param readyMs the age at which it was
 */
export function processingTimeMs(said: number | null, notYetMs: number, readyMs: number): number | null {
  if (said !== null) return Math.min(Math.max(said, notYetMs), readyMs);
  return readyMs - notYetMs <= Math.max(2000, 0.4 * readyMs) ? readyMs : null;
}

/** How likely more than `count` of rare events are, of which `mean` are expected (Poisson). */
function moreThan(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let upTo = term;
  for (let event = 1; event <= count; event += 1) {
    term *= mean / event;
    upTo += term;
  }
  return Math.max(0, 1 - upTo);
}
