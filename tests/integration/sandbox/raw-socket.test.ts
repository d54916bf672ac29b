import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openSandbox, rawExchange, until } from './open-sandbox.ts';

function putHead(url: string, headers: string): string {
  const { host, pathname, search } = new URL(url);
  return `PUT ${pathname}${search} HTTP/1.1\nHost: ${host}\nContent-Type: text/plain\n${headers}\n\n`;
}

describe('the bucket', () => {
  it('refuses a chunked body with 501 NotImplemented', async () => {
    await using box = await openSandbox();
    const { file_id, file_url } = await box.sign('a.txt');
    const answer = await rawExchange(
      file_url,
      putHead(file_url, 'Transfer-Encoding: chunked'),
      '5\r\nhello\r\n0\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 501 /);
    expect(answer).toContain(
      '<Code>NotImplemented</Code><Message>A header you provided implies functionality',
    );
    expect((await box.call(`/v1/files/${file_id}/status`)).status).toBe(404);
  });

  it('refuses a body of unknown length with 411 MissingContentLength', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const answer = await rawExchange(file_url, putHead(file_url, 'Accept: */*'));
    expect(answer).toMatch(/^HTTP\/1\.1 411 [\s\S]*<Code>MissingContentLength<\/Code>/);
  });

  it('refuses a length together with chunks, which allows request smuggling', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const head = putHead(file_url, 'Content-Length: 5\nTransfer-Encoding: chunked');
    expect(await rawExchange(file_url, head, '0\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('refuses a client that falls silent with 400 RequestTimeout, and keeps nothing', async () => {
    await using box = await openSandbox({ idleTimeoutMs: 150 });
    const { file_url } = await box.sign('a.txt');
    const socket = connect(Number(new URL(file_url).port), '127.0.0.1');
    socket.write(`${putHead(file_url, 'Content-Length: 10').replaceAll('\n', '\r\n')}hello`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 [\s\S]*<Code>RequestTimeout<\/Code>/);
    socket.destroy();
    expect(await box.filesOnDisk()).toEqual([]);
  });
});

describe('a connection that is cut', () => {
  it.each(['destroy', 'end'] as const)('in mid-body (%s) leaves nothing behind', async (cut) => {
    await using box = await openSandbox();
    const { file_id, file_url } = await box.sign('a.txt');
    const socket = connect(Number(new URL(file_url).port), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.write(
      `${putHead(file_url, 'Content-Length: 100000').replaceAll('\n', '\r\n')}${'x'.repeat(50_000)}`,
    );
    await until(async () => (await box.filesOnDisk()).length === 1);
    socket[cut]();
    await until(async () => (await box.filesOnDisk()).length === 0);
    expect((await box.call(`/v1/files/${file_id}/status`)).status).toBe(404);
  });

  it('keeps the earlier bytes if it was replacing them', async () => {
    await using box = await openSandbox();
    const { file_id, file_url } = await box.sign('a.txt');
    await box.put(file_url, 'whole');
    await box.settled(file_id);
    const socket = connect(Number(new URL(file_url).port), '127.0.0.1');
    socket.write(`${putHead(file_url, 'Content-Length: 100000').replaceAll('\n', '\r\n')}half`);
    await until(async () => (await box.filesOnDisk()).length === 3);
    socket.destroy();
    await until(async () => (await box.filesOnDisk()).length === 2);
    expect(await box.text(file_id)).toBe('whole');
  });
});

describe('Expect: 100-continue', () => {
  it('is continued if the PUT is accepted', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const socket = connect(Number(new URL(file_url).port), '127.0.0.1');
    socket.write(putHead(file_url, 'Content-Length: 5\nExpect: 100-continue').replaceAll('\n', '\r\n'));
    const [first] = await once(socket, 'data');
    expect(String(first)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('hello');
    const [second] = await once(socket, 'data');
    expect(String(second)).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  it('gets the refusal otherwise', async () => {
    await using box = await openSandbox({ maxSizeBytes: 4 });
    const { file_url } = await box.sign('a.txt');
    const socket = connect(Number(new URL(file_url).port), '127.0.0.1');
    socket.write(putHead(file_url, 'Content-Length: 5\nExpect: 100-continue').replaceAll('\n', '\r\n'));
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
  });
});

describe('closing the sandbox', () => {
  it('ends a PUT that is under way and leaves nothing of it', async () => {
    await using box = await openSandbox();
    const { file_url } = await box.sign('a.txt');
    const socket = connect(Number(new URL(file_url).port), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.write(`${putHead(file_url, 'Content-Length: 100000').replaceAll('\n', '\r\n')}half`);
    await until(async () => (await box.filesOnDisk()).length === 1);
    await box.close();
    expect(await box.filesOnDisk()).toEqual([]);
  });
});
