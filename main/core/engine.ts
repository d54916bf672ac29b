import { join } from 'node:path';
import { Converter } from './convert/converter.ts';
import { DerivedFiles } from './convert/derived-files.ts';
import { FilesApiClient } from './files-api/client.ts';
import { type ConnectionTestResult, testConnection } from './files-api/connection-test.ts';
import type { RenewKey } from './files-api/key-renewal.ts';
import type { RateLimitReport } from './files-api/rate-limit-headers.ts';
import { ApiSession } from './library/api-session.ts';
import {
  budgetOf,
  type ConnectionSettings,
  contentNamesFor,
  destinationOf,
  quotaTagOf,
} from './model/connection-settings.ts';
import type { ConversionRule } from './model/conversion.ts';
import type { NamedPaths } from './model/intake-item.ts';
import type { QuotaStatus } from './model/quota-status.ts';
import type { Upload } from './model/upload.ts';
import { NamedScans } from './named-scans.ts';
import { Network } from './network/network.ts';
import type { ConnectionChange } from './queue/connection-switch.ts';
import { deletePipedFiles } from './queue/piped-files.ts';
import { Queue } from './queue/queue.ts';
import type { QueueOptions } from './queue/queue-parts.ts';
import { openQuotaServer, type QuotaOptions, type SharingServer } from './quota-server/quota-server.ts';
import { BandwidthLimit } from './storage/bandwidth-limit.ts';
import { StorageClient } from './storage/put.ts';
import type { TrailStore } from './trail/trail-store.ts';
import { Trails } from './trail/trails.ts';
import { type Clock, systemClock } from './util/clock.ts';

export interface EngineOptions
  extends Pick<QueueOptions, 'store' | 'limits' | 'startKept' | 'processingBudgetMs'> {
  readonly clock?: Clock;
  readonly network?: Network;
  /** Takes the files that are made of others, and has those that were piped in; without it nothing is converted. */
  readonly dataFolder?: string;
  /** Keeps what happened to uploads; without it nobody can ask. */
  readonly trailStore?: TrailStore | null;
  /** Shares the limits with other desks; by default this desk has them for itself. */
  readonly quota?: QuotaOptions | null;
}

/** The queue, with the clients of one connection at a time. The desktop app and the terminal share it. */
export class Engine {
  readonly queue: Queue;
  readonly scans: NamedScans;
  /** Of all PUTs together. */
  readonly bandwidth: BandwidthLimit;
  readonly network: Network;
  /** What happened to uploads; null where nobody keeps it. */
  readonly trails: Trails | null;
  /** What happens from now on to added files that the server does not take, where nobody says otherwise. */
  conversionRule: ConversionRule = 'ask';
  readonly #clock: Clock;
  readonly #storage: StorageClient;
  #api: FilesApiClient | null = null;
  #session: ApiSession | null = null;
  #quotaServer: SharingServer | null = null;

  /** @throws {QuotaAddressError} */
  constructor(given: EngineOptions) {
    const {
      clock = systemClock,
      network = new Network(),
      quota = null,
      dataFolder,
      trailStore = null,
      ...options
    } = given;
    this.#clock = clock;
    this.bandwidth = new BandwidthLimit(clock);
    this.network = network;
    this.#storage = new StorageClient({ bandwidth: this.bandwidth, network });
    const partMaker =
      dataFolder === undefined ? null : new DerivedFiles(join(dataFolder, 'derived'), new Converter());
    this.queue = new Queue({ ...options, clock, partMaker });
    this.scans = new NamedScans(this.queue);
    this.trails = trailStore === null ? null : new Trails(this.queue, trailStore, clock);
    if (dataFolder !== undefined) deletePipedFiles(dataFolder, this.queue.uploads, clock.now());
    if (quota !== null) this.#share(openQuotaServer(quota));
  }

  /** How this desk shares its limits with others now; `queue.uploads` emits a status when that changes. */
  get quota(): QuotaStatus {
    return this.queue.schedule.quota;
  }

