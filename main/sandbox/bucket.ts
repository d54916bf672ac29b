import { randomBytes, randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { send } from './answer.ts';
import type { FileRecord } from './file-registry.ts';
import { answerAndDrain } from './linger.ts';
import { type Received, receive } from './receive.ts';
import { type S3Problem, s3Error, s3Ids } from './s3-errors.ts';
import type { UrlSigner } from './signature.ts';
import { discard, type StoredBytes } from './stored-bytes.ts';
import type { Target } from './target.ts';

/** Every signed URL's path begins with this. */
export const bucketPath = '/s3/hoist-sandbox-files/';

/**
 * Above this size an ETag is not an MD5, as in S3 for objects encrypted with KMS. Computing the MD5 of a gigabyte would halve
 * the speed of its PUT.
 */
const largestHashedBytes = 64 * 1024 * 1024;

export interface BucketOptions {
  readonly folder: string;
  readonly maxSizeBytes: number;
  readonly idleTimeoutMs: number;
  readonly signer: UrlSigner;
  readonly now: () => number;
  /** @returns undefined for a file that has been removed */
  readonly find: (fileId: string) => Promise<FileRecord | undefined>;
  readonly onArrival: (file: FileRecord, bytes: StoredBytes) => void;
}

/**
 * Plays S3: accepts bytes at signed URLs as S3 does, and knows no API keys or users. The last PUT that ends wins: its bytes
 * replace earlier ones and are processed from the start. For a file that has been removed meanwhile, a PUT gets a 200 and its
 * bytes are discarded, since S3 would accept them too.
 */
export class Bucket {
  readonly #options: BucketOptions;

  constructor(options: BucketOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    const problem = this.#problemWith(request, target);
    if (problem !== undefined) {
      const sizes = {
        ProposedSize: Number(request.headers['content-length']),
        MaxSizeAllowed: this.#options.maxSizeBytes,
      };
      await answerAndDrain(request, response, s3Error(problem, problem === 'too-large' ? sizes : {}));
      return;
    }
    if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
    const path = join(this.#options.folder, randomUUID());
    const part = `${path}.part`;
    const received = await receive(request, part, {
      idleMs: this.#options.idleTimeoutMs,
      digest: wantsMd5(request) ? 'md5' : 'none',
    });
    await this.#finish(request, response, {
      received,
      part,
      path,
      fileId: target.path.slice(bucketPath.length),
    });
  }

  /** Checks in S3's order: the request's form, its permission, its content. */
  #problemWith(request: IncomingMessage, { path, query }: Target): S3Problem | undefined {
    const { headers, method = '' } = request;
    if (headers['transfer-encoding'] !== undefined) return 'chunked';
    if (headers.authorization !== undefined && query.size > 0) return 'two-credentials';
    const problem = this.#options.signer.problemWith({ method, path, query, headers }, this.#options.now());
    if (problem !== undefined) return problem;
    if (Object.keys(headers).some((name) => name.startsWith('x-amz-'))) return 'unsigned-header';
    if (headers['content-length'] === undefined) return 'no-length';
    if (Number(headers['content-length']) > this.#options.maxSizeBytes) return 'too-large';
    const digest = headers['content-md5'];
    if (digest !== undefined && Buffer.from(String(digest), 'base64').length !== 16) return 'invalid-digest';
    return undefined;
  }

  async #finish(
    request: IncomingMessage,
    response: ServerResponse,
    body: { received: Received; part: string; path: string; fileId: string },
  ): Promise<void> {
    const { received, part, path, fileId } = body;
    switch (received.kind) {
      case 'cut':
        return;
      case 'idle':
        return answerAndDrain(request, response, s3Error('idle'));
      case 'complete': {
        const digest = request.headers['content-md5'];
        if (digest !== undefined && String(digest) !== received.md5?.toString('base64')) {
          await rm(part);
          return send(response, s3Error('wrong-digest'));
        }
        await rename(part, path);
        await this.#replace(fileId, { path, arrivedAtMs: this.#options.now(), findings: undefined });
        return send(response, {
          status: 200,
          headers: { ...s3Ids(), etag: `"${(received.md5 ?? randomBytes(16)).toString('hex')}"` },
        });
      }
    }
  }

  async #replace(fileId: string, bytes: StoredBytes): Promise<void> {
    const file = await this.#options.find(fileId);
    if (file === undefined) return discard(bytes);
    const former = file.bytes;
    file.bytes = bytes;
    this.#options.onArrival(file, bytes);
    if (former !== undefined) await discard(former);
  }
}

function wantsMd5({ headers }: IncomingMessage): boolean {
  return headers['content-md5'] !== undefined || Number(headers['content-length']) <= largestHashedBytes;
}
