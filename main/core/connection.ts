import { createHash } from 'node:crypto';
import { isIP } from 'node:net';

/** Where uploads go and for whom. */
export interface ConnectionSettings {
  /** May carry a path prefix, such as `https://api.example.com/agents`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** A UUID: the end user that the files belong to. */
  readonly userId: string;
}

export type ConnectionField = keyof ConnectionSettings;

/** A setting that only the person can mend. The sentence names it. */
export interface ConnectionProblem {
  readonly field: ConnectionField;
  readonly message: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The first problem that shows without asking the server, or null. */
export function checkConnection(settings: ConnectionSettings): ConnectionProblem | null {
  return checkBaseUrl(settings.baseUrl) ?? checkApiKey(settings.apiKey) ?? checkUserId(settings.userId);
}

function checkBaseUrl(baseUrl: string): ConnectionProblem | null {
  const problem = (message: string): ConnectionProblem => ({ field: 'baseUrl', message });
  if (baseUrl.trim() === '') return problem('The base URL is missing.');
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return problem('The base URL is not a web address. It looks like https://api.example.com/agents.');
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return problem('The base URL must start with https://, since plain http would send the key unprotected.');
  }
  if (url.username !== '' || url.password !== '') {
    return problem('The base URL must not hold a user name or password.');
  }
  if (/[?#]/.test(baseUrl)) return problem('The base URL must end before any “?” or “#”.');
  return null;
}

function checkApiKey(apiKey: string): ConnectionProblem | null {
  if (apiKey.trim() === '') return { field: 'apiKey', message: 'The API key is missing.' };
  // Anything else cannot be sent as an HTTP header.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    return { field: 'apiKey', message: 'The API key holds a space or a character that no key has.' };
  }
  return null;
}

function checkUserId(userId: string): ConnectionProblem | null {
  if (userId.trim() === '') return { field: 'userId', message: 'The user id is missing.' };
  if (!UUID.test(userId)) {
    return {
      field: 'userId',
      message: 'The user id is not a UUID. It looks like 497f6eca-6276-4993-bfeb-53cbbbba6f08.',
    };
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

/** Names the server and user that a file id belongs to. */
export function destinationOf(settings: ConnectionSettings): string {
  return `${settings.userId.toLowerCase()}@${settings.baseUrl.replace(/\/+$/, '')}`;
}

/** Whether what is meant for this base URL and user goes to `destination`; null stands for any. */
export function isMeantFor(
  destination: string,
  { baseUrl, userId }: { readonly baseUrl: string | null; readonly userId: string | null },
): boolean {
  const [ownUserId = '', ...ownBaseUrl] = destination.split('@');
  const meant = destinationOf({
    ...{ baseUrl: baseUrl ?? ownBaseUrl.join('@'), userId: userId ?? ownUserId, apiKey: '' },
  });
  return meant === destination;
}

/** `user 497f6eca… at api.example.com/agents` for people. */
export function readableDestination(destination: string): string {
  const [userId = '', ...baseUrl] = destination.split('@');
  return `user ${userId.slice(0, 8)}… at ${baseUrl.join('@').replace(/^https?:\/\//, '')}`;
}

/** Names the request budget, which belongs to the key at a server, without telling the key. */
export function budgetOf({ baseUrl, apiKey }: ConnectionSettings): string {
  return createHash('sha256')
    .update(`${new URL(baseUrl).origin}\n${apiKey}`)
    .digest('hex')
    .slice(0, 16);
}
