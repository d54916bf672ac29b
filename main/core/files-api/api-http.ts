import { type ClientRequest, Agent as HttpAgent } from 'node:http';
import got, { type Got, type PlainResponse, type Response } from 'got';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import { isUntrusted } from '../network/certificates.ts';
import { earlierUse } from '../network/earlier-use.ts';
import {
  CONNECT_MS,
  closeIdle,
  HttpsAgents,
  keptConnections,
  MAX_HEADER_BYTES,
} from '../network/https-agents.ts';
import type { Network } from '../network/network.ts';
import { proxyError } from '../network/proxy-error.ts';
import type { Route } from '../network/route.ts';
import { isShortage, patiently } from '../util/shortage.ts';
import { CallError } from './call-error.ts';
import { misunderstoodCall } from './error-mapping.ts';
import { isUnreachable, unansweredCall } from './transport-errors.ts';

/** No response of this API comes near it; a longer one is cut off instead of being held in memory. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const KEPT = keptConnections(16);

/** A response whose body was read to its end, or to a limit. */
export interface BodyStart {
  readonly response: PlainResponse;
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

/** Sends requests with the key of one connection, by the system's way to the server. */
export class ApiHttp {
  /** Whether a response has shown that the Files API is at this address, so that a 404 is about the requested file. */
  isKnownServer = false;
  #http: Got;
  #apiKey: string;
  readonly #agents = { http: new HttpAgent(KEPT), https: new HttpsAgents(KEPT) };
  readonly #network: Network;

  constructor(settings: Pick<ConnectionSettings, 'apiKey' | 'userId'>, network: Network) {
    this.#network = network;
    this.#apiKey = settings.apiKey;
    this.#http = got.extend({
      headers: {
        'api-key': settings.apiKey,
        // Servers that compare ids as text know a UUID in lower case: https://www.rfc-editor.org/rfc/rfc9562#section-4
        'user-id': settings.userId.toLowerCase(),
        accept: 'application/json',
        // Each answer is for one file alone: a cache in between must not give it to a second one.
        'cache-control': 'no-store',
      },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      timeout: {
        lookup: CONNECT_MS,
        connect: CONNECT_MS,
        secureConnect: CONNECT_MS,
        socket: 30_000,
        response: 30_000,
        request: 90_000,
      },
    });
  }

  /** The key of the requests that begin now. */
  get apiKey(): string {
    return this.#apiKey;
  }

  /** Sends this key from now on. */
  takeKey(apiKey: string): void {
    this.#apiKey = apiKey;
    this.#http = this.#http.extend({ headers: { 'api-key': apiKey } });
  }

  /** Ends the idle connections. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  /** @throws {CallError} where there is no response, or the signal's reason */
  request(method: 'get' | 'delete', url: string, signal: AbortSignal): Promise<Response<string>> {
    return this.#trusting(signal, () => this.#requestOnce(method, url, signal));
  }

  /**
   * Reads the body to its end or to `maxBytes`.
   * @throws {CallError} where there is no response, or the signal's reason
   */
  readStart(url: string, maxBytes: number, signal: AbortSignal): Promise<BodyStart> {
    return this.#trusting(signal, () => this.#readStartOnce(url, maxBytes, signal));
  }

  /** Tries again where that is known to help: with more certificates, or as soon as the computer has resources for a connection. */
  async #trusting<T>(signal: AbortSignal, once: () => Promise<T>): Promise<T> {
    const { trust } = this.#network;
    const attempt = () => patiently(once, signal);
    try {
      return await attempt();
    } catch (error) {
      // Its certificate may be of the person's company, which the system knows.
      if (!(error instanceof CallError) || !isUntrusted(error.code) || !this.#network.untrusted(trust))
        throw error;
      return attempt();
    }
  }

  async #requestOnce(method: 'get' | 'delete', url: string, signal: AbortSignal): Promise<Response<string>> {
    const route = await this.#network.routeTo(new URL(url));
    const tooLong = new AbortController();
    let isOnKept = () => false;
    try {
      const request = this.#http[method](url, {
        agent: { http: this.#agents.http, https: this.#agents.https.on(route) },
        signal: AbortSignal.any([signal, tooLong.signal]),
      });
      isOnKept = earlierUseOf(request);
      request.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_BODY_BYTES) tooLong.abort();
      });
      return await request;
    } catch (error) {
      signal.throwIfAborted();
      if (tooLong.signal.aborted) throw misunderstoodCall({ code: 'far_too_long' }, this.isKnownServer);
      throw this.#unanswered(error, route, isOnKept());
    }
  }

  async #readStartOnce(url: string, maxBytes: number, signal: AbortSignal): Promise<BodyStart> {
    const route = await this.#network.routeTo(new URL(url));
    const enough = new AbortController();
    const request = this.#http.stream.get(url, {
      agent: { http: this.#agents.http, https: this.#agents.https.on(route) },
      headers: { accept: 'text/plain, application/json' },
      signal: AbortSignal.any([signal, enough.signal]),
    });
    const isOnKept = earlierUseOf(request);
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of request) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > maxBytes) enough.abort();
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!enough.signal.aborted) throw this.#unanswered(error, route, isOnKept());
    }
    const { response } = request;
    if (response === undefined) throw this.#unanswered(new Error('no answer'), route, false);
    const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
    return { response, bytes, isCut: length > maxBytes };
  }

  #unanswered(error: unknown, route: Route, wasStale: boolean): CallError {
    const cause = proxyError(error, route) ?? error;
    if (isUnreachable(cause)) this.#network.failed(route, cause);
    // If the network dropped one, it dropped the other idle ones as well. During a shortage, they take resources.
    if (wasStale || isShortage(error)) this.#closeIdle();
    return unansweredCall(cause, this.isKnownServer, wasStale);
  }

  #closeIdle(): void {
    closeIdle(this.#agents.http);
    this.#agents.https.closeIdle();
  }
}

/** As {@link earlierUse}, for got's requests. */
function earlierUseOf(request: {
  on(event: 'request', listener: (sent: ClientRequest) => void): unknown;
}): () => boolean {
  let isOnKept = () => false;
  request.on('request', (sent) => {
    isOnKept = earlierUse(sent);
  });
  return () => isOnKept();
}
