import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const algorithm = 'AWS4-HMAC-SHA256';
const region = 'eu-central-1';
const signedHeaders = 'content-type;host';
const longestExpiryS = 604_800;

export type SignatureProblem = 'missing' | 'malformed' | 'not-yet-valid' | 'expired' | 'mismatch';

export interface UrlToSign {
  /** Already percent-encoded. */
  readonly path: string;
  /** Host and port of the URL. */
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
 * Makes pre-signed URLs as S3 does: AWS Signature Version 4 in the query, over the method, the path, each query parameter, and
 * the headers Content-Type and Host. The payload is not signed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export class UrlSigner {
  readonly #accessKey = `SANDBOX${randomBytes(6).toString('hex').toUpperCase()}`;
  readonly #secret = randomBytes(32).toString('hex');

  /** @returns the path with its signed query, for a PUT. Times are cut to whole seconds, as in S3. */
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

  /** @returns undefined if the request may continue. Expiry is checked before the signature, as in S3. */
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

/** Compares two texts in a time that depends neither on their difference nor on their lengths. */
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

/**
 * Encodes the five characters too that `encodeURIComponent` leaves and S3 wants encoded.
 * @throws {URIError} for a lone surrogate
 */
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
