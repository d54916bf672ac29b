import type { Agent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { learnFamily, lookUp } from './lookup.ts';
import { ProxyError, unsupportedProxy } from './proxy-error.ts';
import type { Route } from './route.ts';
import { isSocks } from './socks-address.ts';
import { SocksAgent } from './socks-agent.ts';

/** No connection came about in time: packets are dropped, as by a firewall or a VPN that is down. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';
/** The time limit for name lookup, connection and TLS, including a try of several addresses, in ms. */
export const CONNECT_MS = 20_000;
/** Node's 16 KiB are less than some gateways fill with cookies and policies. */
export const MAX_HEADER_BYTES = 128 * 1024;
/** Servers close idle connections after 5 s and more, and networks on the way forget them, in ms. */
const IDLE_MS = 4_000;

/** Said each time: else a variable that is set for another program (`NODE_TLS_REJECT_UNAUTHORIZED`) would let all pass. */
const VERIFIED = { rejectUnauthorized: true } as const;

/**
 * @param maxSockets to one server at once
 * @returns the options of an agent whose connections are kept for as long as they can be trusted
 */
export function keptConnections(maxSockets: number): AgentOptions {
  return {
    keepAlive: true,
    scheduling: 'lifo',
    timeout: IDLE_MS,
    ...VERIFIED,
    maxSockets,
    maxFreeSockets: maxSockets,
    lookup: lookUp,
  };
}

/** Closes those that nobody uses: where one was forgotten on the way, the others were as well. */
export function closeIdle(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) socket.destroy();
}

/** The kept https connections of one client: one agent for direct ones, and one for each proxy. */
export class HttpsAgents {
  readonly #options: AgentOptions;
  readonly #direct: HttpsAgent;
  readonly #byProxy = new Map<string, HttpsAgent>();

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#direct = new DirectAgent(options);
  }

  /** @throws {ProxyError} for a proxy that Hoist cannot speak to */
  on(route: Route): HttpsAgent {
    if (route.kind === 'direct') return this.#direct;
    if (route.kind === 'unsupported') throw unsupportedProxy(route.name);
    const known = this.#byProxy.get(route.url);
    if (known !== undefined) return known;
    const agent = proxyAgent(route.url, this.#options);
    this.#byProxy.set(route.url, agent);
    return agent;
  }

  /**
   * @returns for one request on a connection of its own
   * @throws {ProxyError} for a proxy that Hoist cannot speak to
   */
  freshOn(route: Route): HttpsAgent {
    if (route.kind === 'unsupported') throw unsupportedProxy(route.name);
    const options = { lookup: this.#options.lookup, ...VERIFIED };
    return route.kind === 'proxy' ? proxyAgent(route.url, options) : new DirectAgent(options);
  }

  closeIdle(): void {
    for (const agent of this.#all()) closeIdle(agent);
  }

  destroy(): void {
    for (const agent of this.#all()) agent.destroy();
  }

  #all(): HttpsAgent[] {
    return [this.#direct, ...this.#byProxy.values()];
  }
}

function proxyAgent(proxyUrl: string, options: AgentOptions): HttpsAgent {
  try {
    if (isSocks(proxyUrl))
      return new SocksAgent(proxyUrl, options, { ms: CONNECT_MS, code: CONNECT_TIMEOUT });
    return new TunnelAgent({ ...options, proxyEnv: { HTTPS_PROXY: proxyUrl } });
  } catch (cause) {
    // Such as a password that is no valid text.
    throw new ProxyError({ code: 'proxy_address_not_valid' }, { cause });
  }
}

class DirectAgent extends HttpsAgent {
  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>) {
    const connection = super.createConnection(options, callback);
    learnFamily(String(options.host), connection);
    return connection;
  }
}

/**
 * Node's agent hands over a connection only once its tunnel stands. Until then, and where none comes about, nobody
 * else closes it: not after a proxy's refusal, and not where the server behind the proxy never answers.
 */
class TunnelAgent extends HttpsAgent {
  readonly #opening = new Set<Duplex>();

  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>) {
    const opened: typeof callback = (error, tunnel) => {
      clearTimeout(timer);
      if (socket !== undefined && socket !== null) this.#opening.delete(socket);
      if (error !== null) {
        tunnel?.destroy();
        socket?.destroy();
      }
      callback?.(error, tunnel);
    };
    // An agent's `timeout` is for idle connections, and Node takes it for the proxy's answer as well.
    const socket = super.createConnection({ ...options, timeout: CONNECT_MS }, opened);
    // A little later, so that a proxy that does not answer is told apart from a server that does not.
    const timer = setTimeout(() => socket?.destroy(new NoTunnel()), CONNECT_MS + 1000);
    if (socket !== undefined && socket !== null) this.#opening.add(socket);
    return socket;
  }

  override destroy(): void {
    super.destroy();
    for (const socket of this.#opening) socket.destroy(new NoTunnel());
  }
}

/** The server behind the proxy did not answer. */
class NoTunnel extends Error {
  readonly code = CONNECT_TIMEOUT;
}
