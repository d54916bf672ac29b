import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const algorithm = 'AWS4-HMAC-SHA256';
const region = 'eu-central-1';
const signedHeaders = 'content-type;host';
const longestExpiryS = 604_800;

export type SignatureProblem = 'missing' | 'malformed' | 'not-yet-valid' | 'expired' | 'mismatch';

export interface UrlToSign {
  /** Percent-encoded already. */
  readonly path: string;
  /** Host and port that the URL will be asked at. */
  readonly host: string;
  /** The PUT must carry exactly this Content-Type. */
  readonly contentType: string;
  readonly signedAtMs: number;
  readonly expiresS: number;
}

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Pre-signed URLs as S3 makes them: AWS Signature Version 4 in the query, over the method, the path, every query
 * parameter, and the headers Content-Type and Host; the payload is unsigned.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export class UrlSigner {
  readonly #accessKey = `SANDBOX${randomBytes(6).toString('hex').toUpperCase()}`;
  readonly #secret = randomBytes(32).toString('hex');

  /** The path with its signed query, for a PUT. Times are kept in whole seconds, cut off, as S3 does. */
  sign(url: UrlToSign): string {
    const date = amzDate(url.signedAtMs);
    const query = new URLSearchParams({
      'X-Amz-Algorithm': algorithm,
      'X-Amz-Credential': `${this.#accessKey}/${scopeOf(date)}`,
      'X-Amz-Date': date,
      'X-Amz-Expires': String(url.expiresS),
      'X-Amz-SignedHeaders': signedHeaders,
    });
    const headers = { 'content-type': url.contentType, host: url.host };
    const signature = this.#signature({ method: 'PUT', path: url.path, query, headers }, date);
    return `${url.path}?${canonicalQuery(query)}&X-Amz-Signature=${signature}`;
  }

  /** Undefined where the request may go on. Expiry is looked at before the signature, as S3 does. */
  problemWith(request: SignedRequest, nowMs: number): SignatureProblem | undefined {
    const { query } = request;
    const signature = query.get('X-Amz-Signature');
    if (signature === null) return 'missing';
    const date = query.get('X-Amz-Date') ?? '';
    const signedAtMs = parseAmzDate(date);
    const expiresS = Number(query.get('X-Amz-Expires') ?? Number.NaN);
    const wellFormed =
      query.get('X-Amz-Algorithm') === algorithm &&
      query.get('X-Amz-SignedHeaders') === signedHeaders &&
      query.get('X-Amz-Credential') === `${this.#accessKey}/${scopeOf(date)}` &&
      new Set(query.keys()).size === query.size &&
      Number.isInteger(expiresS) &&
      expiresS > 0 &&
      expiresS <= longestExpiryS;
    if (!wellFormed || signedAtMs === undefined) return 'malformed';
    if (nowMs < signedAtMs) return 'not-yet-valid';
    if (nowMs >= signedAtMs + expiresS * 1_000) return 'expired';
    return sameText(signature, this.#signature(request, date)) ? undefined : 'mismatch';
  }

  #signature({ method, path, query, headers }: SignedRequest, date: string): string {
    const request = [
      method,
      path,
      canonicalQuery(query),
      `content-type:${(headers['content-type'] ?? '').trim()}`,
      `host:${(headers.host ?? '').trim()}`,
      '',
      signedHeaders,
      'UNSIGNED-PAYLOAD',
    ].join('\n');
    const hash = createHash('sha256').update(request).digest('hex');
    const key = [date.slice(0, 8), region, 's3', 'aws4_request'].reduce<string | Buffer>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${this.#secret}`,
    );
    return createHmac('sha256', key)
      .update([algorithm, date, scopeOf(date), hash].join('\n'))
      .digest('hex');
  }
}

/** Takes the same time wherever the texts differ, and whatever their lengths. */
export function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)
    .sort()
    .join('&');
}

/** `encodeURIComponent` leaves five characters that S3 wants encoded; it throws on a lone surrogate. */
function uriEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function scopeOf(date: string): string {
  return `${date.slice(0, 8)}/${region}/s3/aws4_request`;
}

/** `20261123T165200Z` */
function amzDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function parseAmzDate(date: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const timeMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
