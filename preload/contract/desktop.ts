/** The part of contract.ts about tray, notifications and clipboard. */

import type { Call, Push } from './channel.ts';
import type { AddResult, Retention } from './queue.ts';

/** The screens that a person can be led to. `main/desktop/menu/screens.ts` has their place in the menus. */
export type AppScreen = 'queue' | 'folders' | 'history' | 'library' | 'settings';

/** Where the main process leads the person. */
export interface Go {
  readonly screen: AppScreen;
  /** A row of the queue to bring into sight and select, if it is still there; null where the screen itself is meant. */
  readonly uploadId: string | null;
}

export interface DesktopCalls {
  /**
   * Uploads the files on the clipboard, or else its text as a .txt file. The clipboard holds nothing to upload where the
   * result has nothing queued and nothing skipped.
   */
  uploadClipboard: Call<'clipboard:upload', (retention: Retention) => AddResult>;
}

export interface DesktopEvents {
  onGo: Push<'window:go', (go: Go) => void>;
}
