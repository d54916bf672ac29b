/** Ending what a test has started, and nothing else. */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for `exit`, and after `limitMs` calls `kill` instead. */
export async function endWithin(
  exit: Promise<unknown>,
  limitMs: number,
  kill: () => Promise<void>,
): Promise<void> {
  const ended = await Promise.race([exit.then(() => true), sleep(limitMs, false, { ref: false })]);
  if (!ended) await kill();
}

/** A browser that is just dying may still write into its profile, so this asks more than once. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
