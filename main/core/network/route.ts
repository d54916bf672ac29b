/** How a server is reached. */
export type Route =
  | { readonly kind: 'direct' }
  /** Through this proxy by CONNECT: an http or https address that may contain a name and password. */
  | { readonly kind: 'proxy'; readonly url: string }
  /** Through a proxy that Hoist cannot speak to; `name` is the system's name for it. */
  | { readonly kind: 'unsupported'; readonly name: string };

export const DIRECT: Route = { kind: 'direct' };

/**
 * The port to whoever knows the proxies: the routes to a server, the preferred one first; with none it is reached
 * directly. It is asked for the server's origin only.
 */
export type FindRoutes = (origin: string) => Promise<readonly Route[]> | readonly Route[];

/** A proxy's address for people: without a password. */
export function proxyName(proxyUrl: string): string {
  return new URL(proxyUrl).host;
}
