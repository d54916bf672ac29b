import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

describe('a PUT to a signed URL', () => {
  it('returns the quoted MD5 of its bytes, and stores exactly these', async () => {
    await using box = await openSandbox();
    const body = new Uint8Array(300_000).map((_, index) => index * 7);
    const answer = await box.put((await box.sign('a.txt')).file_url, body);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    expect(await answer.text()).toBe('');
  });

  it('needs no API key, and ignores one', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const answer = await box.put(file_url, 'x', { 'api-key': 'whatever', 'user-id': 'nobody' });
    expect(answer.status).toBe(200);
  });

  it('takes an empty file', async () => {
    await using box = await openSandbox();
    expect((await box.put((await box.sign('a.txt')).file_url, '')).status).toBe(200);
  });

  it.each([
    ['another Content-Type', (url: string) => url, { 'content-type': 'text/csv' }],
    [
      'a Content-Type with a parameter',
      (url: string) => url,
      { 'content-type': 'text/plain; charset=utf-8' },
    ],
    ['another signature', (url: string) => url.replace(/.$/, (last) => (last === '0' ? '1' : '0')), {}],
    [
      'another key',
      (url: string) => url.replace(/files\/./, (start) => `files/${start.endsWith('0') ? '1' : '0'}`),
      {},
    ],
    ['a longer life', (url: string) => url.replace('Expires=600', 'Expires=6000'), {}],
    ['one parameter more', (url: string) => `${url}&versionId=1`, {}],
  ])('with %s is refused: SignatureDoesNotMatch', async (_, change, headers) => {
    await using box = await openSandbox();
    const answer = await box.put(change((await box.sign('a.txt')).file_url), 'x', headers);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/xml']);
    expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect(await box.filesOnDisk()).toEqual([]);
  });

  it.each(['GET', 'POST', 'DELETE'])('is the only method signed: %s is refused', async (method) => {
    await using box = await openSandbox();
    const answer = await fetch((await box.sign('a.txt')).file_url, {
      method,
      headers: { 'content-type': 'text/plain' },
    });
    expect(await answer.text()).toContain('SignatureDoesNotMatch');
  });

  it('without a signature is refused: AccessDenied', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const answer = await box.put(file_url.slice(0, file_url.indexOf('?')), 'x');
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
  });

  it('with half a signature is refused: AuthorizationQueryParametersError', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const answer = await box.put(file_url.replace('X-Amz-Date', 'X-Date'), 'x');
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('AuthorizationQueryParametersError'),
    ]);
  });

  it('is refused once it has expired: AccessDenied, Request has expired', async () => {
    const clock = { ms: 1_800_000_000_000, now: () => clock.ms };
    await using box = await openSandbox({ clock, expiresS: 10 });
    const { file_url } = await box.sign('a.txt');
    clock.ms += 9_999;
    expect((await box.put(file_url, 'in time')).status).toBe(200);
    clock.ms += 1;
    const answer = await box.put(file_url, 'late');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toMatch(/<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/);
  });

  it('over the limit is refused before its bytes are read: EntityTooLarge', async () => {
    await using box = await openSandbox({ maxSizeBytes: 1_000 });
    const { file_url } = await box.sign('a.txt');
    expect((await box.put(file_url, 'x'.repeat(1_000))).status).toBe(200);
    const answer = await box.put(file_url, 'x'.repeat(1_001));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(
      /EntityTooLarge.*<ProposedSize>1001<\/ProposedSize><MaxSizeAllowed>1000<\/MaxSizeAllowed>/,
    );
  });

  it('lets the client read a refusal although it is still sending', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const answer = await box.put(file_url, new Uint8Array(40 * 1024 * 1024));
    expect([answer.status, answer.headers.get('connection')]).toEqual([400, 'close']);
    expect(await answer.text()).toContain('EntityTooLarge');
  });

  it('with an Authorization header of its own is refused, as by S3', async () => {
    await using box = await openSandbox();
    const answer = await box.put((await box.sign('a.txt')).file_url, 'x', { authorization: 'Bearer x' });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('InvalidArgument')]);
  });

  it('with an x-amz header that is not signed is refused', async () => {
    await using box = await openSandbox();
    const answer = await box.put((await box.sign('a.txt')).file_url, 'x', { 'x-amz-acl': 'public-read' });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('were not signed')]);
  });

  it.each([
    ['BadDigest', createHash('md5').update('y').digest('base64')],
    ['InvalidDigest', 'abc'],
  ])('whose Content-MD5 is wrong is refused: %s', async (code, digest) => {
    await using box = await openSandbox();
    const answer = await box.put((await box.sign('a.txt')).file_url, 'x', { 'content-md5': digest });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(code)]);
    expect(await box.filesOnDisk()).toEqual([]);
  });
});

describe('a second PUT to the same URL', () => {
  it('replaces the bytes and has them processed', async () => {
    await using box = await openSandbox();
    const { file_id, file_url } = await box.sign('a.txt');
    await box.put(file_url, 'first');
    await box.settled(file_id);
    await box.put(file_url, 'second');
    await box.settled(file_id);
    expect(await box.text(file_id)).toBe('second');
    expect(await box.filesOnDisk()).toHaveLength(2);
  });

  it('starts processing again from the beginning', async () => {
    const clock = { ms: 1_800_000_000_000, now: () => clock.ms };
    await using box = await openSandbox({ clock, processingMs: 1_000 });
    const { file_id, file_url } = await box.sign('a.txt');
    await box.put(file_url, 'first');
    clock.ms += 900;
    await box.put(file_url, 'second');
    clock.ms += 900;
    expect((await box.status(file_id)).processing_status).toBe('PROCESSING');
  });

  it('for a deleted file is accepted and stores nothing', async () => {
    await using box = await openSandbox();
    const { file_id, file_url } = await box.sign('a.txt');
    await box.call(`/v1/files/${file_id}`, { method: 'DELETE' });
    expect((await box.put(file_url, 'ghost')).status).toBe(200);
    expect((await box.call(`/v1/files/${file_id}/status`)).status).toBe(404);
    expect(await box.filesOnDisk()).toEqual([]);
  });
});
