/** The part of contract.ts that is about handing file ids over. The window takes it from there. */

/** How the ids of several files are written. */
export type CopyFormat =
  /** The ids alone, one a line. */
  | { readonly kind: 'ids' }
  /** Names and ids, to be put into a message. */
  | { readonly kind: 'message' }
  /** The receipts, as a list. */
  | { readonly kind: 'json' }
  /** The receipts, as a table. */
  | { readonly kind: 'csv' }
  /** The person's own words for each file, with `{name}`, `{id}`, `{size}` (in bytes), `{hash}` and `{path}`. */
  | { readonly kind: 'template'; readonly template: string };

/** The beginning of what would be copied. */
export interface CopyPreview {
  readonly text: string;
  /** How many files would be copied in all. */
  readonly count: number;
}

/** Whether Hoist waits with copying until all of some files have ended. */
export type CopyWait =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  /** Told once: `copied` of `of` files have an id, and these are on the clipboard. */
  | { readonly kind: 'over'; readonly copied: number; readonly of: number };

export interface CopyCalls {
  /** Puts those of the queue's or history's rows that are ready on the clipboard. Answers how many. */
  'copy:as': (ids: readonly string[], format: CopyFormat) => number;
  'copy:preview': (ids: readonly string[], format: CopyFormat) => CopyPreview;
  /** Copies the ids of these rows as soon as none of them is under way any more. It replaces what was waited for. */
  'copy:when-ready': (ids: readonly string[]) => void;
  'copy:stop-waiting': () => void;
  'copy:waiting': () => CopyWait;
}

export interface CopyEvents {
  'copy:waiting-changed': CopyWait;
}

export interface CopyApi {
  copyAs(ids: readonly string[], format: CopyFormat): Promise<number>;
  previewCopy(ids: readonly string[], format: CopyFormat): Promise<CopyPreview>;
  copyWhenReady(ids: readonly string[]): Promise<void>;
  stopCopyWait(): Promise<void>;
  copyWait(): Promise<CopyWait>;
  onCopyWait(listener: (wait: CopyWait) => void): () => void;
}
