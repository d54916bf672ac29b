import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isUnreachable } from '../files-api/transport-errors.ts';
import { isUntrusted } from '../network/certificates.ts';
import { earlierUse } from '../network/earlier-use.ts';
import {
  CONNECT_MS,
  CONNECT_TIMEOUT,
  closeIdle,
  HttpsAgents,
  keptConnections,
  MAX_HEADER_BYTES,
} from '../network/https-agents.ts';
import { lookUpOutside } from '../network/lookup.ts';
import { Network } from '../network/network.ts';
import { proxyError } from '../network/proxy-error.ts';
import { DIRECT, looksUpHere, type Route } from '../network/route.ts';
import { isShortage } from '../util/shortage.ts';

interface StorageRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Each chunk is with the system before the next one is asked for. It is returned before the request settles. */
  readonly body: AsyncGenerator<Buffer>;
  /** Whether an address that only this machine can reach is refused, with {@link LOCAL_ADDRESS}. */
  readonly isOutside: boolean;
  /** On a connection of its own, where the kept ones may be stale. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
}

interface StorageAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The connection did not bring a whole answer. `code` is the system's, or one that says what was given up. */
export class BrokenRequest extends Error {
  readonly code: string;
  /** It broke on a kept connection before any answer: the server may just have closed that. */
  readonly wasStale: boolean;
  constructor(code: string, wasStale: boolean, options?: ErrorOptions) {
    super(code, options);
    this.name = 'BrokenRequest';
    this.code = code;
    this.wasStale = wasStale;
  }
}

/** Makes a PUT. Rejects with a {@link BrokenRequest}, or with what the body threw. */
export type SendToStorage = (request: StorageRequest) => Promise<StorageAnswer>;

/** A stall ends a PUT, never its length: S3 itself gives up after about 20 s without a byte. */
const STALL_MS = 30_000;
/**
 * For the whole answer, once the last byte of the file is with the system. What waits there for a bad line needs a part of
 * it; a server that answers a byte at a time has the place for no longer.
 */
const ANSWER_MS = 120_000;
/** S3's answers are empty or a few hundred bytes of XML; a longer one is cut off. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * PUTs over kept-alive connections. It uses Node's own client: for a small file the options and streams of a
 * comfortable one cost several times what the request costs.
 */
export class StorageConnections {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgents;
  readonly #httpsOutside: HttpsAgents;
  readonly #network: Network;

  constructor(maxSockets: number, network: Network = new Network()) {
    this.#network = network;
    this.#http = new HttpAgent(keptConnections(maxSockets));
    this.#https = new HttpsAgents(keptConnections(maxSockets));
    this.#httpsOutside = new HttpsAgents({ ...keptConnections(maxSockets), lookup: lookUpOutside });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
    this.#httpsOutside.destroy();
  }

  #closeIdle(): void {
    closeIdle(this.#http);
    this.#https.closeIdle();
    this.#httpsOutside.closeIdle();
  }

  readonly send: SendToStorage = async ({ url, headers, body, isOutside, fresh, signal }) => {
    let route: Route = DIRECT;
    const { trust } = this.#network;
    try {
      signal.throwIfAborted();
      const target = new URL(url);
      const options = { method: 'PUT', headers, timeout: STALL_MS, maxHeaderSize: MAX_HEADER_BYTES };
      if (target.protocol !== 'https:') {
        const agent = fresh ? false : this.#http;
        return await answerTo(httpRequest(target, { ...options, agent }), body, signal);
      }
      const known = this.#network.routeTo(target);
      route = 'kind' in known ? known : await known;
      // A proxy that looks the name up by itself may lie on this machine.
      const agents = isOutside && looksUpHere(route) ? this.#httpsOutside : this.#https;
      const agent = fresh ? agents.freshOn(route) : agents.on(route);
      return await answerTo(httpsRequest(target, { ...options, agent }), body, signal);
    } catch (error) {
      throw this.#understood(error, route, trust);
    } finally {
      await body.return(undefined);
    }
  };

