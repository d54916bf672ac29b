import type { WaitMessage } from '../model/messages.ts';
import type { Clock } from '../util/clock.ts';

/** A failure that may be of one file or of the server for everybody. */
export interface Fault {
  readonly message: WaitMessage;
  /** The time that the server names, in ms; null where it names none. */
  readonly afterMs: number | null;
  /**
   * What proves that a fault concerns all files: `any` is about the server itself, `row` needs several in a row, and
   * `two-files` or `three-files` need this many different files, since the fault may be a single file’s.
   */
  readonly proof: 'any' | 'row' | 'two-files' | 'three-files';
}

/** `doubtful`: one file alone has failed, or all have for long, so that the files may be at fault after all. */
export type FaultScope = 'own' | 'all' | 'doubtful';

export interface Trip {
  readonly untilMs: number;
  readonly message: WaitMessage;
}

/** Fewer files than this may have it of their own. */
const FILES_NEEDED = { any: 2, row: 2, 'two-files': 2, 'three-files': 3 } as const;
/** This many failures in a row without a success are not the fault of single files. */
const FAULTS_IN_A_ROW = 3;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** A longer wait that the server names is cut to ten minutes. */
const LONGEST_NAMED_MS = 10 * 60_000;
/** “At once”, said again and again, must not become a busy loop. */
const SHORTEST_PAUSE_MS = 250;
/** After this time the files may be at fault after all, as far as that can be found out. */
const DOUBT_AFTER_MS = 15 * 60_000;

/**
 * Tells an outage of a server from the failure of a single file. While it is tripped nothing starts but one probe at a
 * time, no file fails, and the first success closes it. What failed while others succeeded is that file's own.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #changed: () => void;
  #trip: (Trip & { readonly sinceMs: number }) | null = null;
  /** Pauses in a row, each longer than the one before. */
  #pauses = 0;
  #starts = 0;
  /** The last that was started before it tripped: what those say is known. */
  #trippedAt = 0;
  #inFlight = 0;
  /** Faults since the last success. */
  #inRow = 0;
  readonly #failing = new Set<object>();
  /** Files that failed while others succeeded. */
  #suspects = new WeakSet<object>();

  readonly #canAsk: boolean;
  /** The last call that started before the server changed; results up to it are ignored. */
  #resetAt = 0;

  /**
   * @param options.canAsk whether the server can be asked something that is no file's, which settles a doubt
   * @param options.random in [0, 1)
   */
  constructor(options: { clock: Clock; random: () => number; canAsk: boolean; changed: () => void }) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#canAsk = options.canAsk;
    this.#changed = options.changed;
  }

  /** Why nothing starts; null while everything may. */
  get trip(): Trip | null {
    return this.#trip;
  }

  /** When the next call may start, in ms since the epoch; Infinity while a probe is in flight. */
  get opensAtMs(): number {
    if (this.#trip === null) return 0;
    if (this.#inFlight > 0) return Number.POSITIVE_INFINITY;
    const { untilMs } = this.#trip;
    // No pause is as long: the clock was set back.
    return untilMs > this.#clock.now() + 1.1 * LONGEST_NAMED_MS ? 0 : untilMs;
  }

  /** One starts. @returns its number, for `recordFailure` */
  start(): number {
    this.#starts += 1;
    this.#inFlight += 1;
    return this.#starts;
  }

  /** One ended that says nothing of the server. */
  abandon(): void {
    this.#inFlight -= 1;
  }

  recordSuccess(file: object): void {
    this.#inFlight -= 1;
    this.#failing.delete(file);
    this.#suspects.delete(file);
    this.close();
  }

  /** The server works: what has failed since the last success is those files' own. */
  close(): void {
    for (const file of this.#failing) this.#suspects.add(file);
    this.#failing.clear();
    this.#inRow = 0;
    this.#pauses = 0;
    if (this.#trip === null) return;
    this.#trip = null;
    this.#changed();
  }

  /**
   * @param number what `start` gave
   * @returns whose failure it is. A doubt is to be settled by `recordServed` or `recordNotServed`; until then it counts as under way
   */
  recordFailure(number: number, file: object, fault: Fault): FaultScope {
    this.#inFlight -= 1;
    if (number <= this.#resetAt) return 'all';
    this.#failing.add(file);
    if (this.#trip === null) return this.#failedWhileClosed(file, fault);
    if (number <= this.#trippedAt) return 'all';
    const isAlone = this.#failing.size < FILES_NEEDED[fault.proof];
    const isLong = this.#clock.now() - this.#trip.sinceMs > DOUBT_AFTER_MS;
    if (this.#canAsk ? isAlone || isLong : isAlone && isLong) {
      this.#inFlight += 1;
      return 'doubtful';
    }
    this.#stay(fault);
    return 'all';
  }

  /** The server has served something else meanwhile. */
  recordServed(): void {
    this.#inFlight -= 1;
    this.close();
  }

  recordNotServed(fault: Fault): void {
    this.#inFlight -= 1;
    this.#stay(fault);
  }

  #failedWhileClosed(file: object, fault: Fault): FaultScope {
    this.#inRow += 1;
    if (!this.#provesOutage(file, fault)) return 'own';
    this.#stay(fault);
    return 'all';
  }

  #provesOutage(file: object, { proof, afterMs }: Fault): boolean {
    if (proof === 'two-files' || proof === 'three-files') return this.#failing.size >= FILES_NEEDED[proof];
    const isSaid = (proof === 'any' || afterMs !== null) && !this.#suspects.has(file);
    return isSaid || this.#inRow >= FAULTS_IN_A_ROW;
  }

  /** Opens, or stays open: nothing starts for a while. */
  #stay({ message, afterMs }: Fault): void {
    this.#trippedAt = this.#starts;
    const guessMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(this.#pauses, 6), LONGEST_PAUSE_MS);
    const pauseMs = Math.max(Math.min(afterMs ?? guessMs, LONGEST_NAMED_MS), SHORTEST_PAUSE_MS);
    this.#pauses += 1;
    const nowMs = this.#clock.now();
    const untilMs = nowMs + pauseMs * (1 + this.#random() * 0.1);
    this.#trip = { untilMs, message, sinceMs: this.#trip?.sinceMs ?? nowMs };
    this.#changed();
  }

  /** A person wants a try now. */
  tryNow(): void {
    if (this.#trip === null) return;
    this.#trip = { ...this.#trip, untilMs: 0 };
  }

  /** Forgets all: the server is another one. */
  reset(): void {
    this.#resetAt = this.#starts;
    this.#suspects = new WeakSet();
    this.#failing.clear();
    this.close();
  }
}
