/** The work that is left, and its speed. */
export interface WorkLeft {
  readonly nowMs: number;
  /** Files that are not sent whole yet, and their bytes that are not. */
  readonly unsent: { readonly files: number; readonly bytes: number };
  /** When the last file that the server is at now should be ready; null where it is at none. */
  readonly readyAtMs: number | null;
  /** The recent speed of all files together; null while it is unknown. */
  readonly bytesPerSecond: number | null;
  /** When the last call that these files need could be made by the request limits. */
  readonly lastCallAtMs: number;
  /** The usual processing time of this server. */
  readonly processingMs: number;
}

/** When all of it should be done, in ms since the epoch; null where that is not known. */
export function etaAtMs(left: WorkLeft): number | null {
  const { nowMs, unsent, readyAtMs, bytesPerSecond, lastCallAtMs, processingMs } = left;
  const known = Math.max(nowMs, lastCallAtMs, readyAtMs ?? nowMs);
  if (unsent.files === 0) return readyAtMs === null ? null : known;
  if (bytesPerSecond === null || bytesPerSecond <= 0) return null;
  return Math.max(known, nowMs + (unsent.bytes / bytesPerSecond) * 1000 + processingMs);
}

/** An estimate moves to a new one this fast, in ms: what changes its mind from second to second is not heard. */
const SLOWNESS_MS = 8000;
/** The shown step stays until the estimate is this far past the middle to the next step. */
const STICKINESS = 0.1;
/** How long estimates have to hold before one is shown. */
const SETTLING_MS = 3000;

/** The shown estimate: whole minutes, coarser the farther away the end is; 0 for less than one. */
export interface Eta {
  readonly minutes: number | null;
  readonly sinceMs: number;
  readonly atMs: number;
  /** Smoothed. */
  readonly endMs: number;
}

/** @returns the estimate to show after `last`, now that the batch seems to end at `endMs`; null starts again */
export function nextEta(last: Eta | null, endMs: number | null, nowMs: number): Eta | null {
  if (endMs === null) return null;
  if (last === null || nowMs < last.atMs) return { minutes: null, sinceMs: nowMs, atMs: nowMs, endMs };
  const weight = 1 - Math.exp(-(nowMs - last.atMs) / SLOWNESS_MS);
  const smoothMs = last.endMs + (endMs - last.endMs) * weight;
  const leftMinutes = Math.max(0, smoothMs - nowMs) / 60_000;
  const isSettled = nowMs - last.sinceMs >= SETTLING_MS;
  const minutes = isSettled ? stepTo(leftMinutes, last.minutes) : null;
  return { minutes, sinceMs: last.sinceMs, atMs: nowMs, endMs: smoothMs };
}

/** 0, 1 … 10, 15, 20, 30, 45, 60, 90 minutes, then whole hours. */
function stepsAround(minutes: number): readonly number[] {
  const hours = Math.ceil(minutes / 60) * 60;
  const near = [...Array(11).keys(), 15, 20, 30, 45, 60, 90, 120];
  return minutes < 120 ? near : [...near, hours - 60, hours, hours + 60];
}

function stepTo(minutes: number, shown: number | null): number {
  if (shown !== null) {
    const steps = stepsAround(Math.max(minutes, shown));
    const below = Math.max(0, ...steps.filter((step) => step < shown));
    const above = Math.min(...steps.filter((step) => step > shown));
    const slack = STICKINESS * Math.max(1, shown);
    if (minutes > lowest(below, shown) - slack && minutes < lowest(shown, above) + slack) return shown;
  }
  const steps = stepsAround(minutes);
  return steps.reduce((best, step) => (isIn(minutes, best, step) ? step : best), 0);
}

/** The limit from which `above` is shown instead of `below`: less than a minute is not rounded up to one. */
const lowest = (below: number, above: number): number => (below === 0 ? above : (below + above) / 2);

const isIn = (minutes: number, best: number, step: number): boolean =>
  step > best && minutes >= lowest(best, step);
