import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';

export type Received =
  | { readonly kind: 'complete'; readonly md5: Buffer | undefined }
  /** No byte arrived for `idleMs`. */
  | { readonly kind: 'idle' }
  /** The connection ended before all bytes of the Content-Length arrived. */
  | { readonly kind: 'cut' };

/** How many bytes may wait for the disk before the client has to wait. */
const waitingBytes = 1024 * 1024;

export interface ReceiveOptions {
  /** How long to wait for the next byte, in ms. */
  readonly idleMs: number;
  /** MD5 takes longer than the rest of receiving. */
  readonly digest: 'md5' | 'none';
}

/**
 * Writes a request's body to a new file at `path`, and leaves the file there only if it is `complete`. `pipeline` would destroy
 * the request, and with it the connection for the response to an idle client.
 * @throws if the disk fails
 */
export async function receive(
  request: IncomingMessage,
  path: string,
  { idleMs, digest }: ReceiveOptions,
): Promise<Received> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: waitingBytes });
  const fileClosed = new Promise<void>((resolve) => file.once('close', resolve));
  const hash = digest === 'md5' ? createHash('md5') : undefined;
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const idle = setTimeout(() => resolve({ kind: 'idle' }), idleMs);
  const onData = (chunk: Buffer): void => {
    idle.refresh();
    hash?.update(chunk);
    if (!file.write(chunk)) request.pause();
  };
  const onEnd = (): void => {
    clearTimeout(idle);
    file.end(() => resolve({ kind: 'complete', md5: hash?.digest() }));
  };
  const onClose = (): void => {
    // `complete` is also true if the client left before all its bytes were read, so it is not used here.
    if (!request.readableEnded) resolve({ kind: 'cut' });
  };
  file.on('error', reject);
  file.on('drain', () => request.resume());
  request.on('error', onClose);
  request.on('close', onClose);
  request.on('data', onData);
  request.on('end', onEnd);
  let kept = false;
  try {
    const received = await promise;
    kept = received.kind === 'complete';
    return received;
  } finally {
    clearTimeout(idle);
    request.off('data', onData);
    request.off('end', onEnd);
    file.destroy();
    await fileClosed;
    if (!kept) await rm(path, { force: true });
  }
}
