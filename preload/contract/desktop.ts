/** The part of contract.ts that is about tray, notifications and clipboard. The window takes it from there. */

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
   * Uploads what is on the clipboard: files, or else text as a .txt file. Nothing queued and nothing skipped means that
   * there was nothing to upload.
   */
  'clipboard:upload': (retention: Retention) => AddResult;
}

export interface DesktopEvents {
  'window:go': Go;
}

export interface DesktopApi {
  uploadClipboard(retention: Retention): Promise<AddResult>;
  onGo(listener: (go: Go) => void): () => void;
}
