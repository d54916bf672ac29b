import { describe, expect, it } from 'vitest';
import { refusedPut } from '../../../../main/core/files-api/storage-answers.ts';

const xml = (code: string, message = 'some words') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>1</RequestId></Error>`;

describe("the storage's answers", () => {
  it.each<[number, string, string]>([
    [403, 'AccessDenied', 'sign-anew'],
    [400, 'ExpiredToken', 'sign-anew'],
    [400, 'RequestTimeout', 'retry'],
    [503, 'SlowDown', 'retry'],
    [500, 'InternalError', 'retry'],
    [503, 'ServiceUnavailable', 'retry'],
    [307, 'TemporaryRedirect', 'sign-anew-later'],
    [301, 'PermanentRedirect', 'fail'],
    [403, 'SignatureDoesNotMatch', 'fail'],
    [400, 'EntityTooLarge', 'fail'],
    [411, 'MissingContentLength', 'fail'],
    [501, 'NotImplemented', 'retry'],
    [403, 'SomethingNew', 'fail'],
    [502, 'SomethingNew', 'retry'],
  ])('%i %s: %s', (status, code, what) => {
    const error = refusedPut(status, xml(code));
    expect(error.meaning.do).toBe(what);
    expect(error.code).toBe(code);
    expect(error.message).toContain(`some words (${status})`);
  });

  it.each([
    [500, '', 'retry'],
    [503, '<html><body>busy</body></html>', 'retry'],
    [408, '', 'retry'],
    [429, '', 'retry'],
    [302, '', 'fail'],
    [307, '', 'sign-anew-later'],
    [308, '', 'fail'],
    [400, '', 'fail'],
    [403, '{"message":"Forbidden"}', 'fail'],
    [404, '<Error><Code></Code></Error>', 'fail'],
  ])('%i with a body of another form goes by its status', (status, body, what) => {
    const error = refusedPut(status, body);
    expect(error.meaning.do).toBe(what);
    expect(error.code).toBe(`http_${status}`);
  });

  it.each(['constructor', 'toString', '__proto__'])('an unknown code of %s goes by its status', (code) => {
    expect(refusedPut(503, xml(code)).meaning).toMatchObject({ do: 'retry' });
  });

  it('what does not pass fails with the words of the storage, on one line', () => {
    const error = refusedPut(403, xml('SignatureDoesNotMatch', `the request\nsignature ${'x'.repeat(390)}`));
    expect(error.meaning).toMatchObject({ do: 'fail', reason: { code: 'storage_refused' } });
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(220);
  });
});
