import { performance } from 'node:perf_hooks';
import type { ClaimRequest, ClaimServer } from '../job/claim-server.ts';
import type { QuotaProblem } from '../model/quota-status.ts';
import { QuotaError, type QuotaRequest, type QuotaServer } from '../rate-limit/shared-quota.ts';
import { parseQuotaAddress, type QuotaAddress } from './quota-address.ts';
import { speaksPlainly } from './speaks-plainly.ts';

/** Grants places, and knows which desk sends a content. */
export type SharingServer = QuotaServer & ClaimServer;

/** How a desk shares its limits with others. */
export interface QuotaOptions {
  /** See {@link parseQuotaAddress}. It may hold a password. */
  readonly url: string;
}

export type QuotaTestResult =
  | { readonly ok: true; readonly roundTripMs: number }
  | { readonly ok: false; readonly code: QuotaProblem };

/**
 * @returns the server at this address. The client is loaded with the first request, so it costs nothing where no quota is shared
 * @throws {QuotaAddressError}
 */
export function openQuotaServer({ url }: QuotaOptions): SharingServer {
  return new LazyQuotaServer(parseQuotaAddress(url));
}

/**
 * Whether a quota can be shared through the server at this address: it logs in and asks for a place, in a group of its own.
 * @throws {QuotaAddressError}
 */
export async function testQuota({ url }: QuotaOptions): Promise<QuotaTestResult> {
  const server = openQuotaServer({ url });
  try {
    const number = Date.now();
    const first = await server.ask('test', { ...NOTHING, number });
    const startMs = performance.now();
    // It wants a place, so that the script needs most of its rights.
    const epoch = first.kind === 'outdated' ? '' : first.epoch;
    await server.ask('test', { ...NOTHING, number: number + 1, epoch, isWhole: true, wants: [1, 0, 0, 0] });
    return { ok: true, roundTripMs: performance.now() - startMs };
  } catch (error) {
    const code = error instanceof QuotaError ? error.code : 'unexpected';
    const address = parseQuotaAddress(url);
    const isPlain = code === 'unreachable' && address.isTls && (await speaksPlainly(address));
    return { ok: false, code: isPlain ? 'no_tls' : code };
  } finally {
    await server.close();
  }
}

const NOTHING: QuotaRequest = {
  desk: 'test',
  number: 0,
  epoch: '',
  limits: { perSecond: 1, perMinute: 1 },
  live: 0,
  unused: 0,
  wants: [0, 0, 0, 0],
  signsFirst: false,
  work: { unsigned: 0, sending: 0, processing: 0 },
  dueMs: 0,
  firstAnswered: 1,
  answered: [],
  isWhole: false,
  wantsView: false,
  ghosts: [],
};

class LazyQuotaServer implements SharingServer {
  readonly #address: QuotaAddress;
  #server: Promise<SharingServer> | null = null;

  constructor(address: QuotaAddress) {
    this.#address = address;
  }

  async ask(tag: string, request: QuotaRequest) {
    return (await this.#loaded()).ask(tag, request);
  }

  async claim(tag: string, content: string, request: ClaimRequest) {
    return (await this.#loaded()).claim(tag, content, request);
  }

  #loaded(): Promise<SharingServer> {
    this.#server ??= import('./redis-quota-server.ts').then(
      ({ RedisQuotaServer }) => new RedisQuotaServer(this.#address),
    );
    return this.#server;
  }

  async close(): Promise<void> {
    await (await this.#server)?.close();
  }
}
