import type { ConnectionField } from '../../core/model/messages.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import type { BatchCount } from './batch.ts';
import type { ListSummary, RecentUpload } from './recent.ts';

/** Why the queue is blocked. The person's pause and a wait for the request limit are no such reasons. */
export type BlockedReason =
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'configuration'; readonly field: ConnectionField }
  | { readonly kind: 'disk' }
  | { readonly kind: 'offline' | 'server-trouble' | 'storage-trouble' };

/** The queue's status, as tray, task bar and notifications show it. */
export interface AppStatus {
  /** The name of the connection in use; null where there are no several. */
  readonly connection: string | null;
  /** The present batch, or the last one. */
  readonly batch: BatchCount;
  /** Whether the batch has ended. */
  readonly isOver: boolean;
  /** The number of failed uploads in the whole list. */
  readonly failedCount: number;
  /** The id of one of them. */
  readonly firstFailed: string | null;
  /** The number of uploads in the whole list that wait for the person's decision. */
  readonly undecidedCount: number;
  /** The id of one of them. */
  readonly firstUndecided: string | null;
  readonly blockedReason: BlockedReason | null;
  readonly paused: boolean;
  /** The last ready uploads, the latest first. Each file id occurs once. */
  readonly recent: readonly RecentUpload[];
}

export function statusOf(state: {
  readonly connection: string | null;
  readonly batch: BatchCount;
  readonly isOver: boolean;
  readonly list: Pick<
    ListSummary,
    'failedCount' | 'firstFailed' | 'undecidedCount' | 'firstUndecided' | 'recent'
  >;
  readonly queueStatus: QueueStatus;
  readonly isConnected: boolean;
  readonly paused: boolean;
}): AppStatus {
  const { connection, batch, isOver, paused } = state;
  const { failedCount, firstFailed, undecidedCount, firstUndecided, recent } = state.list;
  const needs = { failedCount, firstFailed, undecidedCount, firstUndecided };
  return { connection, batch, isOver, paused, ...needs, recent, blockedReason: blockedReasonOf(state) };
}

function blockedReasonOf(state: {
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
      // A paused queue makes no calls, so the reason may be gone.
      return paused ? null : { kind: queueStatus.kind };
    case 'open':
    case 'rate-limited':
      return null;
  }
}

const PASSES: Readonly<Record<BlockedReason['kind'], boolean>> = {
  offline: true,
  'server-trouble': true,
  'storage-trouble': true,
  'not-connected': false,
  configuration: false,
  disk: false,
};

/** Whether the reason passes without the person. */
export function passesByItself(blockedReason: BlockedReason | null): boolean {
  return blockedReason !== null && PASSES[blockedReason.kind];
}
