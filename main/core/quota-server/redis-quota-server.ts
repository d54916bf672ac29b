import { createHash } from 'node:crypto';
import { trustSystemCertificates } from '../network/certificates.ts';
import {
  type QuotaAnswer,
  QuotaError,
  type QuotaRequest,
  type QuotaServer,
} from '../rate-limit/shared-quota.ts';
import { readAnswer, type TimedAnswer, wordsOf } from './grant-message.ts';
import { GRANT_SCRIPT, groupKeys } from './grant-script.ts';
import type { QuotaAddress } from './quota-address.ts';
import { connectToRedis, type RedisConnection } from './redis-connection.ts';
import { quotaError } from './redis-problem.ts';

/** A server that takes longer is as good as away: a desk must not stand still for it. */
const SLOW_MS = 500;
const CONNECT_MS = 950;
const SHA = createHash('sha1').update(GRANT_SCRIPT).digest('hex');

/** Grants places by a script on a server that speaks Redis's protocol. */
export class RedisQuotaServer implements QuotaServer {
  readonly #address: QuotaAddress;
  #connection: Promise<RedisConnection> | null = null;

  constructor(address: QuotaAddress) {
    this.#address = address;
  }

  async ask(tag: string, request: QuotaRequest): Promise<QuotaAnswer> {
    return (await this.askTimed(tag, request)).answer;
  }

  /** As `ask`, with the server's time of the answer, in ms since the epoch. */
  async askTimed(tag: string, request: QuotaRequest): Promise<TimedAnswer> {
    try {
      const connection = await within(this.#connected(), CONNECT_MS, 'unreachable');
      return readAnswer(await within(run(connection, tag, request), SLOW_MS, 'slow'), request.wantsView);
    } catch (error) {
      this.#drop();
      throw quotaError(error);
    }
  }

  async close(): Promise<void> {
    this.#drop();
  }

  async #connected(): Promise<RedisConnection> {
    this.#connection ??= connectToRedis(this.#address).catch((error: unknown) => {
      // A company's own certificate is known to the system alone.
      if (quotaError(error).code === 'certificate' && trustSystemCertificates())
        return connectToRedis(this.#address);
      throw error;
    });
    return this.#connection;
  }

  /** The next request connects anew: what was asked before is answered to nobody. */
  #drop(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.then(
      (open) => {
        try {
          open.destroy();
        } catch {
          // It was closed already.
        }
      },
      () => {},
    );
  }
}

async function run({ send }: RedisConnection, tag: string, request: QuotaRequest): Promise<unknown> {
  const keys = groupKeys(tag);
  const [key = ''] = keys;
  const words = [String(keys.length), ...keys, ...wordsOf(request)];
  try {
    return await send(key, ['EVALSHA', SHA, ...words]);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return send(key, ['EVAL', GRANT_SCRIPT, ...words]);
  }
}

/** Rejects after `ms`, unless the answer is there by then and this process was only too busy to read it. */
async function within<T>(work: Promise<T>, ms: number, code: 'slow' | 'unreachable'): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => setImmediate(() => late.reject(new QuotaError(code))), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // A timer that has fired may reject yet, and nobody waits for it any more.
    late.promise.catch(() => {});
    work.catch(() => {});
  }
}
