import type { WaitMessage } from './messages.ts';

/** Something that happened to an upload. */
export type MarkEvent =
  /** Its job began, so it waits for its turn no longer. */
  | { readonly kind: 'started' }
  /** Hoist was closed meanwhile, and nobody knows for how long. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'converting' | 'converted' }
  /** Its bytes were read and hashed. */
  | { readonly kind: 'identified' }
  /** The server gave a URL for its bytes. */
  | { readonly kind: 'signed' }
  /** Its first bytes went out. */
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent' }
  /** The server began this step, by its own name. */
  | { readonly kind: 'step'; readonly step: string }
  /** An attempt came to nothing; `attempt` is the next one, counting the first as 1. */
  | { readonly kind: 'retry'; readonly attempt: number; readonly message: WaitMessage }
  /** All begins again, with another URL. */
  | { readonly kind: 'restarted' }
  | { readonly kind: 'ended' };

/** `atMs` is since the epoch. */
export type Mark = MarkEvent & { readonly atMs: number };
