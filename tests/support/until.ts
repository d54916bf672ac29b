import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `condition` holds; rejects with `what` after `withinMs`. */
export async function until(what: string, condition: () => boolean, withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(10);
  }
}
