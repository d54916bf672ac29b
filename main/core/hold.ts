import type { Gate } from './gatekeeper.ts';
import type { DiskTrouble } from './store/errors.ts';

/** Why the queue as a whole could not move, if so, whether or not the person paused it. No file fails for it. */
export type QueueHold =
  | Gate
  /** Changes cannot be kept, so none are made. It goes on by itself once they can. */
  | { readonly kind: 'disk'; readonly code: DiskTrouble };
