/** How long processing may take before it is said to be stuck, in ms. */
export const PROCESSING_BUDGET_MS = 15 * 60_000;

/** The pause before a stuck file is asked about again, in ms: ever longer, up to 15 minutes. */
export function stuckPauseMs(ageMs: number): number {
  return Math.min(Math.max(60_000, 0.1 * ageMs), PROCESSING_BUDGET_MS);
}

/** How often and how long to ask about bytes that the server says it does not have. */
export const NOT_THERE_ASKS = 3;
export const NOT_THERE_PAUSE_MS = 700;

/**
 * The pause before a file's status is asked again, in ms.
 *
 * A single file is asked every second at first and then ever more rarely; many share a part of the request
 * budget, a smaller one while files still wait for their URL, since that wait costs a person more.
 * @param ageMs how long the file has been processed
 * @param processing how many files are being processed, this one included
 * @param backlog how many wait for a signed URL
 */
export function pollPauseMs(ageMs: number, processing: number, backlog: number, perMinute: number): number {
  const share = backlog > 0 ? 0.5 : 0.9;
  const fairMs = (processing * 60_000) / (perMinute * share);
  return Math.max(1000, 0.06 * ageMs, fairMs);
}
