import { parseNoProxy } from './no-proxy.ts';
import { DIRECT, type FindRoutes, type Route } from './route.ts';
import { isSocksScheme } from './socks-address.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that names no proxy that Hoist can use; `name` is null where it is not even an address. */
export interface UnusableVariable {
  readonly variable: string;
  readonly name: string | null;
}

/**
 * The proxy that the environment names for https, as curl reads it: HTTPS_PROXY, ALL_PROXY, NO_PROXY, each in lower
 * case before upper case.
 * @see https://everything.curl.dev/usingcurl/proxies/env.html
 */
export function environmentRoutes(environment: Environment): FindRoutes {
  const { route } = proxyOf(environment);
  const isExempt = exemptions(environment);
  return (origin) => [isExempt(new URL(origin)) ? DIRECT : route];
}

/** @returns the variable that keeps a server from being reached, or null where none does */
export function unusableProxy(environment: Environment, server: URL): UnusableVariable | null {
  const { variable, route } = proxyOf(environment);
  if (route.kind !== 'unsupported' || exemptions(environment)(server)) return null;
  return { variable, name: route.name === variable ? null : route.name };
}

/** The name and password that the environment has for a proxy that was named without, where it is the same one. */
export function withCredentials(environment: Environment, route: Route): Route {
  const { route: known } = proxyOf(environment);
  if (route.kind !== 'proxy' || known.kind !== 'proxy') return route;
  return new URL(known.url).host === new URL(route.url).host ? known : route;
}

/** The variable that names the proxy; empty where none does. */
export function proxyVariable(environment: Environment): string {
  return proxyOf(environment).variable;
}

/** Whether NO_PROXY says that a server is reached directly. */
export function isExemptFromProxy(environment: Environment, url: URL): boolean {
  return exemptions(environment)(url);
}

function exemptions(environment: Environment): (url: URL) => boolean {
  return parseNoProxy(read(environment, 'no_proxy')?.value ?? '');
}

/** The proxy that the environment names, and the variable that names it; empty where none does. */
export function proxyOf(environment: Environment): { readonly variable: string; readonly route: Route } {
  const named = read(environment, 'https_proxy') ?? read(environment, 'all_proxy');
  if (named === undefined) return { variable: '', route: DIRECT };
  return { variable: named.variable, route: parseProxy(named.value) ?? unreadable(named.variable) };
}

/** It may contain a password, so the error names only its variable. */
function unreadable(variable: string): Route {
  return { kind: 'unsupported', name: variable };
}

function read(
  environment: Environment,
  name: string,
): { readonly variable: string; readonly value: string } | undefined {
  for (const variable of [name, name.toUpperCase()]) {
    const value = unquoted(environment[variable]?.trim() ?? '');
    if (value !== '') return { variable, value };
  }
  return undefined;
}

/** Files with variables are read by programs that keep quotes, and by others that do not. */
function unquoted(value: string): string {
  return /^(["'])(?<inner>.*)\1$/.exec(value)?.groups?.['inner']?.trim() ?? value;
}

/**
 * Takes an address apart as curl does: user and password end at the last `@` before the first `/`, `?` or `#`, and
 * only what is a code (`%23`) is decoded in them.
 * @returns null where it cannot be read
 */
export function parseProxy(value: string): Route | null {
  const parts =
    /^(?:(?<scheme>[a-z][a-z\d+.-]*):\/\/)?(?<authority>[^/?#]*)(?<rest>.*)$/is.exec(value)?.groups ?? {};
  const scheme = (parts['scheme'] ?? 'http').toLowerCase();
  const [, login, host = ''] = /^(?:(.*)@)?(.*)$/s.exec(parts['authority'] ?? '') ?? [];
  // The rest of the address is a password that contains one of these characters.
  if (parts['rest']?.includes('@') || !isHost(host)) return null;
  const name = `${scheme}://${host}`;
  if (scheme !== 'http' && scheme !== 'https' && !isSocksScheme(scheme)) return { kind: 'unsupported', name };
  if (login === undefined) return { kind: 'proxy', url: name };
  const [user = '', password] = splitOnce(login, ':').map(encoded);
  if (user === null || password === null) return null;
  const credentials = password === undefined ? user : `${user}:${password}`;
  return { kind: 'proxy', url: `${scheme}://${credentials}@${host}` };
}

function isHost(host: string): boolean {
  const isPlain = /^(\[[\da-f:.]+\]|[^\s[\]:@\\"'`<>^|{}%]+)(:\d{1,5})?$/i.test(host);
  return isPlain && URL.canParse(`http://${host}`);
}

/** For a URL, whatever stood there; null where its codes give no text. */
function encoded(text: string): string | null {
  try {
    return encodeURIComponent(decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, '%25')));
  } catch {
    return null;
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
