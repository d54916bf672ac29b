/** What a person or a parser of URLs may take for the `@` after a login: itself, in other widths too, and its codes. */
const HAS_AT = /[@\uff20\ufe6b]|%(?:25)*(?:40|ef%(?:25)*(?:bc%(?:25)*a0|b9%(?:25)*ab))/iu;
const UP_TO_LAST_AT = /^.*(?:[@\uff20\ufe6b]|%(?:25)*(?:40|ef%(?:25)*(?:bc%(?:25)*a0|b9%(?:25)*ab)))/isu;
const WEB = /^https?:\/\//i;
/** Also an empty login, which a parsed URL does not show. */
const LOGIN = /^[^:]*:[/\\]*[^/\\?#]*@/;
const QUERY = /[?#].*$/s;

/**
 * An address as it may be shown: without a login, and without a query, which may hold a secret too. This is also safe for a
 * text that is no address, since a mistyped address may hold a password.
 * @returns the address as it is where there is nothing to hide
 */
export function shownAddress(text: string): string {
  const url = plainUrl(text);
  // A slash ends the host, so a login with one seems to be a port and a path. Calls would go to that host.
  if (url !== null && HAS_AT.test(text)) return `${url.protocol}//${url.hostname}…`;
  const shown = url === null ? withoutLogin(text) : text;
  return shown.replace(QUERY, (query) => `${query.charAt(0)}…`);
}

/** @returns what tells the address from others, such as `api.example.com/agents` */
export function shortAddress(text: string): string {
  return shownAddress(text).replace(WEB, '');
}

/** @returns the host and port of an address; of a text that is no address, what may be shown */
export function shownHost(text: string): string {
  const url = plainUrl(text);
  return url === null || HAS_AT.test(text) ? shortAddress(text) : url.host;
}

/** An address of the web with a host and without a login; null for any other text. */
export function plainUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && !LOGIN.test(text) ? url : null;
}

function withoutLogin(text: string): string {
  return text.replace(UP_TO_LAST_AT, () => `${WEB.exec(text)?.[0] ?? ''}…@`);
}
