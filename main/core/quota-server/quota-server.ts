import type { ClaimRequest, ClaimServer } from '../job/claim-server.ts';
import type { QuotaRequest, QuotaServer } from '../rate-limit/shared-quota.ts';
import { parseQuotaAddress, type QuotaAddress } from './quota-address.ts';

/** Grants places, and knows which desk sends a content. */
export type SharingServer = QuotaServer & ClaimServer;

/** How a desk shares its limits with others. */
export interface QuotaOptions {
  /** See {@link parseQuotaAddress}. It may hold a password. */
  readonly url: string;
}

/**
 * @returns the server at this address. The client is loaded with the first request, so it costs nothing where no quota is shared
 * @throws {QuotaAddressError}
 */
export function openQuotaServer({ url }: QuotaOptions): SharingServer {
  return new LazyQuotaServer(parseQuotaAddress(url));
}

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
