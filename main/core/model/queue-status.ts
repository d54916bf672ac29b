import type { ConnectionProblem, StoreMessage, WaitMessage } from './messages.ts';

/**
 * Whether the queue as a whole can move, and what stops it if it cannot, whether or not the person paused it. No upload
 * fails for any of these. All times are in ms since the epoch.
 */
export type QueueStatus =
  | { readonly kind: 'open' }
  | { readonly kind: 'configuration'; readonly problem: ConnectionProblem }
  | { readonly kind: 'rate-limited'; readonly untilMs: number }
  | { readonly kind: 'offline'; readonly untilMs: number; readonly message: WaitMessage }
  /** The API responds, and every call to it fails. */
  | { readonly kind: 'server-trouble'; readonly untilMs: number; readonly message: WaitMessage }
  /** The API responds, and the storage fails for every file. */
  | { readonly kind: 'storage-trouble'; readonly untilMs: number; readonly message: WaitMessage }
  /** Changes cannot be saved, so the queue makes none. It continues by itself once they can. */
  | { readonly kind: 'disk'; readonly code: StoreMessage['code'] };

/** The part of the queue's status that API calls decide. */
export type ApiStatus = Exclude<QueueStatus, { readonly kind: 'storage-trouble' | 'disk' }>;

/** Whether calls to the API go through, perhaps after a wait for the request limits. */
export function isReachable({ kind }: QueueStatus): boolean {
  return kind === 'open' || kind === 'rate-limited';
}

/** Whether a server is unreachable or in trouble, which passes by itself. */
export function isAway({ kind }: QueueStatus): boolean {
  return kind === 'offline' || kind === 'server-trouble' || kind === 'storage-trouble';
}
