import type { HoistApi, QueuePatch } from '../../../../preload/contract/contract.ts';
import type { QueueStore, RowChange } from './queue-store.ts';

/** A snapshot that could not be had, or that still leaves a gap, is asked for again after this pause. */
const AGAIN_MS = 500;

export interface FeedListener {
  /** Called with what a patch, or a snapshot taken to mend a gap, changed; not with the first snapshot. */
  changed(changes: readonly RowChange[]): void;
}

/**
 * Keeps the store in step with the main process: a snapshot first, then patches. Patches that arrive while a
 * snapshot is under way wait for it; a gap in `seq` leads to a new snapshot. Returns a function that ends it.
 */
export function feedQueue(
  api: Pick<HoistApi, 'snapshot' | 'onPatch'>,
  store: QueueStore,
  listener: FeedListener,
): () => void {
  let held: QueuePatch[] = [];
  let inStep = false;
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** False where patches are missing before this one. */
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
    const snapshot = await api.snapshot().catch(() => null);
    if (over) return;
    if (snapshot === null) return resync(AGAIN_MS);
    const isFirst = store.getState().seq === null;
    const changes = store.applySnapshot(snapshot);
    if (!isFirst) listener.changed(changes);
    const gap = held.findIndex((patch) => !follow(patch));
    held = gap < 0 ? [] : held.slice(gap);
    if (gap >= 0) return resync(AGAIN_MS);
    inStep = true;
  }

  const stop = api.onPatch((patch) => {
    if (inStep && follow(patch)) return;
    held.push(patch);
    if (inStep) resync(0);
  });
  void takeSnapshot();

  return () => {
    over = true;
    clearTimeout(timer);
    stop();
  };
}
