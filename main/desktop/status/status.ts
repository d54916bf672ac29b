import type { ConnectionField } from '../../../preload/contract/contract.ts';
import type { QueueHold } from '../../core/queue/queue-status.ts';
import type { BatchCount } from './batch.ts';
import type { ListTally, RecentUpload } from './recent.ts';

/** Why nothing moves although something could, beside the person's pause. A wait for the request limit is none. */
export type Standstill =
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'configuration'; readonly field: ConnectionField }
  | { readonly kind: 'disk' }
  | { readonly kind: 'offline' | 'server-trouble' | 'storage-trouble' };

/** What tray, task bar and notifications tell of the queue. */
export interface Overview {
  /** Of what is under way, or of what was uploaded last. */
  readonly batch: BatchCount;
  /** Nothing of the batch has moved for a while, and nothing will by itself. */
  readonly isOver: boolean;
  /** Failed uploads in the whole list. */
  readonly needYou: number;
  /** One of them. */
  readonly firstInNeed: string | null;
  readonly standstill: Standstill | null;
  readonly paused: boolean;
  /** The last ready ones, the latest first. Each file id is there once. */
  readonly recent: readonly RecentUpload[];
}

export function overviewOf(state: {
  readonly batch: BatchCount;
  readonly isOver: boolean;
  readonly list: Pick<ListTally, 'needYou' | 'firstInNeed' | 'recent'>;
  readonly hold: QueueHold;
  readonly isConnected: boolean;
  readonly paused: boolean;
}): Overview {
  const { batch, isOver, paused } = state;
  const { needYou, firstInNeed, recent } = state.list;
  return { batch, isOver, paused, needYou, firstInNeed, recent, standstill: standstillOf(state) };
}

function standstillOf(state: {
  readonly hold: QueueHold;
  readonly isConnected: boolean;
  readonly paused: boolean;
}): Standstill | null {
  const { hold, isConnected, paused } = state;
  if (!isConnected) return { kind: 'not-connected' };
  switch (hold.kind) {
    case 'configuration':
      return { kind: 'configuration', field: hold.problem.field };
    case 'disk':
      return { kind: 'disk' };
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble':
      // While it is paused nothing is asked, so nobody knows.
      return paused ? null : { kind: hold.kind };
    case 'open':
    case 'rate-limited':
      return null;
  }
}

/** Whether it ends by itself, without the person. */
export function passesByItself(standstill: Standstill | null): boolean {
  const kinds: readonly (Standstill['kind'] | undefined)[] = ['offline', 'server-trouble', 'storage-trouble'];
  return kinds.includes(standstill?.kind);
}
