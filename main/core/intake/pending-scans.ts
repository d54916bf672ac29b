import type { Engine, NamedPaths } from '../engine.ts';
import { StoreError } from '../model/store-error.ts';

/** Where an end of Hoist leaves what it kept from being looked through: a folder of thousands takes its time. */
export interface UnreadStore {
  /** Setting it throws a {@link StoreError} where it cannot be kept. */
  unread: readonly NamedPaths[];
}

/** To be called before anything is closed, which may take longer than there is time. Without room on the disk, it is lost. */
export function keepUnread(engine: Pick<Engine, 'stopReading'>, store: UnreadStore): void {
  const unread = engine.stopReading();
  if (unread.length > 0) write(store, unread);
}

/** Has all that the last end left looked through once more. */
export function goOnReading(store: UnreadStore, add: (named: NamedPaths) => void): void {
  const { unread } = store;
  if (unread.length === 0) return;
  for (const named of unread) add(named);
  // An end in the middle of this leaves it again.
  write(store, []);
}

function write(store: UnreadStore, unread: readonly NamedPaths[]): void {
  try {
    store.unread = unread;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
