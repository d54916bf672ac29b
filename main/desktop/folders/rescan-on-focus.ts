import type { BrowserWindow } from 'electron';
import type { WatchIntents } from '../../core/watch/watch-intents.ts';

/** A look at all folders can be long, so a person who goes to and fro asks for one so often at most. */
const LOOK_EVERY_MS = 60_000;

/** Whoever turns to the window sees what there is. */
export function lookOnFocus(window: BrowserWindow, folders: Pick<WatchIntents, 'rescan'>): void {
  let lastMs = performance.now();
  window.on('focus', () => {
    if (performance.now() - lastMs < LOOK_EVERY_MS) return;
    lastMs = performance.now();
    folders.rescan();
  });
}
