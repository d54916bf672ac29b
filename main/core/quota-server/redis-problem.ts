import { ErrorReply } from '@redis/client';
import type { QuotaProblem } from '../model/quota-status.ts';
import { MissingRightsError, QuotaError } from '../rate-limit/shared-quota.ts';

/** By the first word of the server's error: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REPLIES: Readonly<Record<string, QuotaProblem>> = {
  WRONGPASS: 'login_refused',
  NOAUTH: 'login_refused',
  NOPERM: 'not_allowed',
  READONLY: 'read_only',
  MASTERDOWN: 'read_only',
  NOREPLICAS: 'read_only',
  MISCONF: 'read_only',
  OOM: 'full',
  LOADING: 'loading',
  BUSY: 'slow',
  MOVED: 'cluster',
  ASK: 'cluster',
  CROSSSLOT: 'cluster',
  CLUSTERDOWN: 'unreachable',
};
const CERTIFICATE = /CERT|ALTNAME|UNABLE_TO_(GET|VERIFY)|SELF_SIGNED/;
const NO_TLS = /WRONG_VERSION_NUMBER|^EPROTO$|PACKET_LENGTH|ERR_SSL/;

/** @returns what the error of the client means for the shared quota; its text has no password */
export function quotaError(error: unknown): QuotaError {
  if (error instanceof QuotaError) return error;
  if (!(error instanceof Error)) return new QuotaError('unexpected', String(error));
  if (error instanceof ErrorReply) return replyError(error.message);
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) return new QuotaError('certificate', code);
  if (NO_TLS.test(code)) return new QuotaError('no_tls', code);
  return new QuotaError('unreachable', code === '' ? error.name : code);
}

function replyError(message: string): QuotaError {
  const word = /^[A-Z]+/.exec(message)?.[0] ?? '';
  const right = word === 'NOPERM' ? missingRight(message) : null;
  if (right !== null) return new MissingRightsError([right]);
  const code = REPLIES[word];
  if (code !== undefined) return new QuotaError(code, word);
  if (/unknown command|NOPROTO|unsupported/i.test(message))
    return new QuotaError('too_old', message.slice(0, 80));
  // The user may run scripts, but not all commands of this one: Redis 7.0, and later ones.
  if (/can't run this command|ACL failure in script/.test(message))
    return new QuotaError('not_allowed', word);
  if (/invalid password|without any password/i.test(message)) return new QuotaError('login_refused', word);
  return new QuotaError('unexpected', message.slice(0, 200));
}

/** @returns the rule that would allow what the server refused; null where its text does not name it */
function missingRight(message: string): string | null {
  const command = /run the '([a-z|]+)' command/.exec(message)?.[1];
  if (command !== undefined) return `+${command}`;
  return /access (a key|one of the keys)/.test(message) ? '~hoist:*' : null;
}

/** The system's code of the error or of its cause; several tries, as of IPv6 and IPv4, come as one error. */
function codeOf(error: Error & { readonly code?: unknown; readonly errors?: unknown }): string {
  if (typeof error.code === 'string') return error.code;
  if (Array.isArray(error.errors) && error.errors[0] instanceof Error) return codeOf(error.errors[0]);
  const { cause } = error;
  return cause instanceof Error ? codeOf(cause) : '';
}
