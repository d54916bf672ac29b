import type { HoistApi, QueuePatch, QueueSnapshot } from '../../../../preload/contract/contract.ts';
import type { QueueStore, RowChange } from './queue-store.ts';

/** The pause before the next snapshot, after one that failed or left a gap. */
const AGAIN_MS = 500;

export interface FeedListener {
  /** Receives the changes of each patch, and of a snapshot that closes a gap, but not the first snapshot. */
  changed(changes: readonly RowChange[]): void;
}

/**
 * Keeps the store in step with the main process: first a snapshot, then patches. Patches wait while a snapshot loads,
 * and a gap in `seq`, or another connection, loads a new one. A new list is shown twice: its first page while the others
 * load, and then all of it, since a list that grew page by page would be laid out as often.
 * @returns a function that stops it
 */
export function feedQueue(
  api: Pick<HoistApi, 'snapshot' | 'snapshotPage' | 'onPatch'>,
  store: QueueStore,
  listener: FeedListener,
): () => void {
  let waiting: QueuePatch[] = [];
  let inStep = false;
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @returns false if patches before this one are missing, or it is of another connection */
  function follow(patch: QueuePatch): boolean {
    const { seq, connectionId } = store.getState();
    if (seq === null) return false;
    if (patch.seq <= seq) return true;
    if (patch.seq > seq + 1 || patch.connectionId !== connectionId) return false;
    listener.changed(store.applyPatch(patch));
    return true;
  }

  function resync(delayMs: number) {
    inStep = false;
    timer = setTimeout(() => void takeSnapshot(), delayMs);
  }

  async function takeSnapshot() {
    const loaded = await load().catch(() => 'failed' as const);
    if (over) return;
    if (loaded === 'failed') return resync(AGAIN_MS);
    if (loaded === 'outdated') return resync(0);
    const { snapshot, rows } = loaded;
    const isNew = isNewList(snapshot);
    const changes = store.complete(snapshot, rows);
    if (!isNew) listener.changed(changes);
    const gap = waiting.findIndex((patch) => !follow(patch));
    waiting = gap < 0 ? [] : waiting.slice(gap);
    if (gap >= 0) return resync(AGAIN_MS);
    inStep = true;
  }

  /** Whether the window has no whole list of this connection. What such a list brings is no news. */
  function isNewList({ connectionId }: QueueSnapshot): boolean {
    const now = store.getState();
    return now.seq === null || now.connectionId !== connectionId;
  }

  async function load() {
    const snapshot = await api.snapshot();
    if (!over && snapshot.hasMore && isNewList(snapshot)) store.begin(snapshot);
    const rows = [...snapshot.rows];
    for (let { hasMore } = snapshot; hasMore && !over; ) {
      const page = await api.snapshotPage(snapshot.id);
      if (page === null) return 'outdated';
      rows.push(...page.rows);
      ({ hasMore } = page);
    }
    return { snapshot, rows };
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
