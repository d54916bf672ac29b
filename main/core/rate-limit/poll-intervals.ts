/** The processing time after which a file counts as stuck by default, in ms. */
export const DEFAULT_PROCESSING_MINUTES = 15;
export const PROCESSING_BUDGET_MS = DEFAULT_PROCESSING_MINUTES * 60_000;

/** The poll pause of a stuck file, in ms: ever longer, up to 15 minutes. */
export function stuckPauseMs(ageMs: number): number {
  return Math.min(Math.max(60_000, 0.1 * ageMs), 15 * 60_000);
}

/** How often, and after which pause, to poll for bytes that the server says it does not have. */
export const NOT_THERE_ASKS = 3;
export const NOT_THERE_PAUSE_MS = 700;

/**
 * That pause, in ms, where the PUT was begun by a process that is gone: what its sockets still hold is sent all the
 * same, at a MB a second or faster. It is no more than the file, and no more than the system's buffers take.
 */
export function leftoverPauseMs(sizeBytes: number): number {
  const sentWithinMs = Math.min(sizeBytes / 1000, 10_000);
  return Math.max(NOT_THERE_PAUSE_MS, sentWithinMs / (NOT_THERE_ASKS - 1));
}

/**
 * The pause after a file was not ready when it should have been, in ms: it grows with the file's age and with each
 * such miss. While others wait to be sent, all such files together take no more than half of the budget.
 * @param misses 1 or more
 * @param late how many files are late in this way, this one included
 */
export function latePauseMs(
  ageMs: number,
  misses: number,
  late: number,
  isOthersTurn: boolean,
  perMinute: number,
): number {
  const pauseMs = Math.min(Math.max(0.3 * ageMs * 1.5 ** (misses - 1), 2000), 30_000);
  return isOthersTurn ? Math.max(pauseMs, (late * 60_000) / (0.5 * perMinute)) : pauseMs;
}
