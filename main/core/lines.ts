import { isActive, type Upload } from './upload.ts';
import type { Uploads } from './uploads.ts';

/** Who runs next. Only uploads of the destination that is served stand in a line. */
export class Lines {
  readonly #uploads: Uploads;
  readonly #startKept: boolean;
  /** Ids that were named to be started, where those kept from before are not by themselves. */
  readonly #named = new Set<string>();
  /** Uploads that the server knows already: their bytes may be there, so they need no place to be looked after. */
  readonly #known = new Set<string>();
  /** Uploads that wait for a place at the storage, first come first served. */
  readonly #fresh = new Set<string>();
  #destination: string | null = null;

  constructor(uploads: Uploads, startKept: boolean) {
    this.#uploads = uploads;
    this.#startKept = startKept;
  }

  get waiting(): number {
    return this.#fresh.size;
  }

  get empty(): boolean {
    return this.#fresh.size === 0 && this.#known.size === 0;
  }

  /** Lets these uploads run when it is their turn. */
  start(uploads: Iterable<Upload>): void {
    for (const upload of uploads) {
      if (!this.#startKept) this.#named.add(upload.id);
      this.join(upload);
    }
  }

  /** Puts the upload in line, if it has anything to do here. */
  join({ id, state, destination }: Upload): void {
    const mayRun = this.#startKept || this.#named.has(id);
    if (!mayRun || !isActive(state) || this.#destination === null || destination !== this.#destination)
      return;
    (state.stage === 'queued' ? this.#fresh : this.#known).add(id);
  }

  leave(id: string): void {
    this.#fresh.delete(id);
    this.#known.delete(id);
  }

  /** Queued uploads that are meant for nobody yet, or for `mistaken`, are meant for `destination` now. */
  bind(destination: string, mistaken: string | null): void {
    const unbound: string[] = [];
    for (const { id, state, destination: meant } of this.#uploads.all()) {
      if (state.stage === 'queued' && (meant === null || meant === mistaken)) unbound.push(id);
    }
    this.#uploads.applyAll(unbound, { type: 'bound', destination });
  }

  /** From now on the lines are those of this destination. */
  serve(destination: string | null): void {
    this.#destination = destination;
    this.#known.clear();
    this.#fresh.clear();
    for (const upload of this.#uploads.all()) this.join(upload);
  }

  /**
   * Takes the next upload out of its line, or answers null.
   * @param hasRoom whether there is a place at the storage
   * @param isRunning an upload that was stopped and started again may still be on its way out; its end asks again
   */
  next(hasRoom: boolean, isRunning: (id: string) => boolean): string | null {
    for (const line of hasRoom ? [this.#known, this.#fresh] : [this.#known]) {
      for (const id of line) {
        if (isRunning(id)) continue;
        line.delete(id);
        return id;
      }
    }
    return null;
  }
}
