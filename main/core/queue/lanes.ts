import { isActive, isUnsigned, type Upload } from '../model/upload.ts';
import type { UploadList } from './upload-list.ts';

/** Who wants an upload: a person, or a watched folder, which gives way. */
export type Priority = 'person' | 'watched';

/** Whether more may start: uploads that the server knows, and by priority at the storage. */
export type Capacity = Readonly<Record<'known' | Priority, boolean>>;

/** Decides which upload runs next. Only uploads of the current destination stand in a lane. */
export class Lanes {
  readonly #uploads: UploadList;
  readonly #startKept: boolean;
  /** Uploads that `start` named and that have not ended, where those kept from before do not start by themselves. */
  readonly #named = new Set<string>();
  /** Uploads that the server knows already: their bytes may be there, so they need no slot at the storage. */
  readonly #known = new Set<string>();
  /** Uploads that wait for a slot at the storage, first come first served. */
  readonly #fresh = new Set<string>();
  /** The same for watched folders, which give way to a person’s uploads. */
  readonly #watched = new Set<string>();
  #destination: string | null = null;

  constructor(uploads: UploadList, startKept: boolean) {
    this.#uploads = uploads;
    this.#startKept = startKept;
  }

  get waiting(): number {
    return this.#fresh.size + this.#watched.size;
  }

  get isEmpty(): boolean {
    return this.waiting === 0 && this.#known.size === 0;
  }

  /** @returns how many uploads come before this one; null where it does not wait for its turn */
  aheadOf(id: string): number | null {
    let ahead = 0;
    for (const lane of [this.#fresh, this.#watched]) {
      for (const waiting of lane) {
        if (waiting === id) return ahead;
        ahead += 1;
      }
    }
    return null;
  }

  /** Lets these uploads run when it is their turn. */
  start(uploads: Iterable<Upload>): void {
    for (const upload of uploads) {
      if (!this.#startKept) this.#named.add(upload.id);
      this.join(upload);
    }
  }

  /** Puts the upload in its lane, if it has anything to do here. */
  join({ id, state, destination, origin }: Upload): void {
    if (!isActive(state)) this.#named.delete(id);
    const mayRun = this.#startKept || this.#named.has(id);
    if (!mayRun || !isActive(state) || this.#destination === null || destination !== this.#destination)
      return;
    const fresh = origin.kind === 'person' ? this.#fresh : this.#watched;
    (isUnsigned(state) ? fresh : this.#known).add(id);
  }

  /** A person wants these now, whoever wanted them first. */
  promote(uploads: Iterable<Upload>): void {
    for (const { id } of uploads) if (this.#watched.delete(id)) this.#fresh.add(id);
  }

  /** The upload has ended before its turn. */
  leave(id: string): void {
    this.#named.delete(id);
    this.#fresh.delete(id);
    this.#watched.delete(id);
    this.#known.delete(id);
  }

  /** Uploads that the server does not know and that are meant for nobody yet, or for `mistaken`, are meant for `destination` now. */
  bind(destination: string, mistaken: string | null): void {
    this.#retarget((meant) => meant === null || meant === mistaken, destination);
  }

  /** Uploads that the server does not know and that are meant for `from` are meant for `to` now. */
  redirect(from: string, to: string): void {
    const ids = this.#retarget((meant) => meant === from, to);
    for (const id of ids) this.join(this.#uploads.get(id));
  }

  /** @returns the ids of those that are meant for `destination` now */
  #retarget(isMeant: (meant: string | null) => boolean, destination: string): string[] {
    const ids: string[] = [];
    for (const { id, state, destination: meant } of this.#uploads.all())
      if (isUnsigned(state) && isMeant(meant)) ids.push(id);
    this.#uploads.applyAll(ids, { type: 'bound', destination });
    return ids;
  }

  /**
   * Fills the lanes with the uploads of this destination.
   * @param isRunning an upload that goes on running needs no place; if it is stopped, it joins again
   */
  serve(destination: string | null, isRunning: (id: string) => boolean = () => false): void {
    this.#destination = destination;
    this.#known.clear();
    this.#fresh.clear();
    this.#watched.clear();
    for (const upload of this.#uploads.all()) if (!isRunning(upload.id)) this.join(upload);
  }

  /**
   * Takes the next upload out of its lane.
   * @returns null where none may start
   * @param isRunning a job that was stopped may not have ended yet; its end pumps again
   */
  next(
    capacity: Capacity,
    isRunning: (id: string) => boolean,
  ): { readonly id: string; readonly priority: Priority } | null {
    const lanes = [
      { line: this.#known, priority: 'person', isOpen: capacity.known },
      { line: this.#fresh, priority: 'person', isOpen: capacity.person },
      { line: this.#watched, priority: 'watched', isOpen: capacity.watched },
    ] as const;
    for (const { line, priority } of lanes.filter(({ isOpen }) => isOpen)) {
      for (const id of line) {
        if (isRunning(id)) continue;
        line.delete(id);
        return { id, priority };
      }
    }
    return null;
  }
}
