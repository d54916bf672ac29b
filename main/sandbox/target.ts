export interface Target {
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * @returns path and query of a request target; undefined if it is no plain path, or if a server in between could read it as
 *   another path: dot segments, backslashes, and encoded separators, dots or control characters
 */
export function parseTarget(target: string): Target | undefined {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1));
  if (!path.startsWith('/') || /\\|\/\/|%(2e|2f|5c|[01][0-9a-f]|7f)/i.test(path)) return undefined;
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) return undefined;
  return { path, query };
}

/** @returns the request's Host if it is a loopback name, else undefined: a foreign page may point its own name here */
export function loopbackHost(host: string | undefined): string | undefined {
  return host !== undefined && /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/.test(host) ? host : undefined;
}
