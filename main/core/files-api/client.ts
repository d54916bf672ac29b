import { randomInt } from 'node:crypto';
import type { PlainResponse } from 'got';
import type { z } from 'zod';
import { type ConnectionSettings, isLoopback, withoutTrailingSlashes } from '../model/connection-settings.ts';
import { type FileLimits, sentName } from '../model/file-types.ts';
import type { Retention } from '../model/upload.ts';
import { Network } from '../network/network.ts';
import type { Clock } from '../util/clock.ts';
import { allowedTypesOf } from './allowed-types.ts';
import { ApiHttp } from './api-http.ts';
import { misunderstoodCall, refusedCall, renewedCall } from './error-mapping.ts';
import { type FileStatus, interpretStatus } from './file-status.ts';
import { parseAnswer } from './forms.ts';
import { KeyRenewal, type RenewKey } from './key-renewal.ts';
import { type RateLimitReport, rateLimitReport } from './rate-limit-headers.ts';
import { listAnswer, signedUrlAnswer, statusAnswer } from './schemas.ts';
import { isSafeStorage, unsafeAddress } from './storage-address.ts';
import type { FileList, FileText, FileTextBytes, StoredFilesApi } from './stored-files.ts';

/** A place for one file's bytes. `url` is a secret: whoever has it can write there until `expiresAtMs`. */
export interface SignedUpload {
  readonly fileId: string;
  readonly url: string;
  readonly expiresAtMs: number;
  /** Whether it must lie elsewhere, since the API does not lie on this machine either. */
  readonly isOutside: boolean;
  readonly limits: FileLimits;
}

/** `past-caches`: a response to the same request is of no use, so the request is spelt in a way that no cache has seen. */
export type SignAsk = 'usual' | 'past-caches';

/** The calls of the Files API that Hoist makes. Every method rejects with a `CallError`, or the signal's reason. */
export interface FilesApi {
  /** `GET /v1/files/signed-url` */
  sign(filename: string, retention: Retention, signal: AbortSignal, ask?: SignAsk): Promise<SignedUpload>;
  /** `GET /v1/files/{file_id}/status` */
  status(fileId: string, signal: AbortSignal): Promise<FileStatus>;
  /** `GET /v1/files?page=1&limit=1`: whether the settings work; it changes nothing at the server. @returns the total */
  countFiles(signal: AbortSignal): Promise<number>;
}

const DOCUMENTED_EXPIRY_S = 600;
/** The Files API over HTTP. It makes each call once: the request queue paces calls, and jobs retry them. */
export class FilesApiClient implements FilesApi, StoredFilesApi {
  readonly #http: ApiHttp;
  readonly #base: string;
  /** All that this client has sent: a response may repeat any of them. */
  readonly #keys: Set<string>;
  readonly #renewal: KeyRenewal | null;
  readonly #clock: Clock;
  readonly #onRateLimit: (report: RateLimitReport) => void;

  /**
   * @param onRateLimit called with what the responses' headers say of the request budget, where they do
   * @param renewKey null where the key comes from a person
   */
  constructor(
    settings: ConnectionSettings,
    clock: Clock,
    onRateLimit: (report: RateLimitReport) => void = () => {},
    network: Network = new Network(),
    renewKey: RenewKey | null = null,
  ) {
    this.#renewal = renewKey === null ? null : new KeyRenewal(renewKey, clock);
    this.#base = withoutTrailingSlashes(settings.baseUrl.trim());
    this.#keys = new Set([settings.apiKey]);
    this.#clock = clock;
    this.#onRateLimit = onRateLimit;
    this.#http = new ApiHttp(settings, network);
  }

  /** Ends the idle connections. */
  close(): void {
    this.#http.close();
  }

