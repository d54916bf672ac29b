import type { JobContext } from './job-context.ts';

/** The first and the longest pause, in ms: each is twice the one before. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Waits for a file whose drive does not respond, or that keeps changing. */
export class FileWaits {
  readonly #context: Pick<JobContext, 'clock' | 'pause' | 'showRetry' | 'withoutSlot'>;
  #count = 0;

  constructor(context: JobContext) {
    this.#context = context;
  }

  /** Waits visibly, for as long as it takes, without a slot at the storage: this is no failure of the file. */
  async wait(because: 'drive_silent' | 'file_keeps_changing'): Promise<void> {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#count);
    this.#count += 1;
    const message = { code: 'plain', because: { code: because } } as const;
    const atMs = this.#context.clock.now() + pauseMs;
    this.#context.showRetry({ atMs, attempt: this.#count + 1, message });
    await this.#context.withoutSlot(() => this.#context.pause(pauseMs));
  }

  /** The file was read. Before that it is shown as waiting. */
  end(): void {
    if (this.#count > 0) this.#context.showRetry(null);
    this.#count = 0;
  }
}
