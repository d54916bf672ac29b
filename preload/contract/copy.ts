/** The part of contract.ts about copying file ids. */

import type { Call, Push } from './channel.ts';

/** The form in which the ids of several files are copied. */
export type CopyFormat =
  /** The ids alone, one a line. */
  | { readonly kind: 'ids' }
  /** Names and ids, to be put into a message. */
  | { readonly kind: 'message' }
  /** The receipts, as a list. */
  | { readonly kind: 'json' }
  /** The receipts, as a table. */
  | { readonly kind: 'csv' }
  /** The person's own text for each file, with `{name}`, `{id}`, `{size}` (in bytes), `{hash}` and `{path}`. */
  | { readonly kind: 'template'; readonly template: string };

/** The start of the text that would be copied. */
export interface CopyPreview {
  readonly text: string;
  /** How many files would be copied in all. */
  readonly count: number;
}

/** The wait for some files to end, after which their ids are copied. */
export type CopyWait =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  /** Sent once: `copied` of `of` files have an id, and these ids are on the clipboard. */
  | { readonly kind: 'over'; readonly copied: number; readonly of: number };

export interface CopyCalls {
  /**
   * Copies the file ids of these rows of the queue or the history, one a line. Rows without an id are left out.
   * @returns how many
   */
  copyIds: Call<'queue:copy-ids', (ids: readonly string[]) => number>;
  /**
   * Copies the ready rows among these of the queue or the history.
   * @returns how many
   */
  copyAs: Call<'copy:as', (ids: readonly string[], format: CopyFormat) => number>;
  previewCopy: Call<'copy:preview', (ids: readonly string[], format: CopyFormat) => CopyPreview>;
  /** Copies the ids of these rows as soon as all of them have ended. It replaces an earlier wait. */
  copyWhenReady: Call<'copy:when-ready', (ids: readonly string[]) => void>;
  stopCopyWait: Call<'copy:stop-waiting', () => void>;
  copyWait: Call<'copy:waiting', () => CopyWait>;
}

export interface CopyEvents {
  onCopyWait: Push<'copy:waiting-changed', (wait: CopyWait) => void>;
}