  /**
   * Shares the limits with other desks through this server from now on, or with nobody.
   * @throws {QuotaAddressError}
   */
  async shareLimits(quota: QuotaOptions | null): Promise<void> {
    const server = quota === null ? null : openQuotaServer(quota);
    const before = this.#quotaServer;
    await this.queue.schedule.leave();
    this.#share(server);
    await before?.close();
  }

  #share(server: SharingServer | null): void {
    this.#quotaServer = server;
    this.queue.shareClaims(server);
    this.queue.schedule.share(server);
  }

  /**
   * Sends uploads there from now on, or nowhere. The settings must have passed `checkConnection`.
   * @param renewKey reads the key again once the server refuses it; null where a person enters it
   * @param change whether it takes the place of the connection before
   */
  async connect(
    settings: ConnectionSettings | null,
    renewKey: RenewKey | null = null,
    change: ConnectionChange = 'edit',
  ): Promise<void> {
    const before = this.#api;
    const { destination: left } = this.queue;
    const onRateLimit = (report: RateLimitReport) => {
      // An earlier client hears of another key.
      if (api === this.#api) this.queue.schedule.noteReport(report);
    };
    const api =
      settings === null
        ? null
        : new FilesApiClient(settings, this.#clock, onRateLimit, this.network, renewKey);
    this.#api = api;
    const { put } = this.#storage;
    const target = settings &&
      this.#api && {
        api: this.#api,
        put,
        destination: destinationOf(settings),
        budget: budgetOf(settings),
        quotaTag: quotaTagOf(settings),
        contentName: contentNamesFor(settings),
      };
    this.#session?.end();
    this.#session = null;
    await this.queue.connect(target, change);
    if (change === 'edit' && target !== null) this.scans.redirect(left, target.destination);
    before?.close();
    // Not earlier: its calls would be counted on the earlier key.
    if (target === null || api !== this.#api) return;
    const { requestQueue } = this.queue.schedule;
    const { destination } = target;
    this.#session = new ApiSession({
      destination,
      api: target.api,
      calls: requestQueue,
      isIdle: () => this.queue.idle,
    });
  }

  /** The current connection, for calls that no upload needs; null where there is none. */
  get session(): ApiSession | null {
    return this.#session;
  }

  /** Tests settings, which need not be the current ones. It does not reject. */
  testConnection(settings: ConnectionSettings): Promise<ConnectionTestResult> {
    const counted = <T>(signal: AbortSignal, call: () => Promise<T>) =>
      this.queue.schedule.countedCall(budgetOf(settings), signal, call, quotaTagOf(settings));
    return testConnection(settings, counted, this.network);
  }

  /** See {@link NamedScans.add}. */
  add(named: NamedPaths, onUploads?: (uploads: readonly Upload[]) => void): Promise<void> {
    return this.scans.add(named, onUploads);
  }

  /** See {@link NamedScans.addAgain}. */
  addAgain(named: NamedPaths, onUploads: (uploads: readonly Upload[]) => void): Promise<void> {
    return this.scans.addAgain(named, onUploads);
  }

  /**
   * What was added without a connection, or is still being scanned, is meant for this base URL and user from now on.
   * @throws {StoreError} where that cannot be saved
   */
  assign(destination: string): void {
    this.queue.assign(destination);
    this.scans.redirect(null, destination);
  }

  /**
   * What waits for a base URL and user that are used no longer, or is still being scanned, is meant for these from now on.
   * @throws {StoreError} where that cannot be saved
   */
  redirect(from: string, to: string): void {
    this.queue.redirect(from, to);
    this.scans.redirect(from, to);
  }

  /** Stops all jobs. When it resolves, no connection is open. */
  async close(): Promise<void> {
    this.scans.stopAll();
    this.#session?.end();
    this.#session = null;
    await this.queue.close();
    this.trails?.close();
    await this.#quotaServer?.close();
    this.#api?.close();
    this.#storage.close();
  }
}
