/** The part of contract.ts about the window's places. */

import type { Push } from './channel.ts';

/** The screens that a person can be led to. `main/desktop/menu/screens.ts` has their place in the menus. */
export type AppScreen = 'queue' | 'folders' | 'history' | 'library' | 'settings';

/** Where the main process leads the person. */
export interface Go {
  readonly screen: AppScreen;
  /** A row of the queue to bring into sight and select, if it is still there; null where the screen itself is meant. */
  readonly uploadId: string | null;
}

export interface NavigationEvents {
  onGo: Push<'window:go', (go: Go) => void>;
}
