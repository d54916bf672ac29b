/** How far the window's documents have come, from Chromium's own lifecycle events. */
import type { CdpSession } from '../cdp/connection.ts';
import type { Protocol } from '../cdp/protocol.ts';
import { toAppUrl } from '../origins.ts';
import { loadError, loadFailure } from './net-errors.ts';

export type Load =
  | {
      readonly kind: 'started';
      readonly url: string;
      readonly isMainFrame: boolean;
      readonly isSameDocument: boolean;
    }
  | { readonly kind: 'navigated'; readonly url: string; readonly isMainFrame: boolean }
  /** Within the document, by a fragment or the history. */
  | { readonly kind: 'moved'; readonly url: string }
  | { readonly kind: 'parsed' }
  | { readonly kind: 'loaded'; readonly isMainFrame: boolean }
  | { readonly kind: 'painted' };

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

export class LoadProgress {
  readonly #mainFrameId: string;
  readonly #announce: (load: Load) => void;
  /** The document of each frame; none while only the empty one is there that each page begins with. */
  readonly #loaders = new Map<string, string>();
  readonly #loaded = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();

  constructor(session: CdpSession, mainFrameId: string, announce: (load: Load) => void) {
    this.#mainFrameId = mainFrameId;
    this.#announce = announce;
    session.on('Page.frameStartedNavigating', (started) => this.#start(started));
    session.on('Page.frameNavigated', ({ frame }) => this.#commit(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === mainFrameId) announce({ kind: 'moved', url });
    });
    session.on('Page.lifecycleEvent', (event) => this.#goOn(event));
  }

  /** Resolves when this document of the main frame has loaded, be that already past. */
  finished(loaderId: string): Promise<void> {
    if (this.#loaded.has(loaderId)) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.set(loaderId, { resolve, reject }));
  }

  #start({ frameId, url, loaderId, navigationType }: Protocol.Page.frameStartedNavigatingPayload): void {
    const isSameDocument = navigationType === 'sameDocument' || navigationType === 'historySameDocument';
    const isMainFrame = frameId === this.#mainFrameId;
    // Another document takes the place of the one that was on its way.
    if (isMainFrame && !isSameDocument) this.#abandonAllBut(loaderId, url);
    this.#announce({ kind: 'started', url, isMainFrame, isSameDocument });
  }

  /** Whoever waits for another document hears what was loaded in its place. */
  #abandonAllBut(loaderId: string, url: string): void {
    for (const [waitsFor, { reject }] of this.#waiting) {
      if (waitsFor === loaderId) continue;
      this.#waiting.delete(waitsFor);
      reject(loadError(loadFailure('ERR_ABORTED'), toAppUrl(url)));
    }
  }

  #commit({ id, loaderId, url, urlFragment, unreachableUrl }: Protocol.Page.Frame): void {
    const isMainFrame = id === this.#mainFrameId;
    // Chromium's own page says that there is none; whoever loaded it says why.
    if (unreachableUrl !== undefined) {
      this.#loaders.delete(id);
      return;
    }
    this.#loaders.set(id, loaderId);
    this.#announce({ kind: 'navigated', url: url + (urlFragment ?? ''), isMainFrame });
  }

  #goOn({ frameId, loaderId, name }: Protocol.Page.lifecycleEventPayload): void {
    if (loaderId !== this.#loaders.get(frameId)) return;
    const isMainFrame = frameId === this.#mainFrameId;
    if (name === 'DOMContentLoaded' && isMainFrame) this.#announce({ kind: 'parsed' });
    if (name === 'firstPaint' && isMainFrame) this.#announce({ kind: 'painted' });
    if (name !== 'load') return;
    if (isMainFrame) this.#loaded.clear();
    this.#loaded.add(loaderId);
    this.#announce({ kind: 'loaded', isMainFrame });
    const waiting = this.#waiting.get(loaderId);
    this.#waiting.delete(loaderId);
    waiting?.resolve();
  }
}
