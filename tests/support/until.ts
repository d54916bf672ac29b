import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `condition` holds; rejects with `what` after `withinMs`. Other work can make a machine ten times slower, and the
 * wait ends when the condition holds, so the limit is generous.
 */
export async function until(what: string, condition: () => boolean, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(10);
  }
}
