import { createHash, createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import type { ContentKey } from './content.ts';
import type { ConnectionProblem, PlainConnectionMessage } from './messages.ts';
import { plainUrl, shortAddress, shownAddress } from './shown-address.ts';

export type { ConnectionField } from './messages.ts';

/** Where uploads go and for whom. */
export interface ConnectionSettings {
  /** May carry a path prefix, such as `https://api.example.com/agents`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** A UUID: the end user that the files belong to. */
  readonly userId: string;
}

/** Also an empty one. */
const HAS_QUERY = /[?#]/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The first problem that shows without asking the server, or null. */
export function checkConnection(settings: ConnectionSettings): ConnectionProblem | null {
  return checkBaseUrl(settings.baseUrl) ?? checkApiKey(settings.apiKey) ?? checkUserId(settings.userId);
}

/** @returns the problem of a base URL, or null */
export function checkBaseUrl(baseUrl: string): ConnectionProblem | null {
  const problem = (code: PlainConnectionMessage) => ({ field: 'baseUrl', message: { code } }) as const;
  if (baseUrl.trim() === '') return problem('base_url_missing');
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return problem('base_url_no_address');
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return problem('base_url_unprotected');
  }
  if (plainUrl(baseUrl) === null) return problem('base_url_with_login');
  if (HAS_QUERY.test(baseUrl)) return problem('base_url_with_query');
  return null;
}

function checkApiKey(apiKey: string): ConnectionProblem | null {
  if (apiKey.trim() === '') return { field: 'apiKey', message: { code: 'key_missing' } };
  // Anything else cannot be sent as an HTTP header.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    return { field: 'apiKey', message: { code: 'key_characters' } };
  }
  return null;
}

function checkUserId(userId: string): ConnectionProblem | null {
  if (userId.trim() === '') return { field: 'userId', message: { code: 'user_id_missing' } };
  if (!UUID.test(userId)) {
    return { field: 'userId', message: { code: 'user_id_no_uuid' } };
  }
  return null;
}

/** Whether the URL stays on this machine. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Other names under localhost are looked up, and may lead anywhere.
  if (host === 'localhost') return true;
  return isIP(host) === 4 ? host.startsWith('127.') : host === '::1';
}

/** Whether both lead to one server, whatever their paths. What is no address leads nowhere. */
export function isSameServer(baseUrl: string, other: string): boolean {
  if (!URL.canParse(baseUrl) || !URL.canParse(other)) return false;
  return new URL(baseUrl).origin === new URL(other).origin;
}

export function withoutTrailingSlashes(baseUrl: string): string {
  let end = baseUrl.length;
  while (baseUrl[end - 1] === '/') end -= 1;
  return baseUrl.slice(0, end);
}

/** Names the server and user that a file id belongs to, by one spelling of each. */
export function destinationOf({ baseUrl, userId }: Pick<ConnectionSettings, 'baseUrl' | 'userId'>): string {
  return `${userId.trim().toLowerCase()}@${normalBaseUrl(baseUrl)}`;
}

/** The destination as {@link destinationOf} spells it today, whichever spelling it was kept under. */
export function normalDestination(destination: string): string {
  const [userId = '', ...baseUrl] = destination.split('@');
  return destinationOf({ userId, baseUrl: baseUrl.join('@') });
}

/**
 * The one spelling of all that lead to the same place: https://www.rfc-editor.org/rfc/rfc3986#section-6.2. What no
 * connection can have stands as it may be shown, since lists and the database hold it.
 */
function normalBaseUrl(baseUrl: string): string {
  const text = baseUrl.trim();
  const url = plainUrl(text);
  if (url === null || HAS_QUERY.test(text)) return withoutTrailingSlashes(shownAddress(text));
  const { protocol, hostname, port, pathname } = url;
  const host = `${hostname.replace(/\.$/, '')}${port === '' ? '' : `:${port}`}`;
  const path = pathname.replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase());
  return withoutTrailingSlashes(`${protocol}//${host}${path}`);
}

/** Whether what is meant for this base URL and user goes to `destination`; null stands for any. */
export function isMeantFor(
  destination: string,
  { baseUrl, userId }: { readonly baseUrl: string | null; readonly userId: string | null },
): boolean {
  const [ownUserId = '', ...ownBaseUrl] = destination.split('@');
  const meant = destinationOf({
    baseUrl: baseUrl ?? ownBaseUrl.join('@'),
    userId: userId ?? ownUserId,
  });
  return meant === normalDestination(destination);
}

/** `497f6eca…` and `api.example.com/agents` for people. */
export function whomOf(destination: string): { readonly user: string; readonly server: string } {
  const [userId = '', ...baseUrl] = destination.split('@');
  return { user: `${userId.slice(0, 8)}…`, server: shortAddress(baseUrl.join('@')) };
}

/** Names the request budget, which belongs to the key at a server, without telling the key. */
export function budgetOf({ baseUrl, apiKey }: ConnectionSettings): string {
  return createHash('sha256')
    .update(`${new URL(baseUrl).origin}\n${apiKey}`)
    .digest('hex')
    .slice(0, 16);
}

/**
 * Names the group of desks that share a request budget, for a server that must not learn the key: 128 bits of an
 * HMAC-SHA-256 of the server's address under the key.
 */
export function quotaTagOf({ baseUrl, apiKey }: ConnectionSettings): string {
  return createHmac('sha256', apiKey).update(new URL(baseUrl).origin).digest('hex').slice(0, 32);
}

/**
 * @returns what names a content for that group: 128 bits of an HMAC-SHA-256 under the key, so that the server learns neither
 * the content nor whose it is, and cannot try contents that it knows
 */
export function contentNamesFor({ apiKey }: ConnectionSettings): (content: ContentKey) => string {
  return ({ destination, retention, sha256 }) =>
    createHmac('sha256', apiKey)
      .update(JSON.stringify([destination, retention, sha256]))
      .digest('hex')
      .slice(0, 32);
}
