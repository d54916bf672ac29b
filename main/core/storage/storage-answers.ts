import { CallError, type ErrorAction, oneLine } from '../files-api/call-error.ts';
import { namedPauseMs } from '../files-api/rate-limit-headers.ts';
import type { MessagePart } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';

/** A response of the storage that is not 2xx. */
export interface RefusedPut {
  readonly status: number;
  /** S3's XML, or whatever stands in its place. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** Pre-signed: only the names of its signed headers are ever shown. */
  readonly url?: string;
  readonly sizeBytes?: number;
  readonly nowMs?: number;
}

interface Refusal extends RefusedPut {
  readonly code: string;
  readonly said: MessagePart;
}

type Rule = (refusal: Refusal) => ErrorAction;

/** Maps the `Code` of S3's XML errors. Unknown codes are mapped by their status. */
const BY_CODE: Readonly<Record<string, Rule>> = {
  AccessDenied: denied,
  ExpiredToken: signAnew,
  RequestExpired: signAnew,
  RequestTimeout: transient,
  SlowDown: transient,
  InternalError: transient,
  ServiceUnavailable: transient,
  TemporaryRedirect: elsewhere,
  BadDigest: transient,
  IncompleteBody: transient,
  EntityTooLarge: tooLarge,
  KeyTooLongError: nameTooLong,
  // The codes of the signing service: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  AllAccessDisabled: denied,
  AccountProblem: denied,
  InvalidAccessKeyId: denied,
  InvalidToken: denied,
  NoSuchBucket: denied,
  QuotaExceeded: denied,
  RequestTimeTooSkewed: denied,
};

/**
 * The error for an answer of the storage that is no 2xx. `AccessDenied` is both an expired URL and a refusal for
 * good: S3's words tell them apart.
 */
export function refusedPut(answer: RefusedPut): CallError {
  const { status, body } = answer;
  const named = field(body, 'Code');
  const code = named ?? `http_${status}`;
  const rule = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  const refusal = { ...answer, code, said: wordsOf(answer, named) };
  const because = { code: 'refused_by_storage', because: refusal.said } as const;
  return new CallError(code, because, (rule ?? byStatus(status))(refusal));
}

/** The message says most. Storages that leave it empty still name a code. */
function wordsOf({ status, body }: RefusedPut, code: string | undefined): MessagePart {
  const message = field(body, 'Message');
  if (message === undefined && code === undefined) return { code: 'answered_status', status };
  return { code: 'answered', said: oneLine(message ?? code ?? ''), status };
}

function byStatus(status: number): Rule {
  if (status === 307) return elsewhere;
  if (status === 413) return tooLarge;
  if (status === 414 || status === 431) return nameTooLong;
  if (status === 401 || status === 403) return refusedSigner;
  return status >= 500 || status === 408 || status === 425 || status === 429 ? transient : refused;
}

function field(xml: string, name: string): string | undefined {
  return xml.match(new RegExp(`<${name}>([^<]{1,400})</${name}>`))?.[1];
}

function transient({ said, headers = {}, nowMs = 0 }: Refusal): ErrorAction {
  const otherwise = { code: 'server_error', detail: said } as const;
  return { type: 'retry', otherwise, afterMs: namedPauseMs({ headers, nowMs }) };
}

function signAnew({ said }: Refusal): ErrorAction {
  return { type: 'sign-anew', otherwise: { code: 'storage_refused', detail: said } };
}

/** S3 says “Request has expired” and gives the time that it expired at. */
function denied(refusal: Refusal): ErrorAction {
  if (/expire/i.test(refusal.body)) return signAnew(refusal);
  return { type: 'denied', reason: refusedReason(refusal), mayPass: true };
}

/** A new URL of the same signer would be the same. */
function refusedSigner(refusal: Refusal): ErrorAction {
  return { type: 'denied', reason: refusedReason(refusal), mayPass: false };
}

/**
 * S3 sends requests to the place of a new bucket that not all of its regions know yet. The bytes go to no host that
 * the API did not name itself, so the redirect is not followed; a new URL later may lead there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingRouting.html
 */
function elsewhere(): ErrorAction {
  const detail = { code: 'storage_elsewhere' } as const;
  return { type: 'sign-anew-later', otherwise: { code: 'storage_refused', detail } };
}

/** S3 names the limit. */
function tooLarge({ body, said, sizeBytes }: Refusal): ErrorAction {
  const maxSizeBytes = Number(field(body, 'MaxSizeAllowed'));
  if (sizeBytes === undefined) return { type: 'fail', reason: { code: 'storage_refused', detail: said } };
  return maxSizeBytes > 0
    ? { type: 'fail', reason: { code: 'too_large', sizeBytes, maxSizeBytes } }
    : { type: 'fail', reason: { code: 'refused_as_too_large', sizeBytes } };
}

function nameTooLong({ status }: Refusal): ErrorAction {
  return { type: 'fail', reason: { code: 'name_refused', detail: { code: 'address_too_long', status } } };
}

function refused(refusal: Refusal): ErrorAction {
  return { type: 'fail', reason: refusedReason(refusal) };
}

/** Where the URL was signed for headers that Hoist does not send, no file can ever be accepted: they are named. */
function refusedReason({ url, status, said }: Refusal): FailureReason {
  const headers = status === 400 || status === 401 || status === 403 ? headersNotSent(url) : [];
  if (headers.length === 0) return { code: 'storage_refused', detail: said };
  return { code: 'storage_refused', detail: { code: 'signed_headers', headers: headers.join(', '), status } };
}

/** What each PUT carries: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const SENT: readonly string[] = ['host', 'content-length', 'content-type'];

function headersNotSent(url: string | undefined): string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const signed = [...new URL(url).searchParams].filter(([name]) =>
    /^x-(amz|goog)-signedheaders$/i.test(name),
  );
  const names = signed.flatMap(([, value]) => value.toLowerCase().split(';'));
  // Shown to a person as the server wrote it: only what can be a header's name.
  return names.filter((name) => /^[a-z0-9-]{1,60}$/.test(name) && !SENT.includes(name)).slice(0, 5);
}
