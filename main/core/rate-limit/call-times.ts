/** One key's calls so far, which decide when further ones may start. All times in ms since the epoch. */
export interface CallsSoFar {
  /** Calls that may count at once. */
  readonly limit: number;
  readonly windowMs: number;
  readonly nowMs: number;
  /** When calls that still count were answered, oldest first. Those in flight stand at `nowMs`. */
  readonly countedAtMs: readonly number[];
}

/** When the `n`-th further call (1 or more) could start if each is made as soon as the window lets it. */
export function nthCallAtMs({ limit, windowMs, nowMs, countedAtMs }: CallsSoFar, n: number): number {
  const free = limit - countedAtMs.length;
  if (n <= free) return nowMs;
  // Each call past the free ones takes the place of one that falls out of the window, round and round.
  const over = Math.max(0, -free);
  const turn = n - Math.max(0, free) - 1;
  const left = countedAtMs[over + (turn % limit)] ?? nowMs;
  return left + windowMs * (1 + Math.floor(turn / limit));
}

/** How many further calls could start up to `untilMs`, none of them kept back. */
export function callsUntil({ limit, windowMs, nowMs, countedAtMs }: CallsSoFar, untilMs: number): number {
  if (untilMs < nowMs) return 0;
  const turnsFrom = (atMs: number) => Math.max(0, Math.floor((untilMs - atMs) / windowMs));
  const free = Math.max(0, limit - countedAtMs.length);
  // Those beyond the limit have to go before anything starts in the place of one.
  const counted = countedAtMs.slice(Math.max(0, countedAtMs.length - limit));
  return counted.reduce((sum, atMs) => sum + turnsFrom(atMs), free * (1 + turnsFrom(nowMs)));
}

/** Whether all `plannedAtMs` (oldest first, none in the past) fit into the window beside the calls so far. */
export function allFit(
  { limit, windowMs, countedAtMs }: CallsSoFar,
  plannedAtMs: readonly number[],
): boolean {
  let oldestCounted = 0;
  let oldestPlanned = 0;
  for (const [index, atMs] of plannedAtMs.entries()) {
    while ((countedAtMs[oldestCounted] ?? atMs) <= atMs - windowMs) oldestCounted += 1;
    while ((plannedAtMs[oldestPlanned] ?? atMs) <= atMs - windowMs) oldestPlanned += 1;
    const inWindow = countedAtMs.length - oldestCounted + (index + 1 - oldestPlanned);
    if (inWindow > limit) return false;
  }
  return true;
}
