import type { Trace } from './trace.ts';

/** Where an invariant was found broken: the first time is kept for whoever plays the run. */
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
