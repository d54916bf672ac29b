import type { Part } from '../sayings.ts';
import { CallError, type Meaning, oneLine } from './errors.ts';

/** What the `Code` of S3's XML errors means. Unknown codes go by their status. */
const BY_CODE: Readonly<Record<string, (said: Part) => Meaning>> = {
  AccessDenied: signAnew,
  ExpiredToken: signAnew,
  RequestTimeout: transient,
  SlowDown: transient,
  InternalError: transient,
  ServiceUnavailable: transient,
  TemporaryRedirect: elsewhere,
  BadDigest: transient,
  IncompleteBody: transient,
};

/**
 * The error for an answer of the storage that is no 2xx.
 *
 * `AccessDenied` is both "Request has expired" and a refusal: a new URL tells them apart, and the runner bounds
 * how often it asks for one.
 * @param body S3's XML, or whatever stands in its place
 */
export function refusedPut(status: number, body: string): CallError {
  const code = field(body, 'Code') ?? `http_${status}`;
  const message = field(body, 'Message');
  const said: Part =
    message === undefined
      ? { code: 'answered_status', status }
      : { code: 'answered', said: oneLine(message), status };
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  const rule = known ?? byStatus(status);
  return new CallError(code, { code: 'refused_by_storage', because: said }, rule(said));
}

function byStatus(status: number): (said: Part) => Meaning {
  if (status === 307) return elsewhere;
  return status >= 500 || status === 408 || status === 429 ? transient : refused;
}

function field(xml: string, name: string): string | undefined {
  return xml.match(new RegExp(`<${name}>([^<]{1,400})</${name}>`))?.[1];
}

function transient(said: Part): Meaning {
  return { do: 'retry', otherwise: { code: 'server_error', detail: said } };
}

function signAnew(said: Part): Meaning {
  return { do: 'sign-anew', otherwise: { code: 'storage_refused', detail: said } };
}

/**
 * S3 sends requests to the place of a new bucket that not all of its regions know yet. The bytes go to no host that
 * the API did not name itself, so the redirect is not followed; a new URL later may lead there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingRouting.html
 */
function elsewhere(): Meaning {
  const detail = { code: 'storage_elsewhere' } as const;
  return { do: 'sign-anew-later', otherwise: { code: 'storage_refused', detail } };
}

function refused(said: Part): Meaning {
  return { do: 'fail', reason: { code: 'storage_refused', detail: said } };
}
