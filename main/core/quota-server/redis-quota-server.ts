import { createHash } from 'node:crypto';
import type { ClaimAnswer, ClaimRequest, ClaimServer } from '../job/claim-server.ts';
import { trustSystemCertificates } from '../network/certificates.ts';
import {
  MissingRightsError,
  type QuotaAnswer,
  QuotaError,
  type QuotaRequest,
  type QuotaServer,
} from '../rate-limit/shared-quota.ts';
import { claimWords, readClaim } from './claim-message.ts';
import { CLAIM_SCRIPT, claimKey } from './claim-script.ts';
import { readAnswer, wordsOf } from './grant-message.ts';
import { GRANT_SCRIPT, groupKeys } from './grant-script.ts';
import type { QuotaAddress } from './quota-address.ts';
import { connectToRedis, type RedisConnection } from './redis-connection.ts';
import { quotaError } from './redis-problem.ts';
import { RIGHTS_SCRIPT, rightsKeys } from './rights-script.ts';

/** A server that takes longer is as good as away: a desk must not stand still for it. */
const SLOW_MS = 500;
const CONNECT_MS = 950;
const GRANT = scriptOf(GRANT_SCRIPT);
const CLAIM = scriptOf(CLAIM_SCRIPT);
const RIGHTS = scriptOf(RIGHTS_SCRIPT);

/** Grants places and keeps claims by scripts on a server that speaks Redis's protocol. */
export class RedisQuotaServer implements QuotaServer, ClaimServer {
  readonly #address: QuotaAddress;
  #connection: Promise<RedisConnection> | null = null;

  constructor(address: QuotaAddress) {
    this.#address = address;
  }

  ask(tag: string, request: QuotaRequest): Promise<QuotaAnswer> {
    const run = () => this.#run(GRANT, groupKeys(tag), wordsOf(request));
    return this.#answered(async () => readAnswer(await run()));
  }

  claim(tag: string, content: string, request: ClaimRequest): Promise<ClaimAnswer> {
    const run = () => this.#run(CLAIM, [claimKey(tag, content)], claimWords(request));
    return this.#answered(async () => readClaim(await run()));
  }

  /**
   * Tries what desks need, and changes nothing that they use.
   * @throws {MissingRightsError} with all rights that the login lacks
   * @throws {QuotaError}
   */
  async checkRights(tag: string): Promise<void> {
    const missing: string[] = [];
    // EVALSHA and EVAL are rights of their own, and a script runs by either.
    for (const evaluate of [evaluateLoaded, evaluateText]) {
      try {
        const refused = await this.#answered(() => this.#run(RIGHTS, rightsKeys(tag), [], evaluate));
        if (Array.isArray(refused))
          missing.push(...refused.map((command) => `+${String(command).toLowerCase()}`));
      } catch (error) {
        if (!(error instanceof MissingRightsError)) throw error;
        missing.push(...error.rights);
      }
    }
    if (missing.length > 0) throw new MissingRightsError([...new Set(missing)]);
  }

  async #run(
    script: Script,
    keys: readonly string[],
    words: readonly string[],
    evaluateBy: Evaluate = evaluate,
  ): Promise<unknown> {
    const connection = await within(this.#connected(), CONNECT_MS, 'unreachable');
    return within(evaluateBy(connection, script, keys, words), SLOW_MS, 'slow');
  }

  async #answered<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
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

interface Script {
  readonly text: string;
  readonly sha1: string;
}

function scriptOf(text: string): Script {
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}

type Evaluate = (
  connection: RedisConnection,
  script: Script,
  keys: readonly string[],
  words: readonly string[],
) => Promise<unknown>;

/** Sends the script's text only where the server does not have it. */
const evaluate: Evaluate = async (...request) =>
  (await evaluateLoaded(...request)) ?? evaluateText(...request);

/** @returns null where the server does not have the script */
const evaluateLoaded: Evaluate = async ({ send }, { sha1 }, keys, words) => {
  try {
    return await send(keys[0] ?? '', ['EVALSHA', sha1, String(keys.length), ...keys, ...words]);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return null;
    throw error;
  }
};

const evaluateText: Evaluate = ({ send }, { text }, keys, words) =>
  send(keys[0] ?? '', ['EVAL', text, String(keys.length), ...keys, ...words]);

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
