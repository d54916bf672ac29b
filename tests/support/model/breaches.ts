import type { Trace } from './trace.ts';

/** Records broken invariants; the first one is kept for the player of the run. */
export class Breaches {
  first: string | null = null;
  readonly #trace: Trace;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** @param invariant its number in transfer.md */
  broken(invariant: number, what: string): void {
    this.#trace.add(`BROKEN ${invariant}: ${what}`);
    this.first ??= `invariant ${invariant}: ${what}`;
  }
}
