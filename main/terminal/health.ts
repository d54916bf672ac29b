import type { QueueHold } from '../core/queue/queue-status.ts';

/** How a watching Hoist is, for whoever keeps an eye on it. */
export interface Health {
  /** Nothing stands in its way that does not pass by itself within a minute. */
  readonly ok: boolean;
  readonly hold: QueueHold['kind'];
  /** A watched folder cannot be read. */
  readonly folderUnavailable: boolean;
  /** Files that were seen and cannot be sent yet: still being written, or unreadable. */
  readonly waiting: number;
  /** Files that are in the queue and have not ended. */
  readonly unfinished: number;
  /** Files since the start of this command. */
  readonly ready: number;
  readonly failed: number;
}

export type HealthFacts = Omit<Health, 'ok'>;

/** The rate limit is the normal course of a large batch. */
export function healthOf(facts: HealthFacts): Health {
  const moves = facts.hold === 'open' || facts.hold === 'rate-limited';
  return { ok: moves && !facts.folderUnavailable, ...facts };
}

/** One object for `--json`. */
export function healthObject(health: Health): Readonly<Record<string, unknown>> {
  const { ok, hold, folderUnavailable, waiting, unfinished, ready, failed } = health;
  return {
    ...{ event: 'health', ok, hold: hold.replaceAll('-', '_'), folder_unavailable: folderUnavailable },
    ...{ waiting, unfinished, ready, failed },
  };
}

/** A line for people. */
export function healthLine(health: Health): string {
  const { ok, hold, folderUnavailable, waiting, unfinished, ready, failed } = health;
  const trouble = [...(hold === 'open' ? [] : [hold]), ...(folderUnavailable ? ['folder unavailable'] : [])];
  const counts = `${ready} ready, ${failed} failed, ${unfinished} in the queue, ${waiting} waiting`;
  return `health   ${ok ? 'ok' : 'trouble'}  ${[...trouble, counts].join(', ')}`;
}
