import { describe, expect, it } from 'vitest';
import {
  misunderstoodCall,
  type RefusedAnswer,
  refusedCall,
} from '../../../../main/core/files-api/error-mapping.ts';

const answer = (status: number, body: unknown = '', more: Partial<RefusedAnswer> = {}) =>
  refusedCall({
    status,
    headers: {},
    knownServer: true,
    nowMs: 1_700_000_000_000,
    ...more,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('refusedCall', () => {
  it.each<[number, string, object]>([
    [400, 'attachment_document_raised_an_error', { type: 'retry', otherwise: { code: 'server_error' } }],
    [401, 'unauthorized', { type: 'block', problem: { field: 'apiKey' } }],
    [403, 'attachment_access_forbidden', { type: 'fail', reason: { code: 'access_forbidden' } }],
    [404, 'attachment_document_does_not_exist', { type: 'not-there' }],
    [409, 'conflict', { type: 'ask-again' }],
    [422, 'attachment_url_invalid', { type: 'block', problem: { field: 'baseUrl' } }],
    [429, 'rate_limit_gateway', { type: 'slow-down', retryAfterMs: null }],
    [500, 'internal_server_error', { type: 'retry', otherwise: { code: 'server_error' } }],
    [502, 'attachment_document_not_reachable', { type: 'retry', otherwise: { code: 'server_error' } }],
    [503, 'attachment_document_not_reachable', { type: 'retry', otherwise: { code: 'server_error' } }],
    [504, 'attachment_document_not_reachable', { type: 'retry', otherwise: { code: 'server_error' } }],
  ])('%i %s, and the same code under any other status', (status, errorCode, action) => {
    const body = { error_code: errorCode, detail: 'some words' };
    for (const knownServer of [true, false]) {
      for (const asStatus of [status, 418]) {
        const error = answer(asStatus, body, { knownServer });
        expect(error.action).toMatchObject(action);
        expect(error.code).toBe(errorCode);
      }
    }
  });

  it('slows everybody down for a 429 without an error_code, also at first contact', () => {
    const action = { type: 'slow-down', retryAfterMs: 7000 };
    const headers = { 'retry-after': '7' };
    for (const knownServer of [true, false]) {
      expect(answer(429, { message: 'Rate limit exceeded!' }, { knownServer, headers }).action).toEqual(
        action,
      );
      expect(answer(429, '', { knownServer, headers }).action).toEqual(action);
    }
  });

  it.each<[string, unknown, object]>([
    [
      'a header',
      { loc: ['header', 'user-id'], message: 'no uuid' },
      { type: 'block', problem: { field: 'userId' } },
    ],
    ['a header with _', { loc: ['header', 'user_id'] }, { type: 'block', problem: { field: 'userId' } }],
    ['the key', { loc: ['header', 'Api-Key'] }, { type: 'block', problem: { field: 'apiKey' } }],
    [
      'the file name',
      { loc: ['query', 'filename'], message: 'too long' },
      { type: 'fail', reason: { code: 'name_refused', detail: 'too long' } },
    ],
    ['anything else', { loc: ['query', 'persist'] }, { type: 'fail', reason: { code: 'request_refused' } }],
    ['a place by number', { loc: ['body', 0] }, { type: 'fail', reason: { code: 'request_refused' } }],
  ])('maps a 422 validation_error about %s', (_what, problem, action) => {
    const body = { error_code: 'validation_error', detail: [problem] };
    expect(answer(422, body).action).toMatchObject(action);
    expect(answer(422, { detail: [problem] }).action).toMatchObject(action);
  });

  it.each([{ detail: 'words' }, { detail: [{ where: 1 }] }, { detail: null }, {}])(
    '422 with a detail of another form fails that file only: %j',
    (body) => {
      expect(answer(422, { error_code: 'validation_error', ...body }).action).toMatchObject({
        type: 'fail',
        reason: { code: 'request_refused' },
      });
    },
  );
});

describe('without an error_code the status decides', () => {
  it.each<[number, object]>([
    [400, { type: 'fail', reason: { code: 'request_refused' } }],
    [401, { type: 'block', problem: { field: 'apiKey' } }],
    [403, { type: 'fail', reason: { code: 'access_forbidden' } }],
    [404, { type: 'not-there' }],
    [408, { type: 'retry' }],
    [409, { type: 'ask-again' }],
    [425, { type: 'retry' }],
    [429, { type: 'slow-down' }],
    [500, { type: 'retry' }],
    [502, { type: 'retry' }],
    [599, { type: 'retry' }],
    [301, { type: 'retry' }],
  ])('%i of a server that has answered before', (status, action) => {
    expect(answer(status).action).toMatchObject(action);
    expect(answer(status, '<html>gateway</html>').action).toMatchObject(action);
    expect(answer(status, { error_code: 'quite_unknown' }).action).toMatchObject(action);
  });

  it.each([301, 302, 307, 400, 403, 404, 405, 410])(
    '%i at first contact: the base URL may be wrong',
    (status) => {
      expect(answer(status, '<html></html>', { knownServer: false }).action).toMatchObject({
        type: 'block',
        problem: { field: 'baseUrl' },
      });
    },
  );
});

describe('the message of an odd body', () => {
  it.each([
    'null',
    '[]',
    '"text"',
    '7',
    '{',
    '\uFEFF{}',
    '{"error_code":7}',
    '{"error_code":null,"detail":{"a":1}}',
    '{"error_code":["unauthorized"]}',
    '[['.repeat(5000),
    'x'.repeat(100_000),
  ])('%.30j go by their status', (body) => {
    expect(answer(500, body).action).toMatchObject({ type: 'retry', otherwise: { code: 'server_error' } });
    expect(answer(403, body).action).toMatchObject({ type: 'fail', reason: { code: 'access_forbidden' } });
  });

  // These names are on every JavaScript object, and on no list of the API's codes.
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'])(
    'an error_code of %s goes by its status',
    (errorCode) => {
      expect(answer(500, `{"error_code":"${errorCode}"}`).action).toMatchObject({ type: 'retry' });
    },
  );

  it('is one short line, whatever the server wrote', () => {
    const { message } = answer(500, { message: `a\r\n\tb\u0000\u001b[31m${'z'.repeat(5000)}` });
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThan(200);
    expect(message).toContain('(500)');
  });
});

describe('a success that Hoist does not understand', () => {
  it('questions the base URL at first contact, and leads to a retry later', () => {
    expect(misunderstoodCall('it is not JSON', false).action).toMatchObject({
      type: 'block',
      problem: { field: 'baseUrl' },
    });
    expect(misunderstoodCall('it is not JSON', true).action).toEqual({
      type: 'retry',
      otherwise: { code: 'unexpected_answer', detail: 'it is not JSON' },
    });
  });
});
