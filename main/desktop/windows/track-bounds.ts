import type { BrowserWindow } from 'electron';

/** Moving and resizing come in many steps, of which only the last one counts. */
const KEEP_AFTER_MS = 500;

/** Calls `keep` soon after the window was moved or resized, at the latest before it closes. */
export function trackBounds(window: BrowserWindow, keep: () => void): void {
  let timer: NodeJS.Timeout | null = null;
  const keepNow = () => {
    timer = null;
    if (!window.isDestroyed() && !window.isMinimized() && !window.isFullScreen()) keep();
  };
  const soon = () => {
    timer ??= setTimeout(keepNow, KEEP_AFTER_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', () => {
    if (timer === null) return;
    clearTimeout(timer);
    keepNow();
  });
}
