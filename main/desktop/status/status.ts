import type { ConnectionField } from '../../../preload/contract/contract.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import type { BatchCount } from './batch.ts';
import type { ListSummary, RecentUpload } from './recent.ts';

/** Why nothing moves although something could, beside the person's pause. A wait for the request limit is none. */
export type BlockedReason =
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'configuration'; readonly field: ConnectionField }
  | { readonly kind: 'disk' }
  | { readonly kind: 'offline' | 'server-trouble' | 'storage-trouble' };

/** What tray, task bar and notifications tell of the queue. */
export interface AppStatus {
  /** Of what is under way, or of what was uploaded last. */
  readonly batch: BatchCount;
  /** Nothing of the batch has moved for a while, and nothing will by itself. */
  readonly isOver: boolean;
  /** Failed uploads in the whole list. */
  readonly failedCount: number;
  /** One of them. */
  readonly firstFailed: string | null;
  readonly blockedReason: BlockedReason | null;
  readonly paused: boolean;
  /** The last ready ones, the latest first. Each file id is there once. */
  readonly recent: readonly RecentUpload[];
}

export function statusOf(state: {
  readonly batch: BatchCount;
  readonly isOver: boolean;
  readonly list: Pick<ListSummary, 'failedCount' | 'firstFailed' | 'recent'>;
  readonly queueStatus: QueueStatus;
  readonly isConnected: boolean;
  readonly paused: boolean;
}): AppStatus {
  const { batch, isOver, paused } = state;
  const { failedCount, firstFailed, recent } = state.list;
  return { batch, isOver, paused, failedCount, firstFailed, recent, blockedReason: standstillOf(state) };
}

function standstillOf(state: {
  readonly queueStatus: QueueStatus;
  readonly isConnected: boolean;
  readonly paused: boolean;
}): BlockedReason | null {
  const { queueStatus, isConnected, paused } = state;
  if (!isConnected) return { kind: 'not-connected' };
  switch (queueStatus.kind) {
    case 'configuration':
      return { kind: 'configuration', field: queueStatus.problem.field };
    case 'disk':
      return { kind: 'disk' };
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble':
      // While it is paused nothing is asked, so nobody knows.
      return paused ? null : { kind: queueStatus.kind };
    case 'open':
    case 'rate-limited':
      return null;
  }
}

/** Whether it ends by itself, without the person. */
export function passesByItself(blockedReason: BlockedReason | null): boolean {
  const kinds: readonly (BlockedReason['kind'] | undefined)[] = [
    'offline',
    'server-trouble',
    'storage-trouble',
  ];
  return kinds.includes(blockedReason?.kind);
}
