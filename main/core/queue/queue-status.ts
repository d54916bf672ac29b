import type { WaitMessage } from '../model/messages.ts';
import type { StoreProblem } from '../model/store-error.ts';
import type { BreakerState } from '../rate-limit/api-breaker.ts';

/** Why the queue as a whole could not move, if so, whether or not the person paused it. No file fails for it. */
export type QueueStatus =
  | BreakerState
  /** The API answers, and the storage fails for every file. */
  | { readonly kind: 'storage-trouble'; readonly untilMs: number; readonly message: WaitMessage }
  /** Changes cannot be kept, so none are made. It goes on by itself once they can. */
  | { readonly kind: 'disk'; readonly code: StoreProblem };

/** Whether a server is out of reach or in trouble, until it is not. */
export function isAway({ kind }: QueueStatus): boolean {
  return kind === 'offline' || kind === 'server-trouble' || kind === 'storage-trouble';
}
