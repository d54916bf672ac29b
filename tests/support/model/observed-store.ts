import type { ContentKey, PartsKey, ReadyContent } from '../../../main/core/model/content.ts';
import type { Upload } from '../../../main/core/model/upload.ts';
import type { UploadStore } from '../../../main/core/queue/upload-store.ts';
import type { CallJournal } from '../../../main/core/rate-limit/rate-limit-store.ts';

export interface StoreWatch {
  /** Whether the process that uses it has died: then nothing happens any more. */
  readonly isDead: () => boolean;
  /** Throws where the disk has no room. */
  readonly demandRoom: () => void;
  /** The process may die here; `after` a change was kept or before. */
  readonly changing: (when: 'before' | 'after') => void;
  readonly saved: (uploads: readonly Upload[]) => void;
}

/** A store as one process of the model sees it: on a disk that can be full, up to the moment at which it dies. */
export class ObservedStore implements UploadStore {
  readonly calls: CallJournal;
  readonly #inner: UploadStore;
  readonly #watch: StoreWatch;

  constructor(inner: UploadStore, watch: StoreWatch) {
    this.#inner = inner;
    this.#watch = watch;
    const { calls } = inner;
    this.calls = {
      recent: (budget, sinceMs) => calls.recent(budget, sinceMs),
      start: (budget, nowMs) => this.#change(() => calls.start(budget, nowMs)) ?? 0,
      end: (call, nowMs) => {
        this.#change(() => calls.end(call, nowMs));
      },
    };
  }

  load(): Upload[] {
    return this.#inner.load();
  }

  readyContent(key: ContentKey, limit: number): ReadyContent[] {
    return this.#watch.isDead() ? [] : this.#inner.readyContent(key, limit);
  }

  readyParts(key: PartsKey): Upload[] {
    return this.#watch.isDead() ? [] : this.#inner.readyParts(key);
  }

  hasFileId(file: Parameters<UploadStore['hasFileId']>[0]): boolean {
    return this.#inner.hasFileId(file);
  }

  save(uploads: readonly Upload[]): void {
    this.#watch.changing('before');
    const saved = this.#change(() => {
      this.#inner.save(uploads);
      this.#watch.saved(uploads);
      return true;
    });
    if (saved === true) this.#watch.changing('after');
  }

  remove(ids: readonly string[]): void {
    this.#change(() => this.#inner.remove(ids));
  }

  probe(): void {
    this.#change(() => this.#inner.probe());
  }

  processingTimes(destination: string): number[] {
    return this.#inner.processingTimes(destination);
  }

  saveProcessingTimes(destination: string, timesMs: readonly number[]): void {
    this.#change(() => this.#inner.saveProcessingTimes(destination, timesMs));
  }

  get paused(): boolean {
    return !this.#watch.isDead() && this.#inner.paused;
  }

  set paused(paused: boolean) {
    this.#change(() => {
      this.#inner.paused = paused;
    });
  }

  #change<T>(work: () => T): T | undefined {
    if (this.#watch.isDead()) return undefined;
    this.#watch.demandRoom();
    return work();
  }
}
