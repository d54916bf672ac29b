import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { type Answer, json, refusals } from './answer.ts';
import { bucketPath } from './bucket.ts';
import { allowedTypes } from './document-types.ts';
import type { FileRecord, FileRegistry } from './file-registry.ts';
import { processingStatusAt } from './processing.ts';
import type { RateLimit } from './rate-limit.ts';
import { fileIdFrom, pageFrom, persistFrom, uploadNameFrom, userIdFrom } from './request-values.ts';
import { sameText, type UrlSigner } from './signature.ts';
import { textPathOf } from './stored-bytes.ts';
import type { Target } from './target.ts';

export interface ApiOptions {
  readonly apiKey: string;
  readonly processingMs: number;
  readonly maxSizeBytes: number;
  readonly expiresS: number;
  readonly files: FileRegistry;
  readonly signer: UrlSigner;
  readonly limit: RateLimit;
  readonly now: () => number;
}

/** A request that passed the gateway. */
interface Call {
  readonly userId: string;
  readonly query: URLSearchParams;
  /** The path's variable segment; empty where the route has none. */
  readonly segment: string;
  /** Host and port at which the client reached the sandbox. */
  readonly host: string;
}

interface Route {
  readonly method: 'GET' | 'DELETE';
  readonly path: RegExp;
  readonly answer: (call: Call) => Promise<Answer>;
}

/** The six calls of the Files API, without the PUT, behind a gateway that checks the key, the rate limit and the user. */
export class Api {
  readonly #options: ApiOptions;
  readonly #routes: readonly Route[] = [
    { method: 'GET', path: /^\/v1\/files\/signed-url$/, answer: (call) => this.#signedUrl(call) },
    { method: 'GET', path: /^\/v1\/files$/, answer: (call) => this.#list(call) },
    { method: 'GET', path: /^\/v1\/files\/([^/]+)\/status$/, answer: (call) => this.#status(call) },
    { method: 'GET', path: /^\/v1\/files\/([^/]+)$/, answer: (call) => this.#text(call) },
    { method: 'DELETE', path: /^\/v1\/files\/([^/]+)$/, answer: (call) => this.#delete(call) },
  ];

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async answer(request: IncomingMessage, { path, query }: Target, host: string): Promise<Answer> {
    const atPath = this.#routes.filter((route) => route.path.test(path));
    if (atPath.length === 0) return refusals.noSuchRoute();
    const route = atPath.find(({ method }) => method === request.method);
    if (route === undefined) return refusals.wrongMethod(atPath.map(({ method }) => method));
    const key = request.headers['api-key'];
    if (typeof key !== 'string' || !sameText(key, this.#options.apiKey)) return refusals.unauthorized();
    const admission = this.#options.limit.admit(this.#options.now());
    if (admission.kind === 'refused') return admission.answer;
    const segment = route.path.exec(path)?.[1] ?? '';
    const answer = await this.#asUser(request, (userId) => route.answer({ userId, query, segment, host }));
    return { ...answer, headers: { ...admission.headers, ...answer.headers } };
  }

  async #asUser(request: IncomingMessage, act: (userId: string) => Promise<Answer>): Promise<Answer> {
    const userId = userIdFrom(request.headers['user-id']);
    return userId.kind === 'invalid' ? refusals.invalid(userId.problem) : act(userId.value);
  }

  async #signedUrl({ userId, query, host }: Call): Promise<Answer> {
    const name = uploadNameFrom(query);
    if (name.kind === 'invalid') return refusals.invalid(name.problem);
    const persist = persistFrom(query);
    if (persist.kind === 'invalid') return refusals.invalid(persist.problem);
    const { files, signer, expiresS, maxSizeBytes } = this.#options;
    const file = files.add({ userId, ...name.value, persist: persist.value });
    const path = `${bucketPath}${file.fileId}`;
    const { contentType, signedAtMs } = file;
    return json(200, {
      expires_in: expiresS,
      file_id: file.fileId,
      file_limits: { allowed_types: allowedTypes, max_size: maxSizeBytes },
      file_url: `http://${host}${signer.sign({ path, host, contentType, signedAtMs, expiresS })}`,
    });
  }

  /** Files whose bytes have arrived, in the order in which they were signed. */
  async #list({ userId, query }: Call): Promise<Answer> {
    const asked = pageFrom(query);
    if (asked.kind === 'invalid') return refusals.invalid(asked.problem);
    const { page, limit } = asked.value;
    const files = await this.#options.files.list(userId);
    const shown = files.slice((page - 1) * limit, page * limit);
    return json(200, {
      files: shown.map(({ fileId, fileName }) => ({ file_id: fileId, file_name: fileName })),
      limit,
      page,
      total: files.length,
    });
  }

  #status(call: Call): Promise<Answer> {
    return this.#withFile(call, async ({ bytes }) => {
      if (bytes === undefined) return refusals.noSuchDocument();
      return json(200, processingStatusAt(this.#options.now(), bytes, this.#options.processingMs));
    });
  }

  #text(call: Call): Promise<Answer> {
    return this.#withFile(call, async ({ bytes }) => {
      if (bytes === undefined) return refusals.noSuchDocument();
      const { processing_status } = processingStatusAt(
        this.#options.now(),
        bytes,
        this.#options.processingMs,
      );
      if (processing_status !== 'PROCESSED') return refusals.conflict();
      const text = await open(textPathOf(bytes.path));
      const length = (await text.stat()).size;
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': length };
      return { status: 200, headers, body: text.createReadStream() };
    });
  }

  #delete(call: Call): Promise<Answer> {
    return this.#withFile(call, async (file) => {
      await this.#options.files.remove(file);
      return { status: 204 };
    });
  }

  /** Another user's file gives a 404, as in the API; a 403 would reveal that it exists. */
  async #withFile(call: Call, act: (file: FileRecord) => Promise<Answer>): Promise<Answer> {
    const fileId = fileIdFrom(call.segment);
    if (fileId.kind === 'invalid') return refusals.invalid(fileId.problem);
    const file = await this.#options.files.find(fileId.value);
    return file?.userId === call.userId ? act(file) : refusals.noSuchDocument();
  }
}
