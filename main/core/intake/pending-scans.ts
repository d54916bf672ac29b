import type { NamedPaths } from '../model/intake-item.ts';
import { StoreError } from '../model/store-error.ts';

/** Persists the scans that quitting Hoist interrupted: a folder of thousands takes its time. */
export interface PendingScansStore {
  /** Setting it throws a {@link StoreError} where it cannot be saved. */
  pendingScans: readonly NamedPaths[];
}

/**
 * Saves the scans that have not ended. Call it before anything is closed, which may take longer than there is time. They
 * are lost while the disk is full.
 */
export function savePendingScans(
  scans: { stopAll(): readonly NamedPaths[] },
  store: PendingScansStore,
): void {
  const pendingScans = scans.stopAll();
  if (pendingScans.length > 0) write(store, pendingScans);
}

/** Scans again what quitting interrupted. */
export function resumePendingScans(store: PendingScansStore, add: (named: NamedPaths) => void): void {
  const { pendingScans } = store;
  if (pendingScans.length === 0) return;
  for (const named of pendingScans) add(named);
  // Quitting in the middle of this saves them again.
  write(store, []);
}

function write(store: PendingScansStore, pendingScans: readonly NamedPaths[]): void {
  try {
    store.pendingScans = pendingScans;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
