import type { ConnectionField } from '../connection.ts';
import { CallError, type Meaning, oneLine } from './errors.ts';
import { retryAfterMs } from './rate-limit-headers.ts';
import { type ErrorAnswer, errorAnswer } from './schemas.ts';

/** An API answer that is no success. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Whether this server has given an answer of the API's own before: if not, the base URL may be wrong. */
  readonly knownServer: boolean;
  readonly nowMs: number;
}

type Rule = (answer: RefusedAnswer, body: ErrorAnswer) => Meaning;

/** What each `error_code` of the API means. The status decides only where there is none. */
const BY_ERROR_CODE: Readonly<Record<string, Rule>> = {
  attachment_document_raised_an_error: transient,
  unauthorized: () => hold('apiKey', 'The server does not accept this API key.'),
  attachment_access_forbidden: () => ({ do: 'fail', reason: { code: 'access_forbidden' } }),
  attachment_document_does_not_exist: () => ({ do: 'not-there' }),
  conflict: () => ({ do: 'ask-again' }),
  attachment_url_invalid: () => hold('baseUrl', 'The server says that the base URL is not valid.'),
  validation_error: validation,
  rate_limit_gateway: slowDown,
  internal_server_error: transient,
  attachment_document_not_reachable: transient,
};

function byStatus(answer: RefusedAnswer, body: ErrorAnswer): Meaning {
  const { status } = answer;
  if (status === 429) return slowDown(answer);
  if (status >= 500 || status === 408 || status === 425) return transient(answer, body);
  if (status === 401) return hold('apiKey', 'The server does not accept this API key.');
  if (status === 409) return { do: 'ask-again' };
  if (status === 422) return validation(answer, body);
  if (!answer.knownServer) return notTheApi(`it answered ${status}`);
  if (status === 403) return { do: 'fail', reason: { code: 'access_forbidden' } };
  if (status === 404) return { do: 'not-there' };
  if (status < 400) return transient(answer, body);
  return { do: 'fail', reason: { code: 'request_refused', detail: describe(answer, body) } };
}

/** The error for an answer that is no success. */
export function refusedCall(answer: RefusedAnswer): CallError {
  const body = parseErrorBody(answer.body);
  const code = body.error_code;
  const rule = code !== undefined && Object.hasOwn(BY_ERROR_CODE, code) ? BY_ERROR_CODE[code] : undefined;
  const meaning = rule === undefined ? byStatus(answer, body) : rule(answer, body);
  return new CallError(body.error_code ?? `http_${answer.status}`, describe(answer, body), meaning);
}

/** The error for a success whose body is not what the API documents. */
export function misunderstoodCall(why: string, knownServer: boolean): CallError {
  const detail = oneLine(why);
  const meaning: Meaning = knownServer
    ? { do: 'retry', otherwise: { code: 'unexpected_answer', detail } }
    : notTheApi('its answer is not one of that API');
  return new CallError('unexpected_answer', `An answer that is not understood: ${detail}`, meaning);
}

function transient(answer: RefusedAnswer, body: ErrorAnswer): Meaning {
  return { do: 'retry', otherwise: { code: 'server_error', detail: describe(answer, body) } };
}

function slowDown(answer: RefusedAnswer): Meaning {
  return { do: 'slow-down', retryAfterMs: retryAfterMs(answer) };
}

function hold(field: ConnectionField, message: string): Meaning {
  return { do: 'hold', problem: { field, message } };
}

function notTheApi(why: string): Meaning {
  return hold('baseUrl', `The base URL does not lead to a Files API: ${why}.`);
}

/** A header that is not valid is a setting; anything else concerns this file. */
function validation(answer: RefusedAnswer, body: ErrorAnswer): Meaning {
  const problems = Array.isArray(body.detail) ? body.detail : [];
  for (const { loc, message } of problems) {
    const place = loc.join('.').toLowerCase().replaceAll('_', '-');
    const said = message === undefined ? '' : ` (${oneLine(message)})`;
    if (place.includes('user-id')) return hold('userId', `The server does not accept this user id${said}.`);
    if (place.includes('api-key')) return hold('apiKey', `The server does not accept this API key${said}.`);
    if (place.includes('filename')) {
      return { do: 'fail', reason: { code: 'name_refused', detail: oneLine(message ?? 'it is not valid') } };
    }
  }
  return { do: 'fail', reason: { code: 'request_refused', detail: describe(answer, body) } };
}

function parseErrorBody(text: string): ErrorAnswer {
  try {
    return errorAnswer.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

function describe(answer: RefusedAnswer, body: ErrorAnswer): string {
  const said = typeof body.detail === 'string' ? body.detail : body.message;
  return said === undefined ? `status ${answer.status}` : `${oneLine(said)} (${answer.status})`;
}
