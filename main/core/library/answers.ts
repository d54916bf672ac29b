import type { Message } from '../model/messages.ts';

/** Why a person does not get what they asked of the library. */
export type LibraryProblem =
  /** Hoist connected to another account before the server replied. */
  | { readonly kind: 'connection-changed' }
  /** The server has no such file, or no such call. */
  | { readonly kind: 'not-there' }
  /** The file is still being processed. */
  | { readonly kind: 'not-ready' }
  /** The call failed. A retry helps only with `server-error`. */
  | { readonly kind: 'refused'; readonly message: Message }
  | { readonly kind: 'server-error'; readonly message: Message };

/** `problem` is null where a later call replaced this one. */
export type LibraryAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: LibraryProblem | null };

/** `unconfirmed`: the server did not reply. `elsewhere`: Hoist connected to another account before it did. */
export type DeletionFailure = 'refused' | 'unconfirmed' | 'elsewhere';
