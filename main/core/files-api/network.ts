import { isUntrusted } from '../network/certificates.ts';
import { proxyErrorBehind } from '../network/proxy-error.ts';
import { CallError } from './errors.ts';

/** No connection came about in time: packets are dropped, as by a firewall or a VPN that is down. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';
const BEFORE_CONNECTED: readonly unknown[] = ['lookup', 'connect', 'secureConnect'];

/** System codes that say: there is no way to that server now. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'it does not accept connections',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to it',
  ENETDOWN: 'there is no network',
  EADDRNOTAVAIL: 'there is no network',
  [CONNECT_TIMEOUT]: 'it does not answer',
};

const BROKEN: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'no answer in time',
};

/** What a failed request says in the system's words, without the URL. */
function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // Of got's timeouts, the event says what was waited for.
  if ('event' in error && BEFORE_CONNECTED.includes(error.event)) return CONNECT_TIMEOUT;
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

/** Neither passes by itself: the certificate is not trusted, or what answers there speaks no HTTP (or no TLS). */
const NOT_A_WEB_SERVER = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|HPE_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/**
 * The error for a call to the API that got no answer.
 * @param knownServer whether this server has given an answer of the API's own before
 */
export function unansweredCall(error: unknown, knownServer: boolean): CallError {
  const proxy = proxyErrorBehind(error);
  if (proxy !== null) return new CallError(proxy.code, proxy.message, { do: 'wait-online' });
  const code = systemCode(error);
  if (!knownServer && NOT_A_WEB_SERVER.test(code)) {
    const message = `The base URL does not lead to a trusted web server (${code}).`;
    return new CallError(code, message, { do: 'hold', problem: { field: 'baseUrl', message } });
  }
  const unreachable = whyUnreachable(code);
  if (unreachable !== null) {
    return new CallError(code, `The server cannot be reached: ${unreachable}.`, { do: 'wait-online' });
  }
  const detail = brokenConnection(error);
  return new CallError(code, `The server did not answer: ${detail}.`, {
    do: 'retry',
    otherwise: { code: 'network_error', detail },
  });
}

/** Whether there was no way to the server at all, so that it cannot have heard a word. */
export function isUnreachable(error: unknown): boolean {
  return proxyErrorBehind(error) !== null || whyUnreachable(systemCode(error)) !== null;
}

function whyUnreachable(code: string): string | null {
  // Of a server that was trusted before: a network that reads along, or asks for a login first.
  if (isUntrusted(code)) return 'its certificate is not trusted on this computer';
  return UNREACHABLE[code] ?? null;
}

/** A few words on a connection that did not hold. */
export function brokenConnection(error: unknown): string {
  const proxy = proxyErrorBehind(error);
  if (proxy !== null) return proxy.because;
  const code = systemCode(error);
  return BROKEN[code] ?? whyUnreachable(code) ?? `connection error ${code}`;
}
