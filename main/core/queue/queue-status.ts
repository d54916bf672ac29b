import type { Gate } from '../rate-limit/api-breaker.ts';
import type { Trouble } from '../model/messages.ts';
import type { DiskTrouble } from '../model/store-error.ts';

/** Why the queue as a whole could not move, if so, whether or not the person paused it. No file fails for it. */
export type QueueHold =
  | Gate
  /** The API answers, and the storage fails for every file. */
  | { readonly kind: 'storage-trouble'; readonly untilMs: number; readonly says: Trouble }
  /** Changes cannot be kept, so none are made. It goes on by itself once they can. */
  | { readonly kind: 'disk'; readonly code: DiskTrouble };

/** Whether a server is out of reach or in trouble, until it is not. */
export function isAway({ kind }: QueueHold): boolean {
  return kind === 'offline' || kind === 'server-trouble' || kind === 'storage-trouble';
}
