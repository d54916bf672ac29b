import { Agent as HttpAgent } from 'node:http';
import got, { type Got, type Response } from 'got';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { ConnectionSettings } from '../connection.ts';
import type { FileLimits } from '../file-types.ts';
import { DOCUMENTED_TYPES } from '../file-types.ts';
import { isUntrusted } from '../network/certificates.ts';
import { HttpsAgents } from '../network/https-agents.ts';
import { Network } from '../network/network.ts';
import { proxyError } from '../network/proxy-error.ts';
import type { Remarks, Retention } from '../upload.ts';
import { misunderstoodCall, refusedCall } from './answers.ts';
import { CallError } from './errors.ts';
import { isUnreachable, unansweredCall } from './network.ts';
import { type RateLimitReport, rateLimitReport } from './rate-limit-headers.ts';
import { listAnswer, signedUrlAnswer, statusAnswer } from './schemas.ts';
import { isSafeStorage } from './storage-address.ts';

/** A place for one file's bytes. `url` is a secret: whoever has it can write there until `expiresAtMs`. */
export interface SignedUpload {
  readonly fileId: string;
  readonly url: string;
  readonly expiresAtMs: number;
  readonly limits: FileLimits;
}

export type FileStatus =
  | { readonly state: 'processing'; readonly step: string | null }
  /** `processingMs` is what the server's own times say, where they do. */
  | { readonly state: 'ready'; readonly remarks: Remarks; readonly processingMs: number | null }
  | { readonly state: 'infected' }
  | { readonly state: 'failed'; readonly step: string | null };

/** The calls of the Files API that Hoist makes. Every method rejects with a {@link CallError}, or the signal's reason. */
export interface FilesApi {
  /** `GET /v1/files/signed-url` */
  sign(filename: string, retention: Retention, signal: AbortSignal): Promise<SignedUpload>;
  /** `GET /v1/files/{file_id}/status` */
  status(fileId: string, signal: AbortSignal): Promise<FileStatus>;
  /** `GET /v1/files?page=1&limit=1`: whether the settings work; changes nothing at the server. Answers the total. */
  countFiles(signal: AbortSignal): Promise<number>;
}

const DOCUMENTED_EXPIRY_S = 600;
/** No answer of this API comes near it; a longer one is cut off instead of being kept in memory. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const KEPT = { keepAlive: true, maxSockets: 16, scheduling: 'lifo' } as const;

/** The Files API over HTTP. It makes each call once: pacing and retries are the runner's. */
export class FilesApiClient implements FilesApi {
  readonly #http: Got;
  readonly #agents = { http: new HttpAgent(KEPT), https: new HttpsAgents(KEPT) };
  readonly #network: Network;
  readonly #base: string;
  readonly #apiKey: string;
  readonly #clock: Clock;
  readonly #onRateLimit: (report: RateLimitReport) => void;
  #knownServer = false;

