/** The part of contract.ts about adding files. */

import type { Call } from './channel.ts';
import type { Retention } from './core.ts';

/** The result of a drop, a dialog or a paste. */
export interface AddResult {
  readonly queued: number;
  readonly skipped: number;
  /** Files that the server does not take and that can be converted. The person decides on them in the queue. */
  readonly undecided: number;
}

export interface AddCalls {
  addFiles: Call<'queue:add', (paths: readonly string[], retention: Retention) => AddResult>;
  choose: Call<'queue:choose', (what: 'files' | 'folder', retention: Retention) => AddResult>;
  /**
   * Uploads the files on the clipboard, or else its text as a .txt file. The clipboard holds nothing to upload where
   * the result has nothing in it.
   */
  uploadClipboard: Call<'clipboard:upload', (retention: Retention) => AddResult>;
}
