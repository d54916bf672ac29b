import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

const drainedBytes = 64 * 1024 * 1024;
const drainMs = 5_000;

/**
 * Responds to a request before its body is read to the end. Closing a socket with unread bytes resets it, and a client that
 * still sends would lose the response. So the response goes out at once, and the connection closes when the body has arrived,
 * after 64 MiB of it, or after 5 s.
 */
export async function answerAndDrain(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const body = String(answer.body ?? '');
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  if (body === '') response.flushHeaders();
  else response.write(body);
  await drain(request);
  response.end();
}

async function drain(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, drainMs);
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > drainedBytes) resolve();
  };
  request.on('data', count);
  request.once('end', resolve);
  request.once('close', resolve);
  request.once('error', () => resolve());
  request.resume();
  await promise;
  clearTimeout(timer);
  request.off('data', count);
  request.pause();
}
