import { messageText } from '../model/english.ts';
import type { MessagePart } from '../model/messages.ts';
import { isShortage } from '../util/shortage.ts';
import { proxyName, type Route } from './route.ts';

/** A proxy is in the way, so that the server cannot have heard a word. The message is for people. */
export class ProxyError extends Error {
  readonly code = 'PROXY';
  /** As a part of a sentence. */
  readonly because: MessagePart;
  constructor(because: MessagePart, options?: ErrorOptions) {
    super(messageText({ code: 'unreachable', because }), options);
    this.name = 'ProxyError';
    this.because = because;
  }

  /** Whether the proxy lets nobody through whom it does not know. */
  get wantsLogin(): boolean {
    return typeof this.because === 'object' && this.because.code === 'proxy_wants_login';
  }
}

/** The error of a request as that of the proxy on its way, where it is one; else null. */
export function proxyError(error: unknown, route: Route): ProxyError | null {
  if (route.kind !== 'proxy') return null;
  const cause = behind(error, isOfProxy);
  if (cause === null) return null;
  const refusal = behind(error, (each) => isOfProxy(each) && 'statusCode' in each);
  const status = refusal !== null && 'statusCode' in refusal ? Number(refusal.statusCode) : null;
  return new ProxyError(failureOf(proxyName(route.url), status), { cause });
}

function isOfProxy(error: Error): boolean {
  if ('code' in error && error.code === 'ERR_PROXY_TUNNEL') return true;
  // One for each address of the proxy's name.
  if (error instanceof AggregateError)
    return error.errors.every((each) => each instanceof Error && isOfProxy(each));
  // This computer's own: it has no resources for one more connection.
  if (isShortage(error)) return false;
  // Behind a proxy nothing else is looked up or connected to.
  return 'syscall' in error && ['connect', 'getaddrinfo'].includes(String(error.syscall));
}

/** For a route that leads through a proxy which Hoist does not speak to. */
export function unsupportedProxy(name: string): ProxyError {
  return new ProxyError({ code: 'proxy_unsupported', name });
}

function failureOf(proxy: string, status: number | null): MessagePart {
  if (status === null) return { code: 'proxy_silent', proxy };
  // 401 is for servers, and yet some proxies ask for their password by it.
  if (status === 407 || status === 401) return { code: 'proxy_wants_login', proxy };
  if (status === 403) return { code: 'proxy_forbids', proxy };
  return { code: 'proxy_finds_no_way', proxy, status };
}

/** The proxy's error behind a failed request, if that is why it failed. */
export function proxyErrorBehind(error: unknown): ProxyError | null {
  const found = behind(error, (cause) => cause instanceof ProxyError);
  return found instanceof ProxyError ? found : null;
}

function behind(error: unknown, is: (cause: Error) => boolean): Error | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (is(cause)) return cause;
  return null;
}
