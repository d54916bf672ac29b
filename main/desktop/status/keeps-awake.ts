/** Without a step forward for so long, files wait for something that may not come: the computer may sleep. */
const PATIENCE_MS = 2 * 60_000;

/** What decides whether the computer stays awake. */
export interface Activity {
  readonly isWanted: boolean;
  readonly isIdle: boolean;
  /** How many files are on the wire. */
  readonly sending: number;
  /** Since an upload last changed its state. */
  readonly quietMs: number;
}

/** Files that are sent or move on keep the computer awake; those that are stuck, paused or offline do not. */
export function keepsAwake({ isWanted, isIdle, sending, quietMs }: Activity): boolean {
  return isWanted && !isIdle && (sending > 0 || quietMs < PATIENCE_MS);
}
