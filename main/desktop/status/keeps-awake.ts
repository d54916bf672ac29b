/** After this time without progress, files may wait for ever, so the computer may sleep. */
const PATIENCE_MS = 2 * 60_000;

/** The facts that decide whether the computer stays awake. */
export interface Activity {
  readonly isWanted: boolean;
  readonly isIdle: boolean;
  /** The number of files being sent. */
  readonly sending: number;
  /** The time since an upload last changed its state. */
  readonly quietMs: number;
}

/** @returns whether files proceed. Stuck, paused and offline files do not keep the computer awake. */
export function keepsAwake({ isWanted, isIdle, sending, quietMs }: Activity): boolean {
  return isWanted && !isIdle && (sending > 0 || quietMs < PATIENCE_MS);
}
