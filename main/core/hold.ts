import type { Gate } from './pacer.ts';

/** Why the queue as a whole does not move, if so. No file fails for it. */
export type QueueHold =
  | Gate
  /** The person paused it: what is on the wire comes to its end, nothing new begins. */
  | { readonly kind: 'paused' }
  /** Changes cannot be kept, so none are made. It goes on by itself once they can. */
  | { readonly kind: 'disk'; readonly message: string };
