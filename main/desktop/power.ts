import { powerMonitor } from 'electron';
import type { Queue } from '../core/queue.ts';

/** After sleep the network may be another one: nothing waits for its time any longer. */
export function setupPower(queue: Queue): void {
  powerMonitor.on('resume', () => queue.tryNow());
}
