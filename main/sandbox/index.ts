import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { refusals, send } from './answer.ts';
import { Api } from './api.ts';
import { Bucket, bucketPath } from './bucket.ts';
import { EXTRACTION_MS } from './extractor.ts';
import { FileRegistry } from './file-registry.ts';
import { Inspector } from './inspector.ts';
import { answerAndDrain } from './linger.ts';
import { RateLimit } from './rate-limit.ts';
import { isUuid } from './request-values.ts';
import { s3Error } from './s3-errors.ts';
import { UrlSigner } from './signature.ts';
import { loopbackHost, parseTarget } from './target.ts';

export interface SandboxOptions {
  /** Where uploaded bytes and their text go. Created if it is missing; `close` leaves it. */
  folder: string;
  /** 0, the default, takes any free port. */
  port?: number;
  /** How long processing a file takes, in ms. Default 3000. */
  processingMs?: number;
  /** Default 10485760, the API's own. */
  maxSizeBytes?: number;
  /** Life of a signed URL in seconds, 1 to 604800; counted from the whole second it was signed in. Default 600. */
  expiresS?: number;
  /** Calls in any 1 s, without PUTs. Default 60. */
  requestsPerSecond?: number;
  /** Calls in any 60 s, without PUTs. Default 180. */
  requestsPerMinute?: number;
  /** Default: a random one. */
  apiKey?: string;
  /** The first user's UUID. Other UUIDs are accepted as well and have their own files. Default: a random one. */
  userId?: string;
  /** How long a PUT may bring no byte, in ms. Default 20000, as in S3. */
  idleTimeoutMs?: number;
  /** How long extracting the text of one file may take, in ms; a file that takes longer has none. Default 60000. */
  extractionMs?: number;
  /** The time in ms since the epoch. Default: `Date`. Timeouts on sockets always use real time. */
  clock?: { now(): number };
}

export interface Sandbox {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly userId: string;
  /** Ends every connection, and waits until the sandbox no longer reads or writes. */
  close(): Promise<void>;
}

/**
 * Starts the whole Files API on 127.0.0.1, with its storage. It knows its files for as long as it runs.
 * @throws {RangeError} for an option out of range
 * @throws the system's error, such as `EADDRINUSE`, if the port is not available
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const settings = withDefaults(options);
  const { folder, apiKey, userId } = settings;
  const now = () => settings.clock.now();
  await mkdir(folder, { recursive: true, mode: 0o700 });

  const files = new FileRegistry(now);
  const signer = new UrlSigner();
  const inspector = new Inspector(files, now, settings.extractionMs);
  const limit = new RateLimit(settings.requestsPerSecond, settings.requestsPerMinute);
  const api = new Api({ ...settings, files, signer, limit, now });
  const bucket = new Bucket({
    ...settings,
    signer,
    now,
    find: (fileId) => files.find(fileId),
    onArrival: (file, bytes) => inspector.enqueue(file, bytes),
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = loopbackHost(request.headers.host);
    const target = parseTarget(request.url ?? '');
    if (host === undefined) return answerAndDrain(request, response, refusals.foreignHost());
    if (target === undefined) return answerAndDrain(request, response, refusals.badTarget());
    if (target.path.startsWith('/s3/')) return bucket.handle(request, response, target);
    return send(response, await api.answer(request, target, host));
  }

  const running = new Set<Promise<void>>();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const work = handle(request, response).catch((error: unknown) => fail(request, response, error));
    running.add(work);
    work.finally(() => running.delete(work));
  };

  // A large file on a slow network may take hours; the idle timeout ends dead connections.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, onRequest);
  server.on('checkContinue', onRequest);
  server.listen(settings.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.');

  async function close(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await Promise.all(running);
    await inspector.stop();
  }
  let closing: Promise<void> | undefined;

  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    apiKey,
    userId,
    close: () => (closing ??= close()),
  };
}

async function fail(request: IncomingMessage, response: ServerResponse, error: unknown): Promise<void> {
  if (request.destroyed || response.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  process.emitWarning(error instanceof Error ? error : String(error));
  const isPut = request.url?.startsWith(bucketPath) ?? false;
  await answerAndDrain(request, response, isPut ? s3Error('internal') : refusals.internal());
}

function withDefaults(options: SandboxOptions) {
  const settings = {
    port: 0,
    processingMs: 3_000,
    maxSizeBytes: 10_485_760,
    expiresS: 600,
    requestsPerSecond: 60,
    requestsPerMinute: 180,
    idleTimeoutMs: 20_000,
    extractionMs: EXTRACTION_MS,
    apiKey: `sandbox-${randomBytes(16).toString('hex')}`,
    userId: randomUUID() as string,
    clock: Date as { now(): number },
    ...options,
  };
  requireCount(settings, 'port', 0, 65_535);
  requireCount(settings, 'processingMs', 0, 86_400_000);
  requireCount(settings, 'maxSizeBytes', 0, Number.MAX_SAFE_INTEGER);
  requireCount(settings, 'expiresS', 1, 604_800);
  requireCount(settings, 'requestsPerSecond', 1, 1_000_000);
  requireCount(settings, 'requestsPerMinute', 1, 1_000_000);
  requireCount(settings, 'idleTimeoutMs', 1, 3_600_000);
  requireCount(settings, 'extractionMs', 1, 3_600_000);
  if (!isUuid(settings.userId)) throw new RangeError(`userId must be a UUID, got ${settings.userId}`);
  return settings;
}

function requireCount<Name extends string>(
  settings: Readonly<Record<Name, number>>,
  name: Name,
  least: number,
  most: number,
): void {
  const value = settings[name];
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}, got ${value}`);
  }
}
