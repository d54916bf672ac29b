import type { ActiveConnection } from './active-connection.ts';
import type { StoreHealth } from './store-health.ts';
import type { UploadStore } from './upload-store.ts';

/** Whether uploads may start at all. Uploads that run already are not affected. */
export class StartPermission {
  readonly #store: Pick<UploadStore, 'paused'>;
  readonly #health: StoreHealth;
  readonly #connection: ActiveConnection;
  #paused: boolean;
  #isEnding = false;

  /** @param paused whether the person paused the queue before */
  constructor(
    store: Pick<UploadStore, 'paused'>,
    health: StoreHealth,
    connection: ActiveConnection,
    paused: boolean,
  ) {
    this.#store = store;
    this.#health = health;
    this.#connection = connection;
    this.#paused = paused;
  }

  get isGranted(): boolean {
    const canStart = this.#health.problem === null && this.#connection.target !== null;
    return canStart && !this.#paused && !this.#isEnding;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Kept over restarts. */
  set paused(paused: boolean) {
    this.#store.paused = paused;
    this.#paused = paused;
  }

  /** Nothing new starts any more. */
  end(): void {
    this.#isEnding = true;
  }
}
