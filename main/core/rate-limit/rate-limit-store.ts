/** The scheduler's state over restarts. Setters throw a StoreError if they cannot save. */
export interface RateLimitStore {
  readonly calls: CallJournal;
  /** How long the latest files were processed there, oldest first, in ms. */
  processingTimes(destination: string): number[];
  saveProcessingTimes(destination: string, timesMs: readonly number[]): void;
}

/** A call to the API that counts toward the budget, in ms since the epoch. */
export interface CallRecord {
  readonly answeredAtMs: number | null;
}

/** The calls of the last minute of each budget, kept so that a restart cannot spend it twice. */
export interface CallJournal {
  /** Calls of this budget that were answered after `sinceMs`, or not answered at all. */
  recent(budget: string, sinceMs: number): CallRecord[];
  /** @returns a number that names the call */
  start(budget: string, nowMs: number): number;
  end(call: number, nowMs: number): void;
}