  /** Where the way to the storage is what failed, another one or other certificates may be had for the next attempt. */
  #understood(error: unknown, route: Route, trust: number): unknown {
    const proxy = proxyError(error, route);
    if (proxy !== null) {
      this.#network.failed(route, proxy);
      return proxy;
    }
    if (!(error instanceof BrokenRequest)) return error;
    if (isUntrusted(error.code) && this.#network.untrusted(trust))
      return new BrokenRequest(error.code, true, { cause: error });
    // If the network dropped one, it dropped the other idle ones as well. During a shortage, they take resources.
    if ((error.wasStale && error.code !== 'ABORT_ERR') || isShortage(error)) this.#closeIdle();
    if (isUnreachable(error)) this.#network.failed(route, error);
    return error;
  }
}

function answerTo(
  request: ClientRequest,
  body: AsyncGenerator<Buffer>,
  signal: AbortSignal,
): Promise<StorageAnswer> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    let isAnswered = false;
    let answerTimer: NodeJS.Timeout | undefined;
    const isOnKept = earlierUse(request);
    const limitAnswer = () => {
      answerTimer ??= setTimeout(() => fail('ETIMEDOUT'), ANSWER_MS);
    };
    const end = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', onAbort);
      stopConnectTimer();
      clearTimeout(answerTimer);
      // After an answer that came before the last byte, nobody wants the rest.
      if (!request.writableFinished) request.destroy();
      settle();
    };
    const fail = (code: string, cause?: unknown) =>
      end(() => {
        request.destroy();
        reject(new BrokenRequest(code, isOnKept() && !isAnswered, { cause }));
      });
    const onAbort = () => fail('ABORT_ERR', signal.reason);
    const stopConnectTimer = limitConnecting(request, () => fail(CONNECT_TIMEOUT));
    signal.addEventListener('abort', onAbort, { once: true });
    request.on('finish', limitAnswer);
    request.on('timeout', () => fail('ETIMEDOUT'));
    request.on('error', (error) => fail(codeOf(error), error));
    request.on('close', () => fail('ECONNRESET'));
    request.on('response', (response) => {
      isAnswered = true;
      limitAnswer();
      readAnswer(response, (answer) => end(() => resolve(answer)), fail);
    });
    writeAll(request, body, () => isOver).catch((error: unknown) => {
      end(() => {
        request.destroy();
        reject(error);
      });
    });
  });
}

/** Rejects with nothing but what the body throws: of a broken connection the request tells. */
async function writeAll(
  request: ClientRequest,
  body: AsyncGenerator<Buffer>,
  isOver: () => boolean,
): Promise<void> {
  for (;;) {
    const { done, value } = await body.next();
    if (isOver()) return;
    if (done === true) break;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    request.write(value, resolve);
    // A connection that broke has an error here, or never calls; either way there is nothing more to write.
    if (await promise) return;
  }
  request.end();
}

function readAnswer(
  response: IncomingMessage,
  done: (answer: StorageAnswer) => void,
  fail: (code: string, cause?: unknown) => void,
): void {
  const parts: Buffer[] = [];
  let lengthBytes = 0;
  response.on('data', (part: Buffer) => {
    parts.push(part);
    lengthBytes += part.length;
    if (lengthBytes > MAX_ANSWER_BYTES) fail('ANSWER_TOO_LONG');
  });
  response.on('error', (error) => fail(codeOf(error), error));
  response.on('end', () => {
    const { statusCode = 0, headers } = response;
    done({ statusCode, headers, body: Buffer.concat(parts).toString('utf8') });
  });
}

/** Calls `expired` where the connection does not stand in time; the returned function takes that back. */
function limitConnecting(request: ClientRequest, expired: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const stop = () => {
    if (timer !== null) clearTimeout(timer);
  };
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    timer = setTimeout(expired, CONNECT_MS);
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', stop);
  });
  return stop;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
