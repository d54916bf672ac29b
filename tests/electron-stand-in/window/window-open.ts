/**
 * `setWindowOpenHandler`. The browser denies every new window before the page's `window.open` returns, so the page
 * sees what a denying handler makes it see; the handler is then told, and may not answer anything else.
 */
import type { CdpSession } from '../cdp/connection.ts';
import { toAppUrl } from '../origins.ts';
import { notImplemented } from '../strict.ts';

export type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

export class WindowOpenGate {
  handler: OpenHandler | null = null;

  listen(session: CdpSession, referrer: () => string): void {
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      if (!this.handler) throw notImplemented('webContents: a new window without setWindowOpenHandler');
      const { action } = this.handler({
        url: toAppUrl(url),
        frameName: windowName,
        features: windowFeatures.join(','),
        disposition: 'foreground-tab',
        referrer: { url: referrer(), policy: 'strict-origin-when-cross-origin' },
      });
      if (action !== 'deny') throw notImplemented("webContents.setWindowOpenHandler answering 'allow'");
    });
  }
}
