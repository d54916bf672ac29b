import { CallError, type Meaning, oneLine } from './errors.ts';

/** What the `Code` of S3's XML errors means. Unknown codes go by their status. */
const BY_CODE: Readonly<Record<string, (said: string) => Meaning>> = {
  AccessDenied: signAnew,
  ExpiredToken: signAnew,
  RequestTimeout: transient,
  SlowDown: transient,
  InternalError: transient,
  ServiceUnavailable: transient,
  TemporaryRedirect: transient,
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
  const said = oneLine(`${field(body, 'Message') ?? 'no reason given'} (${status})`);
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  const rule = known ?? (status >= 500 || status === 408 || status === 429 ? transient : refused);
  return new CallError(code, `The storage refused the file: ${said}`, rule(said));
}

function field(xml: string, name: string): string | undefined {
  return xml.match(new RegExp(`<${name}>([^<]{1,400})</${name}>`))?.[1];
}

function transient(said: string): Meaning {
  return { do: 'retry', otherwise: { code: 'server_error', detail: said } };
}

function signAnew(said: string): Meaning {
  return { do: 'sign-anew', otherwise: { code: 'storage_refused', detail: said } };
}

function refused(said: string): Meaning {
  return { do: 'fail', reason: { code: 'storage_refused', detail: said } };
}
