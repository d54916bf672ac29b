/** How often one step of an upload is tried in all before its file fails. */
export const MAX_ATTEMPTS = 8;

/**
 * The pause after the `failures`-th failure in a row (1 or more), in ms: it doubles from 0.5 s to 30 s and is
 * spread by half, so that many files that failed together do not come back together.
 * @param random in [0, 1)
 */
export function retryPauseMs(failures: number, random: number): number {
  const fullMs = Math.min(500 * 2 ** (failures - 1), 30_000);
  return fullMs * (0.5 + random / 2);
}
