import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import { DOCUMENTED_TYPES } from '../../../main/core/model/file-types.ts';
import { type Fault, rateLimited, type Step } from './faults.ts';
import { type CallLimits, RollingWindows } from './rolling-windows.ts';
import { listed, removed, type StoredAnswer, type StoredFile } from './stored-files.ts';

const TYPE_OF: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  txt: 'text/plain',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export type { StoredFile } from './stored-files.ts';

export interface StrictOptions {
  readonly processingMs?: number;
  /** Whether a file whose bytes are there is processed; after `processingMs` where it is not said. */
  readonly isProcessed?: (file: StoredFile) => boolean;
  readonly maxSizeBytes?: number;
  readonly expiresS?: number;
  readonly allowedTypes?: readonly string[];
  readonly prefix?: string;
  /** Any free one where it is not said. */
  readonly port?: number;
  /** Over https, under a name that only a proxy finds; http on 127.0.0.1 where it is not said. */
  readonly secure?: { readonly name: string; readonly key: string; readonly cert: string };
  /** None where it is not said. */
  readonly limits?: CallLimits;
  /** Names another place for a file's bytes than the one the server would. */
  readonly fileUrl?: (url: string) => string;
  /** Replaces the answer to a status call about a file whose bytes are there. */
  readonly status?: (file: StoredFile) => object;
  /** What goes wrong with a call for which `faults` has nothing; nothing by default. */
  readonly otherwise?: (step: Step) => Fault;
}

/**
 * A Files API that forgives nothing and can be told what goes wrong. It is independent of the sandbox, so that a
 * misunderstanding of the API is not in both. What the client does that it must not do stands in `violations`.
 */
export class StrictApi implements AsyncDisposable {
  readonly settings: ConnectionSettings;
  readonly files = new Map<string, StoredFile>();
  readonly violations: string[] = [];
  readonly calls: { readonly step: Step; readonly atMs: number; readonly query: string }[] = [];
  readonly faults: Record<Step, Fault[]> = {
    sign: [],
    put: [],
    status: [],
    list: [],
    text: [],
    remove: [],
  };
  /** The key that the server takes now. */
  apiKey = `key-${randomUUID()}`;
  /** The most PUTs that were under way at one time. */
  mostPutsAtOnce = 0;
  /** Calls that came above the limits. */
  refusedCalls = 0;
  #putsNow = 0;
  readonly #windows: RollingWindows | null;
  readonly #server: Server;
  /** The text found in files, by their ids; a few words by default. */
  readonly texts = new Map<string, string>();
  readonly #options: StrictOptions;

