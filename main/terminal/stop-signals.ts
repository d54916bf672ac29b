/** npm hands a signal on that the terminal has sent as well; only a later one is a second wish, in ms. */
const SAME_SIGNAL_MS = 1000;

/** SIGINT, SIGTERM and SIGHUP, heard from the moment this is made, so that none of them kills. */
export class StopSignals {
  readonly #first = Promise.withResolvers<void>();
  #firstAtMs: number | null = null;
  #hurried = false;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#heard());
  }

  /** Resolves with the first. */
  get stop(): Promise<void> {
    return this.#first.promise;
  }

  /** Whether there was a second one: somebody will not wait. */
  get hurried(): boolean {
    return this.#hurried;
  }

  #heard(): void {
    const nowMs = performance.now();
    if (this.#firstAtMs !== null && nowMs - this.#firstAtMs > SAME_SIGNAL_MS) this.#hurried = true;
    this.#firstAtMs ??= nowMs;
    this.#first.resolve();
  }
}
