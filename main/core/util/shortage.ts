import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The resources that a program or a computer can run out of: handles, memory, space in a queue of the system. */
const SHORT: readonly string[] = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'ENOBUFS'];
/** Others have a file for themselves, as a virus scanner has a new one. */
const BUSY = 'EBUSY';

/** How long a shortage may last before its task fails, in ms. */
export const PATIENCE_MS = 5 * 60_000;
/** For how long others are who have a file, in ms. */
const PATIENCE_WITH_OTHERS_MS = 5000;
const LONGEST_PAUSE_MS = 2000;
/** How long something waits before it is reported, in ms. */
const TOLD_AFTER_MS = 3000;

let tell: (code: string) => void = () => {};

/** @param listener called with the system's code, repeatedly, while something has waited for long */
export function onLongShortage(listener: (code: string) => void): void {
  tell = listener;
}

/** Reports a shortage on behalf of code that does not wait by {@link patiently}. */
export function waitedForShortage(code: string, sinceMs: number): void {
  if (sinceMs >= TOLD_AFTER_MS) tell(code);
}

/** Whether something failed since the computer is short of something just now: nothing is wrong with a file or server. */
export function isShortage(error: unknown): boolean {
  return SHORT.includes(codeOf(error));
}

/** The system's code where this process can open no file at this moment, since it is short of something; else null. */
export function shortageNow(folder: string): string | null {
  try {
    closeSync(openSync(folder, 'r'));
    return null;
  } catch (error) {
    return isShortage(error) ? codeOf(error) : null;
  }
}

/**
 * Does something again, after growing pauses, as long as the computer is too short of something for it. Who waits takes
 * nothing, so that there is less at once.
 * @param patienceMs for how long a shortage is waited for
 * @throws as the last attempt did; the signal's reason when that aborts meanwhile
 */
export async function patiently<T>(
  work: () => Promise<T>,
  signal?: AbortSignal,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const startedMs = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const sinceMs = performance.now() - startedMs;
      if (sinceMs >= Math.min(patienceMs, patienceFor(error))) throw error;
      if (isShortage(error)) waitedForShortage(codeOf(error), sinceMs);
    }
    await sleep(pauseMs(attempt), undefined, signal === undefined ? {} : { signal });
  }
}

/** The pause after this many attempts, in ms. */
export function pauseMs(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS);
}

function patienceFor(error: unknown): number {
  if (isShortage(error)) return PATIENCE_MS;
  return codeOf(error) === BUSY ? PATIENCE_WITH_OTHERS_MS : 0;
}

/** The system's code of an error; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