  private constructor(server: Server, options: StrictOptions) {
    this.#server = server;
    this.#options = options;
    this.#windows = options.limits === undefined ? null : new RollingWindows(options.limits);
    const { port } = server.address() as AddressInfo;
    const origin =
      options.secure === undefined ? `http://127.0.0.1:${port}` : `https://${options.secure.name}:${port}`;
    const baseUrl = `${origin}${options.prefix ?? ''}`;
    this.settings = { baseUrl, apiKey: this.apiKey, userId: randomUUID() };
    server.on('request', (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        if (!request.destroyed && !response.destroyed)
          this.violations.push(`server failed: ${String(error)}`);
      });
    });
  }

  static async start(options: StrictOptions = {}): Promise<StrictApi> {
    const server = options.secure === undefined ? createServer() : createHttpsServer(options.secure);
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
    return new StrictApi(server, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  count(step: Step): number {
    return this.calls.filter((call) => call.step === step).length;
  }

  /** Hashes of all that is stored, by name. */
  storedByName(): Map<string, string[]> {
    const byName = new Map<string, string[]>();
    for (const { name, sha256 } of this.files.values()) {
      if (sha256 !== null) byName.set(name, [...(byName.get(name) ?? []), sha256]);
    }
    return byName;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.settings.baseUrl);
    const path = url.pathname.replace(this.#options.prefix ?? '', '');
    const step = stepOf(request.method, path);
    if (step === null) return answer(response, 404, { detail: 'Not Found' });
    this.calls.push({ step, atMs: Date.now(), query: url.search });
    const fault = this.#aboveLimits(step) ? rateLimited() : this.#faultOf(step);
    if (step === 'put') this.#countPut(response);
    if (fault.kind === 'delay') await sleep(fault.ms);
    if (fault.kind === 'cut') return void request.socket.destroy();
    if (fault.kind === 'answer') {
      request.resume();
      response.writeHead(fault.status, { connection: 'close', ...fault.headers }).end(fault.body ?? '');
      return;
    }
    if (step === 'put') return this.#put(request, response, url, fault);
    if (request.headers['api-key'] !== this.apiKey) {
      return answer(response, 401, { error_code: 'unauthorized', detail: 'Missing or invalid API key' });
    }
    const given = this.#answerTo(step, url, path);
    if (fault.kind === 'lost-reply') return void request.socket.destroy();
    if (fault.kind === 'late-reply') await sleep(fault.ms);
    const told = this.files.get(path.split('/')[3] ?? '');
    const { status, body } = given ?? { status: 404, body: NOT_THERE };
    if (told !== undefined && JSON.stringify(body).includes('"PROCESSED"')) told.toldEnd = true;
    answer(response, status, body);
  }

  /** null where there is nothing of that name. */
  #answerTo(step: Step, url: URL, path: string): StoredAnswer | null {
    const fileId = path.split('/')[3] ?? '';
    if (step === 'sign') return { status: 200, body: this.#sign(url) };
    if (step === 'list') return listed(this.files.values(), url.searchParams);
    if (step === 'remove') return removed(this.files, fileId);
    const body = step === 'status' ? this.#status(path) : this.#text(fileId);
    return body === null ? null : { status: 200, body };
  }

  #text(fileId: string): string | null {
    const file = this.files.get(fileId);
    return file === undefined ? null : (this.texts.get(fileId) ?? `The text of ${file.name}`);
  }

  #aboveLimits(step: Step): boolean {
    if (step === 'put' || this.#windows === null || this.#windows.admit(Date.now())) return false;
    this.refusedCalls += 1;
    return true;
  }

  #faultOf(step: Step): Fault {
    return this.faults[step].shift() ?? this.#options.otherwise?.(step) ?? { kind: 'none' };
  }

  #countPut(response: ServerResponse): void {
    this.#putsNow += 1;
    this.mostPutsAtOnce = Math.max(this.mostPutsAtOnce, this.#putsNow);
    response.once('close', () => {
      this.#putsNow -= 1;
    });
  }

  #sign(url: URL): object {
    const name = url.searchParams.get('filename') ?? '';
    const fileId = randomUUID();
    const persist = url.searchParams.get('persist') !== 'false';
    this.files.set(fileId, {
      fileId,
      name,
      persist,
      sha256: null,
      stored: 0,
      storedAtMs: 0,
      outcomeUnknown: false,
      toldEnd: false,
    });
    const expiresS = this.#options.expiresS ?? 600;
    const { origin } = new URL(this.settings.baseUrl);
    const fileUrl = `${origin}/bucket/${fileId}?expires=${Date.now() + expiresS * 1000}&signature=secret-${fileId}`;
    return {
      expires_in: expiresS,
      file_id: fileId,
      file_limits: {
        allowed_types: this.#options.allowedTypes ?? DOCUMENTED_TYPES,
        max_size: this.#options.maxSizeBytes ?? 10_485_760,
      },
      file_url: this.#options.fileUrl?.(fileUrl) ?? fileUrl,
    };
  }

  async #put(request: IncomingMessage, response: ServerResponse, url: URL, fault: Fault): Promise<void> {
    const { headers } = request;
    const file = this.files.get(url.pathname.split('/').at(-1) ?? '');
    if (file === undefined) return this.#refuse(response, 'PUT to an unknown key');
    if ('api-key' in headers || 'user-id' in headers)
      this.violations.push('API headers were sent to the storage');
    if ('transfer-encoding' in headers) return this.#refuse(response, 'chunked body');
    const length = Number(headers['content-length']);
    if (!Number.isInteger(length)) return this.#refuse(response, 'no Content-Length');
    const type = TYPE_OF[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
    if (headers['content-type'] !== type)
      this.violations.push(`${file.name}: sent as ${headers['content-type']}`);
    if (file.stored > 0 && !file.outcomeUnknown)
      this.violations.push(`${file.name}: sent again to the same id`);
    if (Date.now() > Number(url.searchParams.get('expires')) || fault.kind === 'late-expired') {
      request.resume();
      if (fault.kind === 'late-expired') await sleep(fault.ms);
      const body = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
      return void response.writeHead(403, { connection: 'close' }).end(body);
    }
    if (fault.kind === 'early-200') return void response.writeHead(200).end();
    const hash = createHash('sha256');
    let received = 0;
    for await (const chunk of request) {
      hash.update(chunk);
      received += chunk.length;
      if (fault.kind === 'cut-after' && received >= fault.bytes) return void request.socket.destroy();
    }
    if (received !== length) return;
    Object.assign(file, { sha256: hash.digest('hex'), stored: file.stored + 1, storedAtMs: Date.now() });
    file.outcomeUnknown = fault.kind === 'lost-reply';
    if (fault.kind === 'lost-reply') return void request.socket.destroy();
    if (fault.kind === 'late-reply') await sleep(fault.ms);
    response.writeHead(200, { etag: '"etag"' }).end();
  }

  #status(path: string): object | null {
    const file = this.files.get(path.split('/')[3] ?? '');
    if (file === undefined) return null;
    if (file.toldEnd) this.violations.push(`${file.name}: asked after its end was told`);
    if (file.stored === 0) return null;
    const { isProcessed, processingMs = 300 } = this.#options;
    const done = isProcessed?.(file) ?? Date.now() - file.storedAtMs >= processingMs;
    return (
      this.#options.status?.(file) ?? {
        processing_status: done ? 'PROCESSED' : 'PROCESSING',
        processing_steps: [
          { createdAt: new Date().toISOString(), endedAt: null, status: 'ANTIVIRUS_SCANNING' },
        ],
        warnings: { empty: false, infected: false, length: false },
      }
    );
  }

  #refuse(response: ServerResponse, violation: string): void {
    this.violations.push(violation);
    response.writeHead(411, { connection: 'close' }).end('<Error><Code>MissingContentLength</Code></Error>');
  }
}

const NOT_THERE = { error_code: 'attachment_document_does_not_exist', detail: 'Document is not available' };

function stepOf(method: string | undefined, path: string): Step | null {
  if (method === 'PUT' && path.startsWith('/bucket/')) return 'put';
  const isFile = /^\/v1\/files\/[^/]+$/.test(path) && path !== '/v1/files/signed-url';
  if (method === 'DELETE' && isFile) return 'remove';
  if (method !== 'GET') return null;
  if (path === '/v1/files/signed-url') return 'sign';
  if (path === '/v1/files') return 'list';
  if (isFile) return 'text';
  return /^\/v1\/files\/[^/]+\/status$/.test(path) ? 'status' : null;
}

function answer(response: ServerResponse, status: number, body: object | string): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(isText ? body : JSON.stringify(body));
}
