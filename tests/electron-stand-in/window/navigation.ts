/**
 * What may load in a window. Every request of the page stops here: documents the page wants to go to are announced
 * as `will-navigate` and stop if the app says so, custom schemes are answered by the app, the rest goes to the network.
 */
import type { CdpSession } from '../cdp/connection.ts';
import type { Protocol } from '../cdp/protocol.ts';
import { schemeBehind, toAppUrl } from '../origins.ts';
import { answerRequest } from '../protocol.ts';
import { isRequestCancelled } from '../web-request.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

export interface PageNavigation {
  readonly url: string;
  readonly isMainFrame: boolean;
}

export interface DocumentResponse {
  /** -1 where the document did not come by a request. */
  readonly status: number;
  readonly statusText: string;
}

const noResponse: DocumentResponse = { status: -1, statusText: '' };

export class NavigationGate {
  readonly #session: CdpSession;
  readonly #mainFrameId: string;
  readonly #mayNavigate: (navigation: PageNavigation) => boolean;
  /** The document that the page itself asked the main frame to go to, if any. */
  #asked: string | null = null;
  #response = noResponse;
  #failure: string | null = null;

  constructor(
    session: CdpSession,
    mainFrameId: string,
    mayNavigate: (navigation: PageNavigation) => boolean,
  ) {
    this.#session = session;
    this.#mainFrameId = mainFrameId;
    this.#mayNavigate = mayNavigate;
    // Comes for what the page starts, before the request; not for loadURL, reload or Playwright's goto.
    session.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === mainFrameId) this.#asked = withoutFragment(url);
    });
    session.on('Fetch.requestPaused', (paused) => {
      this.#pass(paused).catch(() => this.#fail(paused, 'Failed'));
    });
  }

  /** What the main frame's latest document was answered with. */
  get response(): DocumentResponse {
    return this.#response;
  }

  /** Why the app itself failed the main frame's latest document, where Chromium cannot be told so exactly. */
  get failure(): string | null {
    return this.#failure;
  }

  /** The main process loads a document: what the page asked for before does not matter any more. */
  forgetAsked(): void {
    this.#asked = null;
    this.#response = noResponse;
    this.#failure = null;
  }

  async #pass(paused: Paused): Promise<void> {
    const { responseStatusCode: status, responseErrorReason: failed } = paused;
    if (status !== undefined || failed !== undefined) {
      if (status !== undefined) this.#noteResponse(paused, status, paused.responseStatusText ?? '');
      await this.#session.send('Fetch.continueRequest', { requestId: paused.requestId });
      return;
    }
    if (this.#isPageNavigation(paused)) {
      const isMainFrame = paused.frameId === this.#mainFrameId;
      if (isMainFrame) this.#asked = null;
      const url = toAppUrl(paused.request.url + (paused.request.urlFragment ?? ''));
      if (!this.#mayNavigate({ url, isMainFrame })) {
        this.#fail(paused, 'Aborted');
        return;
      }
    }
    if (await isRequestCancelled(toAppUrl(paused.request.url), paused)) this.#fail(paused, 'BlockedByClient');
    else await this.#answer(paused);
  }

  #isPageNavigation({ resourceType, redirectedRequestId, frameId, request }: Paused): boolean {
    if (resourceType !== 'Document' || redirectedRequestId !== undefined) return false;
    return frameId !== this.#mainFrameId || this.#asked === withoutFragment(request.url);
  }

  async #answer(paused: Paused): Promise<void> {
    const { requestId, request } = paused;
    const scheme = schemeBehind(request.url);
    if (scheme === null) {
      // Only of a document is it told with what status it came.
      const interceptResponse = this.#isMainDocument(paused) && /^https?:/.test(request.url);
      await this.#session.send('Fetch.continueRequest', { requestId, interceptResponse });
      if (!interceptResponse) this.#noteResponse(paused, 200, 'OK');
      return;
    }
    const body = (request.postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'));
    const answer = await answerRequest(scheme, {
      url: request.url,
      method: request.method,
      headers: request.headers as Record<string, string>,
      body: body.length > 0 ? Buffer.concat(body) : null,
    });
    if (answer.kind === 'failure') {
      if (this.#isMainDocument(paused)) this.#failure = answer.name;
      this.#fail(paused, 'Failed');
      return;
    }
    this.#noteResponse(paused, answer.status, answer.statusText);
    await this.#session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      ...(answer.statusText === '' ? {} : { responsePhrase: answer.statusText }),
      responseHeaders: answer.headers,
      body: answer.body.toString('base64'),
    });
  }

  #isMainDocument({ resourceType, frameId }: Paused): boolean {
    return resourceType === 'Document' && frameId === this.#mainFrameId;
  }

  #noteResponse(paused: Paused, status: number, statusText: string): void {
    if (this.#isMainDocument(paused)) this.#response = { status, statusText };
  }

  #fail({ requestId }: Paused, errorReason: Protocol.Network.ErrorReason): void {
    this.#session.tell('Fetch.failRequest', { requestId, errorReason });
  }
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
