import { StoreError } from '../model/store-error.ts';
import type { Retention } from '../model/upload.ts';

/** What a person named, as files or folders, by absolute paths. */
export interface NamedPaths {
  readonly paths: readonly string[];
  readonly retention: Retention;
}

/** Where an end of Hoist leaves what it kept from being looked through: a folder of thousands takes its time. */
export interface PendingScansStore {
  /** Setting it throws a {@link StoreError} where it cannot be kept. */
  pendingScans: readonly NamedPaths[];
}

/** To be called before anything is closed, which may take longer than there is time. Without room on the disk, it is lost. */
export function savePendingScans(
  engine: { stopReading(): readonly NamedPaths[] },
  store: PendingScansStore,
): void {
  const pendingScans = engine.stopReading();
  if (pendingScans.length > 0) write(store, pendingScans);
}

/** Has all that the last end left looked through once more. */
export function resumePendingScans(store: PendingScansStore, add: (named: NamedPaths) => void): void {
  const { pendingScans } = store;
  if (pendingScans.length === 0) return;
  for (const named of pendingScans) add(named);
  // An end in the middle of this leaves it again.
  write(store, []);
}

function write(store: PendingScansStore, pendingScans: readonly NamedPaths[]): void {
  try {
    store.pendingScans = pendingScans;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
