import { describe, expect, it } from 'vitest';
import { refusedPut } from '../../../../main/core/storage/storage-answers.ts';

const xml = (code: string, message = 'some words') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>1</RequestId></Error>`;

describe('refusedPut', () => {
  it.each<[number, string, string]>([
    [403, 'AccessDenied', 'denied'],
    [400, 'ExpiredToken', 'sign-anew'],
    [400, 'RequestTimeout', 'retry'],
    [503, 'SlowDown', 'retry'],
    [500, 'InternalError', 'retry'],
    [503, 'ServiceUnavailable', 'retry'],
    [307, 'TemporaryRedirect', 'sign-anew-later'],
    [301, 'PermanentRedirect', 'fail'],
    [403, 'SignatureDoesNotMatch', 'denied'],
    [400, 'EntityTooLarge', 'fail'],
    [411, 'MissingContentLength', 'fail'],
    [501, 'NotImplemented', 'retry'],
    [403, 'SomethingNew', 'denied'],
    [404, 'NoSuchBucket', 'denied'],
    [413, 'SomethingNew', 'fail'],
    [414, 'SomethingNew', 'fail'],
    [502, 'SomethingNew', 'retry'],
  ])('%i %s: %s', (status, code, what) => {
    const error = refusedPut({ status, body: xml(code) });
    expect(error.action.type).toBe(what);
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
    [403, '{"message":"Forbidden"}', 'denied'],
    [404, '<Error><Code></Code></Error>', 'fail'],
  ])('maps a %i with a body of another form by its status', (status, body, what) => {
    const error = refusedPut({ status, body });
    expect(error.action.type).toBe(what);
    expect(error.code).toBe(`http_${status}`);
  });

  it.each(['constructor', 'toString', '__proto__'])('an unknown code of %s goes by its status', (code) => {
    expect(refusedPut({ status: 503, body: xml(code) }).action).toMatchObject({ type: 'retry' });
  });

  it('fails what does not pass with the storage’s message, on one line', () => {
    const error = refusedPut({
      status: 403,
      body: xml('SignatureDoesNotMatch', `the request\nsignature ${'x'.repeat(390)}`),
    });
    expect(error.action).toMatchObject({
      type: 'denied',
      reason: { code: 'storage_refused' },
      mayPass: false,
    });
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(220);
  });

  it.each([
    ['Request has expired', 'sign-anew'],
    ['Access Denied', 'denied'],
    ['', 'denied'],
  ])('tells AccessDenied apart by its message “%s”: %s', (message, what) => {
    expect(refusedPut({ status: 403, body: xml('AccessDenied', message) }).action.type).toBe(what);
  });

  it('uses the code if the message is empty', () => {
    expect(refusedPut({ status: 403, body: xml('AccessDenied', '') }).message).toContain(
      'AccessDenied (403)',
    );
  });

  it('names headers that the URL was signed for and Hoist does not send, and nothing else of the URL', () => {
    const signed = 'content-type%3Bhost%3Bx-amz-acl%3Bx-amz-server-side-encryption';
    const url = `https://bucket.example/x?X-Amz-SignedHeaders=${signed}&X-Amz-Signature=0123456789abcdef`;
    const { action } = refusedPut({ status: 403, body: xml('SignatureDoesNotMatch'), url });
    const headers = 'x-amz-acl, x-amz-server-side-encryption';
    const detail = { code: 'signed_headers', headers, status: 403 };
    expect(action).toEqual({ type: 'denied', reason: { code: 'storage_refused', detail }, mayPass: false });
  });

  it('turns a named limit into the reason, and a size without one as well', () => {
    const limit = '<Error><Code>EntityTooLarge</Code><MaxSizeAllowed>1000</MaxSizeAllowed></Error>';
    const reasonOf = (body: string) => refusedPut({ status: 413, body, sizeBytes: 2000 }).action;
    expect(reasonOf(limit)).toMatchObject({
      reason: { code: 'too_large', sizeBytes: 2000, maxSizeBytes: 1000 },
    });
    expect(reasonOf('<html>')).toMatchObject({ reason: { code: 'refused_as_too_large', sizeBytes: 2000 } });
  });

  it('takes the time that a busy storage names', () => {
    const headers = { 'retry-after': '40' };
    expect(refusedPut({ status: 503, body: xml('SlowDown'), headers }).action).toMatchObject({
      afterMs: 40_000,
    });
  });
});