  /** @param onRateLimit told what the answers' headers say of the request budget, where they do */
  constructor(
    settings: ConnectionSettings,
    clock: Clock,
    onRateLimit: (report: RateLimitReport) => void = () => {},
    network: Network = new Network(),
  ) {
    this.#base = settings.baseUrl.trim().replace(/\/+$/, '');
    this.#apiKey = settings.apiKey;
    this.#clock = clock;
    this.#onRateLimit = onRateLimit;
    this.#network = network;
    this.#http = got.extend({
      headers: { 'api-key': settings.apiKey, 'user-id': settings.userId, accept: 'application/json' },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      timeout: { connect: 10_000, secureConnect: 10_000, socket: 30_000, response: 30_000, request: 60_000 },
    });
  }

  /** Ends the idle connections. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async sign(filename: string, retention: Retention, signal: AbortSignal): Promise<SignedUpload> {
    const query = `filename=${encodeURIComponent(filename.toWellFormed())}&persist=${retention === 'keep'}`;
    const askedAtMs = this.#clock.now();
    const answer = await this.#get(`/v1/files/signed-url?${query}`, signedUrlAnswer, signal);
    this.#refuseUnsafe(answer.file_url);
    return {
      fileId: answer.file_id,
      url: answer.file_url,
      expiresAtMs: askedAtMs + (answer.expires_in ?? DOCUMENTED_EXPIRY_S) * 1000,
      limits: {
        allowedTypes: answer.file_limits?.allowed_types ?? DOCUMENTED_TYPES,
        maxSizeBytes: answer.file_limits?.max_size ?? null,
      },
    };
  }

  async status(fileId: string, signal: AbortSignal): Promise<FileStatus> {
    const answer = await this.#get(`/v1/files/${encodeURIComponent(fileId)}/status`, statusAnswer, signal);
    return interpretStatus(answer);
  }

  async countFiles(signal: AbortSignal): Promise<number> {
    return (await this.#get('/v1/files?page=1&limit=1', listAnswer, signal)).total;
  }

  async #get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const response = await this.#fetch(`${this.#base}${path}`, signal);
    const { statusCode, headers, body } = response;
    const report = rateLimitReport(headers, this.#clock.now());
    if (report !== null) this.#onRateLimit(report);
    if (statusCode < 200 || statusCode > 299) {
      const knownServer = this.#knownServer;
      // A server may repeat what it was sent; the key must not get into a message by that.
      const safeBody = body.replaceAll(this.#apiKey, '…');
      throw refusedCall({
        status: statusCode,
        headers,
        body: safeBody,
        knownServer,
        nowMs: this.#clock.now(),
      });
    }
    let answer: unknown;
    try {
      answer = JSON.parse(body);
    } catch {
      throw misunderstoodCall({ code: 'not_json' }, this.#knownServer);
    }
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw misunderstoodCall(`${issue?.path.join('.') || 'body'}: ${issue?.message}`, this.#knownServer);
    }
    this.#knownServer = true;
    return parsed.data;
  }

  async #fetch(url: string, signal: AbortSignal): Promise<Response<string>> {
    try {
      return await this.#attempt(url, signal);
    } catch (error) {
      // Its certificate may be of the person's company, which the system knows.
      if (!(error instanceof CallError) || !isUntrusted(error.code) || !this.#network.trustSystem())
        throw error;
      return this.#attempt(url, signal);
    }
  }

  async #attempt(url: string, signal: AbortSignal): Promise<Response<string>> {
    const route = await this.#network.routeTo(new URL(url));
    const tooLong = new AbortController();
    try {
      const request = this.#http.get(url, {
        agent: { http: this.#agents.http, https: this.#agents.https.on(route) },
        signal: AbortSignal.any([signal, tooLong.signal]),
      });
      request.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_ANSWER_BYTES) tooLong.abort();
      });
      return await request;
    } catch (error) {
      signal.throwIfAborted();
      if (tooLong.signal.aborted) throw misunderstoodCall({ code: 'far_too_long' }, this.#knownServer);
      const cause = proxyError(error, route) ?? error;
      if (isUnreachable(cause)) this.#network.failed(route);
      throw unansweredCall(cause, this.#knownServer);
    }
  }

  #refuseUnsafe(fileUrl: string): void {
    if (isSafeStorage(new URL(fileUrl), new URL(this.#base))) return;
    const detail = { code: 'unsafe_address' } as const;
    const meaning = { do: 'fail', reason: { code: 'unexpected_answer', detail } } as const;
    throw new CallError('unsafe_file_url', { code: 'unsafe_answer', because: detail }, meaning);
  }
}

function interpretStatus(answer: z.infer<typeof statusAnswer>): FileStatus {
  const status = (answer.processing_status ?? answer.processingStatus ?? '').toUpperCase();
  const step = currentStep(answer.processing_steps ?? []);
  const { infected, empty, length } = answer.warnings ?? {};
  if (isSet(infected) || status.includes('INFECT')) return { state: 'infected' };
  if (status === 'PROCESSED')
    return {
      state: 'ready',
      remarks: { empty: isSet(empty), length: isSet(length) },
      processingMs: processingMs(answer.processing_steps ?? []),
    };
  // The documents name no failed status: one that plainly says so is believed, any other is still processing.
  if (/FAIL|ERROR|REJECT/.test(status)) return { state: 'failed', step };
  return { state: 'processing', step };
}

/** The step that has not ended, else the last one. */
function currentStep(steps: readonly { status: string; endedAt?: unknown }[]): string | null {
  const open = steps.findLast(({ endedAt }) => endedAt === null || endedAt === undefined);
  return (open ?? steps.at(-1))?.status ?? null;
}

/** From the beginning of the first step to the end of the last one; null where the server does not say. */
function processingMs(steps: readonly { createdAt?: unknown; endedAt?: unknown }[]): number | null {
  const beginMs = Math.min(...steps.map(({ createdAt }) => timeMs(createdAt)));
  const endMs = Math.max(...steps.map(({ endedAt }) => timeMs(endedAt)));
  const ms = endMs - beginMs;
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** A time's form is not documented: a date as text, or a number of ms. NaN for anything else. */
function timeMs(time: unknown): number {
  if (typeof time === 'string') return Date.parse(time);
  return typeof time === 'number' ? time : Number.NaN;
}

/** A warning's form is not documented: `true`, a number or a text all say that it applies. */
function isSet(warning: unknown): boolean {
  return typeof warning === 'string' ? warning !== '' && warning !== 'false' : Boolean(warning);
}
