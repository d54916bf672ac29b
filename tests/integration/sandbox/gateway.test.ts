import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../main/sandbox/index.ts';
import { openSandbox, rawExchange } from './open-sandbox.ts';

const signedUrlPath = '/v1/files/signed-url?filename=a.txt';

describe('the gateway', () => {
  it.each([{ 'api-key': 'wrong' }, { 'api-key': '' }])(
    'refuses %o with the unauthorized body',
    async (headers) => {
      await using box = await openSandbox();
      const answer = await box.call(signedUrlPath, { headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({
        error_code: 'unauthorized',
        detail: 'Missing or invalid API key',
      });
    },
  );

  it('refuses a call without any key', async () => {
    await using box = await openSandbox();
    const answer = await fetch(`${box.baseUrl}/v1/files`, { headers: { 'user-id': box.userId } });
    expect(answer.status).toBe(401);
  });

  it.each(['', 'me', '497f6eca-6276-4993-bfeb-53cbbbba6f0', '497f6eca62764993bfeb53cbbbba6f08x'])(
    'refuses the user-id %o as a validation error of that header',
    async (userId) => {
      await using box = await openSandbox();
      const answer = await box.call('/v1/files', { headers: { 'user-id': userId } });
      expect(answer.status).toBe(422);
      const body = { error_code: 'validation_error', detail: [{ loc: ['header', 'user-id'] }] };
      expect(await answer.json()).toMatchObject(body);
    },
  );

  it('takes any other UUID, in either case, as a user', async () => {
    await using box = await openSandbox();
    const answer = await box.call('/v1/files', {
      headers: { 'user-id': 'ABCDEF00-6276-4993-BFEB-53CBBBBA6F08' },
    });
    expect(answer.status).toBe(200);
  });

  it('takes the key and the user that it was started with', async () => {
    const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
    await using box = await openSandbox({ apiKey: 'mine', userId });
    expect(box).toMatchObject({ apiKey: 'mine', userId });
    expect((await box.call('/v1/files')).status).toBe(200);
  });
});

describe('a signed URL', () => {
  it('comes with the id, the limits and the lifetime', async () => {
    await using box = await openSandbox({ maxSizeBytes: 1234, expiresS: 77 });
    const signed = await box.sign('report.pdf');
    expect(signed).toMatchObject({ expires_in: 77, file_limits: { max_size: 1234 } });
    expect(signed.file_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(signed.file_limits.allowed_types).toHaveLength(5);
    expect(signed.file_url).toContain(`${box.baseUrl}/s3/`);
  });

  it('is on the host that the client reached the sandbox at', async () => {
    await using box = await openSandbox();
    const base = box.baseUrl.replace('127.0.0.1', 'localhost');
    const headers = { 'api-key': box.apiKey, 'user-id': box.userId };
    const signed = (await (await fetch(`${base}${signedUrlPath}`, { headers })).json()) as {
      file_url: string;
    };
    expect(signed.file_url).toContain(`${base}/s3/`);
    expect((await box.put(signed.file_url, 'hello')).status).toBe(200);
  });

  it.each([
    '',
    '?filename=',
    '?filename=report',
    '?filename=.pdf',
    '?filename=a.exe',
    '?filename=a.pdf.',
    '?filename=pdf',
  ])('is refused for %o as a validation error of filename', async (query) => {
    await using box = await openSandbox();
    const answer = await box.call(`/v1/files/signed-url${query}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ detail: [{ loc: ['query', 'filename'] }] });
  });

  it('is given for any case of the extension', async () => {
    await using box = await openSandbox();
    expect((await box.call('/v1/files/signed-url?filename=A.PDF')).status).toBe(200);
  });

  it('is refused for a persist that is no boolean', async () => {
    await using box = await openSandbox();
    const answer = await box.call(`${signedUrlPath}&persist=maybe`);
    expect(await answer.json()).toMatchObject({ detail: [{ loc: ['query', 'persist'] }] });
  });
});

describe('the router', () => {
  it.each(['/', '/v1', '/v1/files/', '/v2/files', '/v1/files/x/y'])(
    'answers %s with a 404 in JSON',
    async (path) => {
      await using box = await openSandbox();
      const answer = await box.call(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error_code: 'not_found' });
    },
  );

  it('answers a wrong method with 405 and what is allowed', async () => {
    await using box = await openSandbox();
    const answer = await box.call('/v1/files', { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it.each([
    '/v1/../etc/passwd',
    '/v1/files/%2e%2e/x',
    '/v1/files/..%2fx',
    '/s3/../v1/files',
    '//evil/v1',
    '/a\\b',
    '*',
  ])('refuses %s', async (target) => {
    await using box = await openSandbox();
    const head = `GET ${target} HTTP/1.1\nHost: 127.0.0.1\napi-key: ${box.apiKey}\n\n`;
    expect(await rawExchange(box.baseUrl, head)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('refuses an id that is no UUID', async () => {
    await using box = await openSandbox();
    const answer = await box.call('/v1/files/readme.txt/status');
    expect(await answer.json()).toMatchObject({ detail: [{ loc: ['path', 'file_id'] }] });
  });
});

describe('the server', () => {
  it('refuses a Host that is not this machine, as a rebound name would send it', async () => {
    await using box = await openSandbox();
    const head = `GET /v1/files HTTP/1.1\nHost: evil.example\napi-key: ${box.apiKey}\n\n`;
    expect(await rawExchange(box.baseUrl, head)).toMatch(/^HTTP\/1\.1 421 /);
  });

  it('allows no other origin', async () => {
    await using box = await openSandbox();
    const answer = await box.call('/v1/files', { headers: { origin: 'https://evil.example' } });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('listens on the loopback address alone', async () => {
    await using box = await openSandbox();
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address?.family === 'IPv4' && !address.internal);
    for (const address of [...outside, { address: '127.0.0.2' }]) {
      const url = box.baseUrl.replace('127.0.0.1', address?.address ?? '');
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    }
  });

  it('keeps connections open', async () => {
    await using box = await openSandbox();
    const answer = await new Promise<string | undefined>((resolve, reject) => {
      request(`${box.baseUrl}/v1/files`, { headers: { connection: 'keep-alive' } }, (response) => {
        response.resume();
        resolve(response.headers.connection);
      })
        .on('error', reject)
        .end();
    });
    expect(answer).toBe('keep-alive');
  });

  it.each([{ expiresS: 0 }, { port: 70_000 }, { requestsPerMinute: 1.5 }, { userId: 'me' }])(
    'does not start with %o',
    async (option) => {
      await expect(startSandbox({ folder: '/tmp/hoist-never', ...option })).rejects.toThrow(RangeError);
    },
  );
});
