/** How far the window's document has come, from Chromium's own lifecycle events. */
import type { CdpSession } from '../cdp/connection.ts';

export type Load =
  | { readonly kind: 'started' }
  | { readonly kind: 'navigated'; readonly url: string; readonly status: number }
  /** Within the document, by a fragment or the history. */
  | { readonly kind: 'moved'; readonly url: string }
  | { readonly kind: 'parsed' }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'painted' };

export class LoadProgress {
  /** null while only the empty document is there that each page begins with. */
  #loader: string | null = null;
  #loaded: string | null = null;
  readonly #waiting = new Map<string, () => void>();

  constructor(session: CdpSession, mainFrameId: string, announce: (load: Load) => void) {
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== mainFrameId) return;
      this.#loader = frame.loaderId;
      announce({ kind: 'started' });
      announce({ kind: 'navigated', url: frame.url + (frame.urlFragment ?? ''), status: 200 });
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === mainFrameId) announce({ kind: 'moved', url });
    });
    session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
      if (frameId !== mainFrameId || loaderId !== this.#loader) return;
      if (name === 'DOMContentLoaded') announce({ kind: 'parsed' });
      if (name === 'firstPaint') announce({ kind: 'painted' });
      if (name !== 'load') return;
      this.#loaded = loaderId;
      announce({ kind: 'loaded' });
      this.#waiting.get(loaderId)?.();
    });
  }

  get isLoading(): boolean {
    return this.#loader !== this.#loaded;
  }

  /** Resolves when this document has loaded, be that already past. */
  finished(loaderId: string): Promise<void> {
    if (this.#loaded === loaderId) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(loaderId, resolve));
  }
}
