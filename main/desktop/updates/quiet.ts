import type { Queue } from '../../core/queue/queue.ts';

/** Whether a restart would disturb no upload: nothing runs, and nothing is about to. */
export function isQuiet({
  idle,
  paused,
  status,
  running,
}: Pick<Queue, 'idle' | 'paused' | 'status' | 'running'>): boolean {
  if (idle) return true;
  // What waits in the list waits over a restart as well.
  return running.all === 0 && (paused || status.kind === 'configuration' || status.kind === 'disk');
}
