import { isSocks, parseSocksAddress } from './socks-address.ts';

/** How a server is reached. */
export type Route =
  | { readonly kind: 'direct' }
  /** Through this proxy: by CONNECT an http or https address, else a SOCKS address. It may contain a name and password. */
  | { readonly kind: 'proxy'; readonly url: string }
  /** Through a proxy that Hoist cannot speak to; `name` is the system's name for it. */
  | { readonly kind: 'unsupported'; readonly name: string };

export const DIRECT: Route = { kind: 'direct' };

/**
 * The port to whoever knows the proxies: the routes to a server, the preferred one first; with none it is reached
 * directly. It is asked for the server's origin only.
 */
export type FindRoutes = (origin: string) => Promise<readonly Route[]> | readonly Route[];

/** Whether this computer looks names up on this route, and not a proxy. */
export function looksUpHere(route: Route): boolean {
  if (route.kind !== 'proxy') return route.kind === 'direct';
  return isSocks(route.url) && !parseSocksAddress(route.url).looksUp;
}

/** A proxy's address for people: without a password. */
export function proxyName(proxyUrl: string): string {
  return new URL(proxyUrl).host;
}
