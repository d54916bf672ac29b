import type { MessagePart } from '../model/messages.ts';
import { isUntrusted } from '../network/certificates.ts';
import { CONNECT_TIMEOUT } from '../network/https-agents.ts';
import { proxyErrorBehind } from '../network/proxy-error.ts';
import { CallError } from './call-error.ts';

const BEFORE_CONNECTED: readonly unknown[] = ['lookup', 'connect', 'secureConnect'];

/** System codes that say: there is no way to that server now. */
const UNREACHABLE: Readonly<Record<string, MessagePart>> = {
  ENOTFOUND: { code: 'name_unknown' },
  EAI_AGAIN: { code: 'name_not_looked_up' },
  ECONNREFUSED: { code: 'no_connections_taken' },
  ENETUNREACH: { code: 'no_network' },
  EHOSTUNREACH: { code: 'no_way' },
  ENETDOWN: { code: 'no_network' },
  EADDRNOTAVAIL: { code: 'no_network' },
  [CONNECT_TIMEOUT]: { code: 'no_answer' },
  // A clock that was never set, or a certificate that nobody has renewed yet.
  CERT_NOT_YET_VALID: { code: 'certificate_out_of_date' },
  CERT_HAS_EXPIRED: { code: 'certificate_out_of_date' },
  ERR_TLS_CERT_ALTNAME_INVALID: { code: 'another_answers' },
};

const BROKEN: Readonly<Record<string, MessagePart>> = {
  ECONNRESET: { code: 'connection_cut' },
  EPIPE: { code: 'connection_cut' },
  ETIMEDOUT: { code: 'no_answer_in_time' },
};

/** What a failed request says in the system's words, without the URL. */
function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // Of got's timeouts, the event says what was waited for.
  if ('event' in error && BEFORE_CONNECTED.includes(error.event)) return CONNECT_TIMEOUT;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return code === 'ETIMEDOUT' && isOfConnecting(error) ? CONNECT_TIMEOUT : code;
}

/** Whether there was no connection yet: of several addresses of a name, none gave one. */
export function isOfConnecting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError)
    return error.errors.every((each) => each instanceof Error && isOfConnecting(each));
  if ('syscall' in error && error.syscall === 'connect') return true;
  return error.cause instanceof Error && isOfConnecting(error.cause);
}

/** Neither passes by itself: the certificate is not trusted, or what answers there speaks no HTTP (or no TLS). */
const NOT_A_WEB_SERVER = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|HPE_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/** Time mends it, or whoever sets the clock: no address is wrong. */
const OUT_OF_DATE = /^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/;

/**
 * What stands between a server that is known to be one and this computer speaks no TLS. Of a PUT it is not said, which
 * may have been heard before.
 */
const NO_TLS = /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/;

/**
 * The error for a call to the API that got no answer.
 * @param knownServer whether this server has given an answer of the API's own before
 * @param wasStale whether it was made on a kept connection, which may have been closed or forgotten
 */
export function unansweredCall(error: unknown, knownServer: boolean, wasStale = false): CallError {
  const proxy = proxyErrorBehind(error);
  if (proxy !== null) return offline(proxy.code, proxy.because);
  const code = systemCode(error);
  if (!knownServer && NOT_A_WEB_SERVER.test(code) && !OUT_OF_DATE.test(code)) {
    const message = { code: 'no_trusted_server', error: code } as const;
    return new CallError(code, message, { type: 'block', problem: { field: 'baseUrl', message } });
  }
  const unreachable = whyUnreachable(code);
  if (unreachable !== null) return offline(code, unreachable);
  if (NO_TLS.test(code)) return offline(code, { code: 'another_answers' });
  const detail = brokenConnection(error);
  return new CallError(
    code,
    { code: 'unanswered', because: detail },
    { type: 'retry', otherwise: { code: 'network_error', detail } },
    { wasStale },
  );
}

function offline(code: string, because: MessagePart): CallError {
  return new CallError(code, { code: 'unreachable', because }, { type: 'wait-online' });
}

/** Whether there was no way to the server at all, so that it cannot have heard a word. */
export function isUnreachable(error: unknown): boolean {
  return proxyErrorBehind(error) !== null || whyUnreachable(systemCode(error)) !== null;
}

function whyUnreachable(code: string): MessagePart | null {
  // Of a server that was trusted before: a network that reads along, or asks for a login first.
  if (isUntrusted(code)) return { code: 'certificate_untrusted' };
  return UNREACHABLE[code] ?? null;
}

/** A few words on a connection that did not hold. */
export function brokenConnection(error: unknown): MessagePart {
  const proxy = proxyErrorBehind(error);
  if (proxy !== null) return proxy.because;
  const code = systemCode(error);
  return BROKEN[code] ?? whyUnreachable(code) ?? { code: 'connection_error', error: code };
}
