import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import { ProxyError, unsupportedProxy } from './proxy-error.ts';
import type { Route } from './route.ts';

/** For a proxy to open a tunnel and for the encryption in it. */
const TUNNEL_MS = 20_000;

/** The kept https connections of one client: one agent for direct ones, and one for each proxy. */
export class HttpsAgents {
  readonly #options: AgentOptions;
  readonly #direct: HttpsAgent;
  readonly #byProxy = new Map<string, HttpsAgent>();

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#direct = new HttpsAgent(options);
  }

  /** @throws {ProxyError} for a proxy that Hoist cannot speak to */
  on(route: Route): HttpsAgent {
    if (route.kind === 'direct') return this.#direct;
    if (route.kind === 'unsupported') throw unsupportedProxy(route.name);
    const known = this.#byProxy.get(route.url);
    if (known !== undefined) return known;
    const agent = tunnelAgent(route.url, this.#options);
    this.#byProxy.set(route.url, agent);
    return agent;
  }

  /** For one request on a connection of its own; `false` is Node's word for a direct one. */
  freshOn(route: Route): HttpsAgent | false {
    return route.kind === 'proxy' ? tunnelAgent(route.url, {}) : false;
  }

  destroy(): void {
    for (const agent of [this.#direct, ...this.#byProxy.values()]) agent.destroy();
  }
}

function tunnelAgent(proxyUrl: string, options: AgentOptions): HttpsAgent {
  try {
    return new TunnelAgent({ ...options, proxyEnv: { HTTPS_PROXY: proxyUrl } });
  } catch (cause) {
    // Such as a password that is no valid text.
    throw new ProxyError({ code: 'proxy_address_not_valid' }, { cause });
  }
}

/** An agent's `timeout` is for idle connections, and Node takes it for the tunnel's as well. */
class TunnelAgent extends HttpsAgent {
  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>) {
    return super.createConnection({ ...options, timeout: TUNNEL_MS }, callback);
  }
}
