import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from '../../core/queue/queue.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import type { StopSignals } from './stop-signals.ts';

/** How long running transfers may take after a signal, and then how long processing may take, in ms. */
const SENDING_BUDGET_MS = 30_000;
const PROCESSING_BUDGET_MS = 10_000;
/** How long post-upload actions may take after that, in ms. */
const FOLLOWING_BUDGET_MS = 10_000;

interface Drained {
  readonly queue: Pick<Queue, 'drain' | 'running' | 'status' | 'uploads'>;
  readonly folders: Pick<WatchedFolders, 'activity'>;
  readonly signals: Pick<StopSignals, 'hurried'>;
  /** Ids of uploads that have not ended. */
  readonly open: Iterable<string>;
}

/** Lets running uploads finish after a signal, if that takes seconds only. A second signal ends the wait. */
export async function drain({ queue, folders, signals, open }: Drained): Promise<void> {
  queue.drain();
  const startMs = performance.now();
  // Bytes are on their way to the storage; stopping now would send them again.
  const isOnTheWire = () => {
    for (const id of open) if (queue.uploads.find(id)?.state.stage === 'uploading') return true;
    return false;
  };
  const isWorthIt = () => {
    const { all, sending } = queue.running;
    const elapsedMs = performance.now() - startMs;
    if (signals.hurried || all === 0) return false;
    // Nothing moves to a storage that is out of reach.
    if (isOnTheWire() && queue.status.kind !== 'storage-trouble') return elapsedMs < SENDING_BUDGET_MS;
    // All other jobs wait for the API, which may keep them waiting for long.
    if (queue.status.kind !== 'open') return false;
    return elapsedMs < (sending > 0 ? SENDING_BUDGET_MS : PROCESSING_BUDGET_MS);
  };
  while (isWorthIt()) await sleep(50);
  // Files that have just become ready are moved or trashed before the end.
  const untilMs = performance.now() + FOLLOWING_BUDGET_MS;
  while (!signals.hurried && performance.now() < untilMs && folders.activity.acting) await sleep(20);
}
