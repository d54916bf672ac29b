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

type Kind = QueueStatus['kind'];

const SERVERS: Readonly<Record<Kind, 'reachable' | 'away' | 'not asked'>> = {
  open: 'reachable',
  'rate-limited': 'reachable',
  offline: 'away',
  'server-trouble': 'away',
  'storage-trouble': 'away',
  configuration: 'not asked',
  disk: 'not asked',
};

/** Whether calls to the API go through, perhaps after a wait for the request limits. */
export function isReachable({ kind }: { readonly kind: Kind }): boolean {
  return SERVERS[kind] === 'reachable';
}

/** Whether a server is unreachable or in trouble, which passes by itself. */
export function isAway({ kind }: { readonly kind: Kind }): boolean {
  return SERVERS[kind] === 'away';
}
