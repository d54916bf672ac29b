/** npm repeats a signal that the terminal has sent as well. A signal after this many ms is a second request. */
const SAME_SIGNAL_MS = 1000;

/** Listens to SIGINT, SIGTERM and SIGHUP from its construction on, so that none of them kills the process. */
export class StopSignals {
  readonly #first = Promise.withResolvers<void>();
  #firstAtMs: number | null = null;
  #hurried = false;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#heard());
  }

  /** Resolves at the first signal. */
  get stop(): Promise<void> {
    return this.#first.promise;
  }

  /** Whether a second signal came: the person does not want to wait. */
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