  async sign(
    filename: string,
    retention: Retention,
    signal: AbortSignal,
    ask: SignAsk = 'usual',
  ): Promise<SignedUpload> {
    const encoded = encodeURIComponent(sentName(filename).toWellFormed());
    const name = ask === 'usual' ? encoded : respelled(encoded);
    const query = `filename=${name}&persist=${retention === 'keep'}`;
    const askedAtMs = this.#clock.now();
    const answer = await this.#get(`/v1/files/signed-url?${query}`, signedUrlAnswer, signal);
    this.#refuseUnsafe(answer.file_url);
    const maxSize = answer.file_limits?.max_size ?? 0;
    return {
      fileId: answer.file_id,
      url: answer.file_url,
      isOutside: !isLoopback(new URL(this.#base)),
      expiresAtMs: askedAtMs + lifetimeS(answer.expires_in, answer.file_url) * 1000,
      limits: {
        allowedTypes: allowedTypesOf(answer.file_limits?.allowed_types),
        // A limit of nothing would be no service: it stands for none, as a negative one does.
        maxSizeBytes: maxSize > 0 ? maxSize : null,
      },
    };
  }

  async status(fileId: string, signal: AbortSignal): Promise<FileStatus> {
    const answer = await this.#get(`/v1/files/${encodeURIComponent(fileId)}/status`, statusAnswer, signal);
    return interpretStatus(answer);
  }

  async countFiles(signal: AbortSignal): Promise<number> {
    const { files, total } = await this.#get('/v1/files?page=1&limit=1', listAnswer, signal);
    return total ?? files.length;
  }

  async list(page: number, limit: number, signal: AbortSignal): Promise<FileList> {
    const query = `page=${page}&limit=${limit}`;
    const answer = await this.#get(`/v1/files?${query}`, listAnswer, signal, true);
    const named = answer.files.map(({ file_id, file_name }) => ({
      fileId: file_id,
      name: this.#safe(file_name),
    }));
    const place = { page: answer.page ?? page, limit: answer.limit ?? limit };
    // A full page may have one after it.
    const isFull = answer.files.length >= place.limit;
    const atLeast = (place.page - 1) * place.limit + named.length + (isFull ? 1 : 0);
    return { ...place, total: answer.total ?? atLeast, files: named };
  }

  async text(fileId: string, maxBytes: number, signal: AbortSignal): Promise<FileText> {
    const { bytes, isCut } = await this.textBytes(fileId, maxBytes, signal);
    // Where it is cut, the last character may be so as well.
    return { text: new TextDecoder().decode(bytes, { stream: isCut }), isCut };
  }

  async textBytes(fileId: string, maxBytes: number, signal: AbortSignal): Promise<FileTextBytes> {
    const url = this.#fileUrl(fileId);
    const { apiKey } = this.#http;
    const { response, bytes, isCut } = await this.#http.readStart(url, maxBytes, signal);
    const safe = this.#safeBytes(bytes);
    await this.#refuseFailure(response, { apiKey, body: safe.toString(), knownServer: true });
    return { bytes: safe, isCut };
  }

  async remove(fileId: string, signal: AbortSignal): Promise<void> {
    const { apiKey } = this.#http;
    const response = await this.#http.request('delete', this.#fileUrl(fileId), signal);
    await this.#refuseFailure(response, { apiKey, body: response.body, knownServer: true });
  }

  #fileUrl(fileId: string): string {
    return `${this.#base}/v1/files/${encodeURIComponent(fileId)}`;
  }

  /** @param knownServer whether a 404 speaks of what was asked for, and not of a wrong address */
  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal,
    knownServer = this.#http.isKnownServer,
  ): Promise<T> {
    const { apiKey } = this.#http;
    const response = await this.#http.request('get', `${this.#base}${path}`, signal);
    await this.#refuseFailure(response, { apiKey, body: response.body, knownServer });
    let answer: unknown;
    try {
      answer = parseAnswer(response.body);
    } catch {
      throw misunderstoodCall({ code: 'not_json' }, knownServer);
    }
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw misunderstoodCall(`${issue?.path.join('.') || 'body'}: ${issue?.message}`, knownServer);
    }
    this.#http.isKnownServer = true;
    return parsed.data;
  }

  /** A server may repeat what it was sent; the key must not get anywhere by that. */
  #safe(text: string): string {
    let safe = text;
    for (const key of this.#keys) safe = safe.replaceAll(key, '…');
    return safe;
  }

  /** As {@link #safe}. A key is ASCII, so that no part of another character is taken for it. */
  #safeBytes(bytes: Buffer): Buffer {
    const hidden = Buffer.from('…').toString('latin1');
    let safe = bytes.toString('latin1');
    for (const key of this.#keys) safe = safe.replaceAll(key, hidden);
    return Buffer.from(safe, 'latin1');
  }

  async #refuseFailure(
    { statusCode, headers }: PlainResponse,
    { apiKey, body, knownServer }: { apiKey: string; body: string; knownServer: boolean },
  ): Promise<void> {
    const nowMs = this.#clock.now();
    const report = rateLimitReport(headers, nowMs);
    if (report !== null) this.#onRateLimit(report);
    if (statusCode >= 200 && statusCode <= 299) return;
    if (statusCode === 401 && (await this.#isRenewed(apiKey))) throw renewedCall();
    throw refusedCall({ status: statusCode, headers, body: this.#safe(body), knownServer, nowMs });
  }

  /** @returns whether there is another key now than the one that the server refused */
  async #isRenewed(refused: string): Promise<boolean> {
    if (this.#renewal === null) return false;
    const key = refused === this.#http.apiKey ? await this.#renewal.after(refused) : null;
    if (key !== null && key !== this.#http.apiKey) {
      this.#keys.add(key);
      this.#http.takeKey(key);
    }
    return refused !== this.#http.apiKey;
  }

  #refuseUnsafe(fileUrl: string): void {
    if (!isSafeStorage(new URL(fileUrl), new URL(this.#base))) throw unsafeAddress();
  }
}

/**
 * The same text for whoever decodes it: letters may be percent-encoded or not.
 * https://www.rfc-editor.org/rfc/rfc3986#section-2.3
 */
function respelled(encoded: string): string {
  return encoded.replace(/%[0-9A-F]{2}|[A-Za-z0-9]/g, (part) =>
    part.length === 1 && randomInt(2) === 1 ? `%${part.charCodeAt(0).toString(16).toUpperCase()}` : part,
  );
}

/** For how long a URL holds, in s: what it says itself counts where that is less than the answer says. */
function lifetimeS(expiresIn: number | null, fileUrl: string): number {
  const said = expiresIn ?? DOCUMENTED_EXPIRY_S;
  const signed = [...new URL(fileUrl).searchParams].find(([name]) => /^x-(amz|goog)-expires$/i.test(name));
  const signedS = Number(signed?.[1]);
  return signedS > 0 ? Math.min(said, signedS) : said;
}
