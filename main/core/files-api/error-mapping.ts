import type { ConnectionField, ConnectionMessage, MessagePart, MessageText } from '../model/messages.ts';
import { CallError, type ErrorAction, oneLine } from './call-error.ts';
import { parseAnswer } from './forms.ts';
import { namedPauseMs, retryAfterMs } from './rate-limit-headers.ts';
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

type Rule = (answer: RefusedAnswer, body: ErrorAnswer) => ErrorAction;

/** Maps each `error_code` of the API. The status decides only without one. */
const BY_ERROR_CODE: Readonly<Record<string, Rule>> = {
  attachment_document_raised_an_error: transient,
  unauthorized: () => block('apiKey', { code: 'key_refused' }),
  attachment_access_forbidden: () => ({ type: 'fail', reason: { code: 'access_forbidden' } }),
  attachment_document_does_not_exist: () => ({ type: 'not-there' }),
  conflict: () => ({ type: 'ask-again' }),
  attachment_url_invalid: () => block('baseUrl', { code: 'base_url_refused' }),
  validation_error: validation,
  rate_limit_gateway: slowDown,
  internal_server_error: transient,
  attachment_document_not_reachable: transient,
};

function byStatus(answer: RefusedAnswer, body: ErrorAnswer): ErrorAction {
  const { status } = answer;
  if (status === 429) return slowDown(answer);
  if (status >= 500 || status === 408 || status === 425) return transient(answer, body);
  if (status === 401) return block('apiKey', { code: 'key_refused' });
  if (status === 409) return { type: 'ask-again' };
  if (status === 422) return validation(answer, body);
  // Only the file's name varies in such a call, so the name made the request too long.
  if (status === 413 || status === 414 || status === 431)
    return { type: 'fail', reason: { code: 'name_refused', detail: { code: 'address_too_long', status } } };
  if (!answer.knownServer) return notTheApi({ code: 'it_answered', status });
  if (status === 403) return { type: 'fail', reason: { code: 'access_forbidden' } };
  if (status === 404) return { type: 'not-there' };
  if (status < 400) return transient(answer, body);
  return { type: 'fail', reason: { code: 'request_refused', detail: answered(answer, body) } };
}

/** The error for an answer that is no success. */
export function refusedCall(answer: RefusedAnswer): CallError {
  const body = parseErrorBody(answer.body);
  const { error_code: named } = body;
  const rule = named !== undefined && Object.hasOwn(BY_ERROR_CODE, named) ? BY_ERROR_CODE[named] : undefined;
  const action = rule === undefined ? byStatus(answer, body) : rule(answer, body);
  const code = body.error_code ?? `http_${answer.status}`;
  return new CallError(code, { code: 'plain', because: answered(answer, body) }, action);
}

/** The error for a call whose key was refused, and replaced since: the call is made again at once. */
export function renewedCall(): CallError {
  const action: ErrorAction = {
    type: 'retry',
    otherwise: { code: 'server_error', detail: { code: 'not_valid' } },
  };
  return new CallError('key_renewed', { code: 'key_refused' }, action, { wasStale: true });
}

/** The error for a success whose body is not what the API documents. */
export function misunderstoodCall(why: MessageText, knownServer: boolean): CallError {
  const detail = typeof why === 'string' ? oneLine(why) : why;
  const action: ErrorAction = knownServer
    ? { type: 'retry', otherwise: { code: 'unexpected_answer', detail } }
    : notTheApi({ code: 'not_of_the_api' });
  return new CallError('unexpected_answer', { code: 'not_understood', because: detail }, action);
}

function transient(answer: RefusedAnswer, body: ErrorAnswer): ErrorAction {
  const otherwise = { code: 'server_error', detail: answered(answer, body) } as const;
  return { type: 'retry', otherwise, afterMs: namedPauseMs(answer) };
}

function slowDown(answer: RefusedAnswer): ErrorAction {
  return { type: 'slow-down', retryAfterMs: retryAfterMs(answer) };
}

function block(field: ConnectionField, message: ConnectionMessage): ErrorAction {
  return { type: 'block', problem: { field, message } };
}

function notTheApi(because: MessagePart): ErrorAction {
  return block('baseUrl', { code: 'not_the_api', because });
}

/** A header that is not valid is a setting; anything else concerns this file. */
function validation(answer: RefusedAnswer, body: ErrorAnswer): ErrorAction {
  const problems = Array.isArray(body.detail) ? body.detail : [];
  for (const { loc, message } of problems) {
    const place = loc.join('.').toLowerCase().replaceAll('_', '-');
    const said = message === undefined ? null : oneLine(message);
    if (place.includes('user-id')) {
      return block(
        'userId',
        said === null ? { code: 'user_id_refused' } : { code: 'user_id_refused_saying', said },
      );
    }
    if (place.includes('api-key')) {
      return block('apiKey', said === null ? { code: 'key_refused' } : { code: 'key_refused_saying', said });
    }
    if (place.includes('filename')) {
      return { type: 'fail', reason: { code: 'name_refused', detail: said ?? { code: 'not_valid' } } };
    }
  }
  return { type: 'fail', reason: { code: 'request_refused', detail: answered(answer, body) } };
}

function parseErrorBody(text: string): ErrorAnswer {
  try {
    return errorAnswer.parse(parseAnswer(text));
  } catch {
    return {};
  }
}

function answered({ status }: RefusedAnswer, body: ErrorAnswer): MessagePart {
  const said = typeof body.detail === 'string' ? body.detail : body.message;
  return said === undefined
    ? { code: 'answered_status', status }
    : { code: 'answered', said: oneLine(said), status };
}
