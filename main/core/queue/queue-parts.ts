import type { PartMaker } from '../convert/part-maker.ts';
import { userFiles } from '../files/drive/user-files.ts';
import type { FileAccess } from '../files/fingerprint.ts';
import { Patience } from '../rate-limit/patience.ts';
import { PROCESSING_BUDGET_MS } from '../rate-limit/poll-intervals.ts';
import { DOCUMENTED_LIMITS, type RequestLimits } from '../rate-limit/request-limits.ts';
import { RequestScheduler } from '../rate-limit/request-scheduler.ts';
import type { QuotaServer } from '../rate-limit/shared-quota.ts';
import { StorageBreaker } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { Listeners } from '../util/listeners.ts';
import { ActiveConnection } from './active-connection.ts';
import type { JobServices } from './active-job.ts';
import { ActiveJobs } from './active-jobs.ts';
import { ConnectionSwitch } from './connection-switch.ts';
import { ContentCopies } from './content-copies.ts';
import { Conversions } from './conversions.ts';
import { Lanes } from './lanes.ts';
import { AdaptiveConcurrency, fixedConcurrency, type PutConcurrency } from './put-concurrency.ts';
import { SharedClaims } from './shared-claims.ts';
import { StartPermission } from './start-permission.ts';
import { StoreHealth } from './store-health.ts';
import { UploadAddresses } from './upload-addresses.ts';
import { UploadList } from './upload-list.ts';
import type { UploadStore } from './upload-store.ts';

export interface QueueOptions {
  readonly store: UploadStore;
  readonly clock: Clock;
  /** The API's documented limits by default. */
  readonly limits?: RequestLimits;
  readonly files?: FileAccess;
  /** PUTs at once; adapted to the connection by default. */
  readonly concurrentPuts?: number;
  /** In [0, 1). */
  readonly random?: () => number;
  /** The processing time after which a file counts as stuck; 15 minutes by default. */
  readonly processingBudgetMs?: number;
  /** Whether earlier uploads continue by themselves; otherwise `start` names those that do. */
  readonly startKept?: boolean;
  /** Grants this desk and others with its key their places within the limits. */
  readonly quota?: QuotaServer;
  /** Makes what is sent in place of files that the server does not take; nothing by default. */
  readonly partMaker?: PartMaker | null;
}

export interface QueueParts {
  readonly health: StoreHealth;
  readonly uploads: UploadList;
  readonly lanes: Lanes;
  readonly copies: ContentCopies;
  readonly jobs: ActiveJobs;
  readonly connection: ActiveConnection;
  readonly permission: StartPermission;
  readonly concurrency: PutConcurrency;
  readonly schedule: RequestScheduler;
  readonly storage: StorageBreaker;
  readonly switch: ConnectionSwitch;
  readonly services: JobServices;
  readonly conversions: Conversions;
  /** Emits when the API or the storage fails for all uploads, and when it works again. */
  readonly statusChanges: Listeners;
}

/** Builds the queue's parts, each after those that it needs. */
export function buildQueueParts(options: QueueOptions): QueueParts {
  const { store, clock, concurrentPuts, startKept = true, random = Math.random } = options;
  const statusChanges = new Listeners();
  const changed = () => statusChanges.emit();
  const health = new StoreHealth(store, clock);
  const uploads = new UploadList(store, clock, health);
  const lanes = new Lanes(uploads, startKept);
  const copies = new ContentCopies(uploads, store);
  const jobs = new ActiveJobs({ uploads, copies, health });
  const connection = new ActiveConnection();
  // What a person names on the command line runs, whatever was paused in the app.
  const paused = startKept && store.paused;
  const permission = new StartPermission(store, health, connection, paused);
  const concurrency =
    concurrentPuts === undefined ? new AdaptiveConcurrency(clock) : fixedConcurrency(concurrentPuts);
  const schedule = new RequestScheduler({
    store,
    clock,
    limits: options.limits ?? DOCUMENTED_LIMITS,
    random,
    queueCounts: () => ({
      ...jobs.counts,
      // Nothing needs a call while nothing may start.
      waiting: permission.isGranted ? lanes.waiting : 0,
      cameInAtMs: uploads.cameInAtMs,
    }),
    onStatus: changed,
    onQuota: changed,
    askForNothing: async (signal) => connection.target?.api.countFiles(signal),
  });
  if (options.quota !== undefined) schedule.share(options.quota);
  const storage = new StorageBreaker(clock, random, changed);
  const limits = () => connection.fileLimits;
  const conversions = new Conversions(uploads, store, limits, options.partMaker ?? null);
  const services: JobServices = {
    clock,
    files: options.files ?? userFiles,
    random,
    patience: new Patience(options.processingBudgetMs ?? PROCESSING_BUDGET_MS),
    store,
    uploads,
    schedule,
    connection,
    storage,
    concurrency,
    copies,
    addresses: new UploadAddresses(uploads.all()),
    claims: new SharedClaims(clock),
    conversions,
  };
  return {
    health,
    uploads,
    lanes,
    copies,
    jobs,
    connection,
    permission,
    concurrency,
    schedule,
    storage,
    switch: new ConnectionSwitch({ connection, lanes, jobs, schedule, health, storage }),
    services,
    conversions,
    statusChanges,
  };
}
