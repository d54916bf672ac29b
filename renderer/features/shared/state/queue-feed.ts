import type { HoistApi, QueuePatch } from '../../../../preload/contract/contract.ts';
import type { QueueStore, RowChange } from './queue-store.ts';

/** The pause before the next snapshot, after one that failed or left a gap. */
const AGAIN_MS = 500;

export interface FeedListener {
  /** Receives the changes of each patch, and of a snapshot that closes a gap, but not the first snapshot. */
  changed(changes: readonly RowChange[]): void;
}

/**
 * Keeps the store in step with the main process: first a snapshot, then patches. Patches wait while a snapshot loads,
 * and a gap in `seq` loads a new one. The first page of the first snapshot is shown while its other pages load.
 * @returns a function that stops it
 */
export function feedQueue(
  api: Pick<HoistApi, 'snapshot' | 'onPatch'>,
  store: QueueStore,
  listener: FeedListener,
): () => void {
  let waiting: QueuePatch[] = [];
  let inStep = false;
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @returns false if patches before this one are missing */
  function follow(patch: QueuePatch): boolean {
    const { seq } = store.getState();
    if (seq === null || patch.seq > seq + 1) return false;
    if (patch.seq === seq + 1) listener.changed(store.applyPatch(patch));
    return true;
  }

  function resync(delayMs: number) {
    inStep = false;
    timer = setTimeout(() => void takeSnapshot(), delayMs);
  }

  async function takeSnapshot() {
    const snapshot = await api.snapshot((first) => !over && store.applyFirstPage(first)).catch(() => null);
    if (over) return;
    if (snapshot === null) return resync(AGAIN_MS);
    const { seq, connectionId } = store.getState();
    // What another connection has is no news.
    const isFirst = seq === null || connectionId !== snapshot.connectionId;
    const changes = store.applySnapshot(snapshot);
    if (!isFirst) listener.changed(changes);
    const gap = waiting.findIndex((patch) => !follow(patch));
    waiting = gap < 0 ? [] : waiting.slice(gap);
    if (gap >= 0) return resync(AGAIN_MS);
    inStep = true;
  }

  const stop = api.onPatch((patch) => {
    if (inStep && follow(patch)) return;
    waiting.push(patch);
    if (inStep) resync(0);
  });
  void takeSnapshot();

  return () => {
    over = true;
    clearTimeout(timer);
    stop();
  };
}
