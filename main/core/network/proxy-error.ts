import { proxyName, type Route } from './route.ts';

/** A proxy is in the way, so that the server cannot have heard a word. The message is for people. */
export class ProxyError extends Error {
  readonly code = 'PROXY';
  /** As a part of a sentence. */
  readonly because: string;
  constructor(because: string, options?: ErrorOptions) {
    super(`The server cannot be reached: ${because}.`, options);
    this.name = 'ProxyError';
    this.because = because;
  }
}

/** The error of a request as that of the proxy on its way, where it is one; else null. */
export function proxyError(error: unknown, route: Route): ProxyError | null {
  if (route.kind !== 'proxy') return null;
  const cause = behind(error, isOfProxy);
  if (cause === null) return null;
  const refusal = behind(error, (each) => isOfProxy(each) && 'statusCode' in each);
  const status = refusal !== null && 'statusCode' in refusal ? Number(refusal.statusCode) : null;
  return new ProxyError(`the proxy ${proxyName(route.url)} ${trouble(status)}`, { cause });
}

function isOfProxy(error: Error): boolean {
  if ('code' in error && error.code === 'ERR_PROXY_TUNNEL') return true;
  // Behind a proxy nothing else is looked up or connected to.
  return 'syscall' in error && ['connect', 'getaddrinfo'].includes(String(error.syscall));
}

/** For a route that leads through a proxy which Hoist does not speak to. */
export function unsupportedProxy(name: string): ProxyError {
  return new ProxyError(`the network asks for a proxy that Hoist cannot use (${name})`);
}

function trouble(status: number | null): string {
  if (status === null) return 'does not answer';
  if (status === 407) return 'asks for a user name and password';
  if (status === 403) return 'does not allow it';
  return `finds no way to it (${status})`;
}

/** The proxy's trouble behind a failed request, if that is why it failed. */
export function proxyErrorBehind(error: unknown): ProxyError | null {
  const found = behind(error, (cause) => cause instanceof ProxyError);
  return found instanceof ProxyError ? found : null;
}

function behind(error: unknown, is: (cause: Error) => boolean): Error | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (is(cause)) return cause;
  return null;
}
