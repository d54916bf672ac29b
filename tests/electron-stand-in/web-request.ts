/** `session.webRequest`: only whether a request may be made at all. */
import type { Protocol } from './cdp/protocol.ts';
import { notImplemented, StrictObject } from './strict.ts';

type Listener = (
  details: Pick<
    Electron.OnBeforeRequestListenerDetails,
    'id' | 'url' | 'method' | 'resourceType' | 'timestamp' | 'referrer'
  >,
  callback: (response: Electron.CallbackResponse) => void,
) => void;

let beforeRequest: Listener | null = null;
let lastId = 0;

class WebRequest extends StrictObject {
  constructor() {
    super('session.webRequest');
  }

  onBeforeRequest(
    filterOrListener: Electron.WebRequestFilter | Listener | null,
    listener?: Listener | null,
  ): void {
    if (typeof filterOrListener === 'object' && filterOrListener !== null) {
      const everything = filterOrListener.urls.every((url) => url === '<all_urls>' || url === '*://*/*');
      if (!everything) throw notImplemented('session.webRequest.onBeforeRequest with a filter by URL');
      beforeRequest = listener ?? null;
    } else {
      beforeRequest = filterOrListener;
    }
  }
}

export const webRequest = new WebRequest();

const resourceTypes: Partial<Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
};

export function isRequestCancelled(
  url: string,
  paused: Protocol.Fetch.requestPausedPayload,
): Promise<boolean> {
  const listener = beforeRequest;
  if (!listener) return Promise.resolve(false);
  const { method, headers } = paused.request;
  return new Promise((resolve) => {
    const details = {
      id: ++lastId,
      url,
      method,
      resourceType: resourceTypes[paused.resourceType] ?? 'other',
      timestamp: Date.now(),
      referrer: String((headers as Record<string, unknown>)['Referer'] ?? ''),
    };
    listener(details, (response) => {
      if (response.redirectURL !== undefined) throw notImplemented('session.webRequest: redirectURL');
      resolve(response.cancel === true);
    });
  });
}
