import type { ConnectionDraft } from '../../../../preload/contract/contract.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { shellWords } from './shell-words.ts';

/** `upload`: a PUT to the storage, whose signed address holds no setting. `other`: a command that names no setting. */
export type CurlSettings =
  | { readonly kind: 'settings'; readonly values: Partial<ConnectionDraft> }
  | { readonly kind: 'upload' }
  | { readonly kind: 'other' };

/** curl's short options that take a value, by its manual. */
const SHORT_WITH_VALUE = new Set('AbcCdDeEFhHKmoPQrtTuUwxXyYz');
/** Its long options that take one and that commands for the API may hold. Of others, the next word is no address, or it is one. */
const LONG_WITH_VALUE = new Set([
  ...[
    'header',
    'request',
    'url',
    'user',
    'user-agent',
    'output',
    'upload-file',
    'form',
    'form-string',
    'cookie',
  ],
  ...['data', 'data-raw', 'data-ascii', 'data-binary', 'data-urlencode', 'json', 'url-query', 'referer'],
  ...['proxy', 'preproxy', 'proxy-header', 'proxy-user', 'noproxy', 'resolve', 'connect-to', 'oauth2-bearer'],
  ...['max-time', 'connect-timeout', 'retry', 'retry-delay', 'cacert', 'cert', 'key', 'write-out', 'config'],
]);

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z-])/i;

/** Whether a text is a curl command; a prompt may stand before it. */
export const isCurl = (text: string): boolean =>
  /^\s*(?:[^\n$>%#]{0,200}[$>%#]\s*)?curl(?:\.exe)?\s/i.test(text);

/**
 * Reads base URL, key and user id from a curl command for the Files API. Runs nothing. Placeholders count as not given.
 * @param text a text that {@link isCurl}
 */
export function readCurl(text: string): CurlSettings {
  const { headers, addresses, method } = parse(text);
  const isSigned = addresses.some((address) => /[?&]X-Amz-Signature=/i.test(address));
  if (isSigned || method === 'PUT') return { kind: 'upload' };
  const values = {
    ...baseUrlIn(addresses),
    ...named('apiKey', headers.get('api-key')),
    ...userIdIn(headers.get('user-id')),
  };
  return Object.keys(values).length === 0 ? { kind: 'other' } : { kind: 'settings', values };
}

interface Command {
  /** The last one of each name, in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly addresses: readonly string[];
  readonly method: string;
}

function parse(text: string): Command {
  const words = shellWords(text);
  const start = words.findIndex((word) => /^curl(?:\.exe)?$/i.test(word));
  const headers = new Map<string, string>();
  const addresses: string[] = [];
  let method = '';

  function take(option: string, value: string) {
    if (option === 'H' || option === 'header') {
      const [name = '', ...content] = value.split(':');
      headers.set(name.trim().toLowerCase(), content.join(':').trim());
    } else if (option === 'X' || option === 'request') method = value.toUpperCase();
    else if (option === 'T' || option === 'upload-file') method ||= 'PUT';
    else if (option === 'url') addresses.push(value);
  }

  for (let at = start + 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, long, value] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (/^curl(?:\.exe)?$/i.test(word)) break;
    if (long !== undefined) {
      if (value !== undefined) take(long, value);
      else if (LONG_WITH_VALUE.has(long)) take(long, words[++at] ?? '');
    } else if (/^-./.test(word)) {
      const index = [...word].findIndex((letter, n) => n > 0 && SHORT_WITH_VALUE.has(letter));
      if (index !== -1) take(word[index] ?? '', word.slice(index + 1) || (words[++at] ?? ''));
    } else addresses.push(word);
  }
  return { headers, addresses, method };
}

/** What stands before `/v1/files` in the first address that has it. */
function baseUrlIn(addresses: readonly string[]): Partial<ConnectionDraft> {
  for (const address of addresses) {
    const [, start] = /^([^?#]*?)\/v1\/files(?:[/?#]|$)/.exec(address) ?? [];
    if (start === undefined || isPlaceholder(start)) continue;
    const baseUrl = /^https?:\/\//i.test(start) ? start : `https://${start}`;
    if (!URL.canParse(baseUrl)) continue;
    const { origin, hostname, pathname } = new URL(baseUrl);
    // Names that documentation uses, by RFC 2606, and those like “your-server”.
    const isExample = /(?:^|\.)example(?:\.(?:com|net|org))?$|^your\b/.test(hostname);
    if (!isExample) return { baseUrl: origin + (pathname === '/' ? '' : pathname) };
  }
  return {};
}

function userIdIn(text: string | undefined): Partial<ConnectionDraft> {
  // Copies from web pages may have something right behind the id.
  return named('userId', UUID.exec(text ?? '')?.[0] ?? text);
}

const named = (field: keyof ConnectionDraft, text: string | undefined): Partial<ConnectionDraft> =>
  text === undefined || text === '' || isPlaceholder(text) ? {} : { [field]: text };
