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

/** A file that the server has for this user. */
export interface LibraryRow {
  readonly fileId: string;
  /** User content: any character may be in it. */
  readonly name: string;
  /** When it became ready after an upload from this computer; null where the history knows nothing of it. */
  readonly uploadedAtMs: number | null;
  readonly sizeBytes: number | null;
  /** The name of the original that it was converted from on this computer; null where nothing is known of one. */
  readonly madeFrom: string | null;
  /** The first upload from this computer that it became of; null where the history knows of none. */
  readonly uploadId: string | null;
}

export interface LibraryPage {
  readonly rows: readonly LibraryRow[];
  /** From 1. */
  readonly page: number;
  /** How many the server puts on a page. */
  readonly limit: number;
  readonly total: number;
}

/** `problem` is null where a later call replaced this one. */
export type LibraryAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: LibraryProblem | null };

/** How a deletion ended; `not-there`: the server does not have the file, or no longer. */
export type DeletionOutcome = 'deleted' | 'not-there' | DeletionFailure;

/** `unconfirmed`: the server did not reply. `elsewhere`: Hoist connected to another account before it did. */
export type DeletionFailure = 'refused' | 'unconfirmed' | 'elsewhere';
