import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The response of a handler. If the length of a stream is known, it goes into `headers`. */
export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Readable;
}

/** One entry of a `validation_error`'s `detail`. */
export interface ValidationProblem {
  readonly loc: readonly [place: 'header' | 'query' | 'path', name: string];
  readonly message: string;
  readonly type: string;
}

export function json(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** The error bodies of the Files API, under the status codes that files-api.md calls likely. */
export const refusals = {
  unauthorized: () => failure(401, 'unauthorized', 'Missing or invalid API key'),
  noSuchDocument: () =>
    failure(
      404,
      'attachment_document_does_not_exist',
      'Document with `file_id` is not available for the user with `user_id` on the document server.',
    ),
  conflict: () =>
    failure(409, 'conflict', "Conflict - File is infected with a virus or it's still being processed"),
  invalid: (problem: ValidationProblem) => failure(422, 'validation_error', [problem]),
  internal: () => failure(500, 'internal_server_error', 'Internal Server Error'),
  noSuchRoute: () => failure(404, 'not_found', 'Not Found'),
  wrongMethod: (allowed: readonly string[]) =>
    failure(405, 'method_not_allowed', 'Method Not Allowed', { allow: allowed.join(', ') }),
  badTarget: () => failure(400, 'bad_request', 'The request target is not a plain path.'),
  foreignHost: () =>
    failure(421, 'misdirected_request', 'The sandbox answers to 127.0.0.1 and localhost only.'),
};

function failure(
  status: number,
  errorCode: string,
  detail: string | readonly ValidationProblem[],
  headers: OutgoingHttpHeaders = {},
): Answer {
  return json(status, { error_code: errorCode, detail }, headers);
}

/**
 * Sends a response, and waits until the kernel has it.
 * @throws if a streamed body or the connection fails
 */
export async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const { status, headers = {}, body = '' } = answer;
  if (typeof body === 'string') {
    // A 204 must not carry a length (RFC 9110, 8.6).
    const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...length });
    response.end(body);
    return;
  }
  response.writeHead(status, headers);
  await pipeline(body, response);
}
