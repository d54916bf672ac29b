import { powerMonitor } from 'electron';
import type { Queue } from '../../core/queue/queue.ts';
import type { WatchIntents } from '../../core/watch/watch-intents.ts';

/** After sleep the network may be another one: nothing waits for its time any longer. Folders are looked through. */
export function setupPower(queue: Queue, folders: Pick<WatchIntents, 'rescan'>): void {
  powerMonitor.on('resume', () => {
    queue.tryNow();
    folders.rescan();
  });
}
