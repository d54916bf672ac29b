import type { QuotaAddressProblem } from '../model/quota-status.ts';
import { shownAddress } from '../model/shown-address.ts';

/** Where the server of the shared quota is, and how to log in. */
export interface QuotaAddress {
  readonly kind: 'server' | 'cluster' | 'sentinel';
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly isTls: boolean;
  readonly username: string | null;
  readonly password: string | null;
  readonly database: number;
  /** What the sentinels call the server; empty where there are none. */
  readonly name: string;
}

export class QuotaAddressError extends TypeError {
  readonly code: QuotaAddressProblem;

  constructor(code: QuotaAddressProblem) {
    super(`expected an address like rediss://user:password@host:6379/0 (${code})`);
    this.name = 'QuotaAddressError';
    this.code = code;
  }
}

const DEFAULT_PORT = { server: 6379, cluster: 6379, sentinel: 26_379 } as const;
/** Hosts and the path have nothing that a person may take for the `@` after a login. */
const PARTS =
  /^(?<scheme>[a-z][a-z\d+.-]*):\/\/(?:(?<login>[^/?#]*)@)?(?<hosts>[^/\\?#@%\uff20\ufe6b]*)(?:\/(?<path>[^?#@%\uff20\ufe6b]*))?$/i;
const SCHEME = /^redis(?<tls>s?)(?:\+(?<kind>cluster|sentinel))?$/i;
const HOST = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<name>[^\s:@[\]]+))(?::(?<port>\d{1,5}))?$/i;

/**
 * Reads `redis[s]://[[user]:password@]host[:port][/database]`, and the same with `redis[s]+cluster://host,host` and
 * `redis[s]+sentinel://host,host/name[/database]`.
 * @throws {QuotaAddressError} without any part of the address in it
 */
export function parseQuotaAddress(text: string): QuotaAddress {
  const parts = PARTS.exec(text.trim())?.groups;
  if (parts === undefined) throw new QuotaAddressError('no_address');
  const scheme = SCHEME.exec(parts['scheme'] ?? '')?.groups;
  if (scheme === undefined) throw new QuotaAddressError('scheme');
  const kind = (scheme['kind']?.toLowerCase() ?? 'server') as QuotaAddress['kind'];
  const nodes = (parts['hosts'] ?? '').split(',').map((host) => nodeOf(host, DEFAULT_PORT[kind]));
  if (kind === 'server' && nodes.length > 1) throw new QuotaAddressError('host');
  const [username, password] = loginOf(parts['login']);
  const path = (parts['path'] ?? '').split('/').filter((part) => part !== '');
  const name = kind === 'sentinel' ? path.shift() : '';
  const [database = '0', ...rest] = path;
  const isPath = name !== undefined && rest.length === 0 && /^\d{1,4}$/.test(database);
  if (!isPath || (kind === 'cluster' && database !== '0')) throw new QuotaAddressError('path');
  return { kind, nodes, isTls: scheme['tls'] !== '', username, password, database: Number(database), name };
}

function nodeOf(text: string, defaultPort: number) {
  const { v6, name, port } = HOST.exec(text)?.groups ?? {};
  const host = v6 ?? name;
  const number = port === undefined ? defaultPort : Number(port);
  if (host === undefined || number < 1 || number > 65_535) throw new QuotaAddressError('host');
  return { host, port: number };
}

function loginOf(login: string | undefined): [username: string | null, password: string | null] {
  if (login === undefined) return [null, null];
  const at = login.indexOf(':');
  const [username, password] = at === -1 ? [login, ''] : [login.slice(0, at), login.slice(at + 1)];
  try {
    const [name, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
    return [name === '' ? null : name, secret === '' ? null : secret];
  } catch {
    throw new QuotaAddressError('login');
  }
}

/** The address without its login, for people: `rediss://cache.example.com:6379/0`. */
export function shownQuotaAddress(text: string): string {
  const parts = PARTS.exec(text.trim())?.groups;
  if (parts === undefined) return shownAddress(text);
  const path = parts['path'] === undefined ? '' : `/${parts['path']}`;
  return `${parts['scheme']}://${parts['hosts']}${path}`;
}

/** @returns the address without its password, and the password as a person writes it; empty where it has none */
export function splitQuotaPassword(text: string): { readonly url: string; readonly password: string } {
  const url = text.trim();
  const login = PARTS.exec(url)?.groups?.['login'];
  const at = login?.indexOf(':') ?? -1;
  if (login === undefined || at === -1) return { url, password: '' };
  const username = login.slice(0, at);
  return {
    url: url.replace(`${login}@`, () => (username === '' ? '' : `${username}@`)),
    password: decoded(login.slice(at + 1)),
  };
}

/** @returns an address without a password with this one */
export function withQuotaPassword(url: string, password: string): string {
  if (password === '') return url;
  const username = PARTS.exec(url)?.groups?.['login'] ?? '';
  const rest = username === '' ? url : url.replace(`${username}@`, '');
  return rest.replace('://', () => `://${username}:${encodeURIComponent(password)}@`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
