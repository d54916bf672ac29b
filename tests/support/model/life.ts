import { isDeepStrictEqual } from 'node:util';
import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import type { Queue } from '../../../main/core/queue/queue.ts';
import { attachDisk } from './fake-fs.ts';
import { attachNetwork } from './fake-got.ts';
import type { Step } from './faults.ts';
import { ModelParts } from './model-parts.ts';
import { Network } from './network.ts';
import { ObservedStore } from './observed-store.ts';
import type { CrashPoint } from './scenario.ts';
import { API } from './server.ts';
import { type Connection, USER_IDS, type World } from './world.ts';

/** How long a cancel may wait for a read of a file that is going on. */
const CANCEL_MS = 5000;

/** One process of Hoist in the world, from its start to its death or end. */
export class Life {
  readonly queue: Queue;
  isDead = false;
  readonly #world: World;
  readonly #network: Network;
  readonly #cancels = new Set<{ readonly ids: readonly string[]; readonly sinceMs: number }>();

  constructor(world: World) {
    this.#world = world;
    const { timeline, chance, faults, server, laws, putLaws, breaches, core, disk, ledger, scenario } = world;
    const { outages } = world;
    outages.stirred();
    const isOffline = () => world.isOffline;
    const beforeRequest = (step: Step) => this.#mayDie(step);
    this.#network = new Network({
      timeline,
      chance,
      faults,
      server,
      laws,
      putLaws,
      breaches,
      outages,
      isOffline,
      beforeRequest,
    });
    attachNetwork(this.#network);
    attachDisk(disk);
    disk.isDead = () => this.isDead;
    const store = new ObservedStore(world.openStore(), {
      isDead: () => this.isDead,
      demandRoom: () => {
        if (world.isDiskFull) throw new core.StoreError('disk_full');
      },
      changing: (when) => this.#mayDie(when),
      saved: (uploads) => world.receipts.saved(uploads),
    });
    laws.pausedSinceMs = store.paused ? Number.NEGATIVE_INFINITY : null;
    laws.forgive();
    const { concurrentPuts } = scenario;
    const { limits } = world.server;
    this.queue = new core.Queue({
      store,
      clock: this.#clock,
      limits,
      concurrentPuts,
      random: () => chance.next(),
      partMaker: new ModelParts(world, () => this.isDead),
    });
    for (const upload of ledger.kept.values()) {
      const found = this.queue.uploads.find(upload.id);
      if (!world.removed.has(upload.id) && !isDeepStrictEqual(found, upload)) {
        breaches.broken(
          1,
          `${world.trace.nameOf(upload.id)} was ${upload.state.stage}, and ${found?.state.stage} after the restart`,
        );
      }
    }
    this.connect(world.connection);
  }

  connect(connection: Connection | null): void {
    const { core, laws, server, outages } = this.#world;
    laws.forgive();
    outages.forgotten();
    server.dropParts();
    if (connection === null) {
      this.watch(this.queue.connect(null));
      return;
    }
    const settings = { baseUrl: API, apiKey: connection.key, userId: USER_IDS[connection.user] };
    const api = new core.FilesApiClient(settings, this.#clock);
    const { put } = new core.StorageClient({
      clock: this.#clock,
      send: (request) => this.#network.send(request),
    });
    const budget = connection.key;
    const connected = this.queue.connect({ api, put, destination: destinationOf(settings), budget });
    this.watch(connected.then(() => laws.forgive()));
  }

  cancel(ids: readonly string[]): void {
    const { laws, timeline } = this.#world;
    const cancel = { ids, sinceMs: timeline.now() };
    this.#cancels.add(cancel);
    const resolved = () => {
      this.#cancels.delete(cancel);
      const cancelling = [...this.#cancels].flatMap((other) => other.ids);
      if (!this.isDead) laws.cancelResolved(new Set(ids), new Set(cancelling));
    };
    this.queue.cancel(ids).then(resolved, (error: unknown) => {
      this.#cancels.delete(cancel);
      this.#demandDiskError(error);
    });
  }

  /** Runs the person's command, which may fail only if it cannot be saved. */
  act<T>(command: () => T): T | null {
    try {
      return command();
    } catch (error) {
      this.#demandDiskError(error);
      return null;
    }
  }

  watch(promise: Promise<unknown>): void {
    promise.catch((error: unknown) => this.#demandDiskError(error));
  }

  quit(): void {
    this.watch(this.queue.close());
  }

  /** The process is gone in this moment, with all that it had in mind. */
  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    this.#world.trace.add('— died —');
    this.#network.die();
    this.#world.server.dropParts();
    this.#world.disk.open.clear();
    this.#world.closeStore();
  }

  demandCancelled(): void {
    if (this.isDead) return;
    const { timeline, breaches } = this.#world;
    for (const { sinceMs } of this.#cancels) {
      if (timeline.now() - sinceMs > CANCEL_MS) breaches.broken(6, 'a cancel does not resolve');
    }
  }

  readonly #clock = {
    now: (): number => this.#world.timeline.now(),
    elapsed: (): number => this.#world.timeline.elapsed(),
    after: (delayMs: number, callback: () => void): (() => void) =>
      this.#world.timeline.after(delayMs, () => {
        if (!this.isDead) callback();
      }),
  };

  #mayDie(at: CrashPoint | Step): void {
    const { dying, tally } = this.#world;
    if (dying?.at !== at || this.isDead) return;
    if (dying.left > 0) {
      dying.left -= 1;
      return;
    }
    tally.count('fault', `crash: ${at}`);
    this.die();
  }

  #demandDiskError(error: unknown): void {
    if (this.isDead) return;
    const { core, isDiskFull, breaches } = this.#world;
    if (error instanceof core.StoreError && isDiskFull) return;
    breaches.broken(1, `an intent failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
