import type { CopyWait } from '../../../preload/contract/contract.ts';
import { isActive } from '../../core/model/upload.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';

/** Waits until some uploads have all ended, and copies the ids of the ready ones. */
export class CopyWhenReady {
  readonly #uploads: Pick<UploadList, 'find' | 'subscribe'>;
  readonly #copy: (ids: readonly string[]) => Promise<number>;
  readonly #tell: (wait: CopyWait) => void;
  /** The ids of uploads that have not ended. */
  #open = new Set<string>();
  /** The ids of all uploads of the wait; null without one. */
  #ids: readonly string[] | null = null;

  constructor(options: {
    uploads: Pick<UploadList, 'find' | 'subscribe'>;
    copy: (ids: readonly string[]) => Promise<number>;
    tell: (wait: CopyWait) => void;
  }) {
    this.#uploads = options.uploads;
    this.#copy = options.copy;
    this.#tell = options.tell;
    this.#uploads.subscribe((event) => {
      if (this.#ids === null) return;
      if (event.type === 'upload' && !isActive(event.upload.state)) this.#ended([event.upload.id]);
      else if (event.type === 'removed') this.#ended(event.ids);
    });
  }

  get wait(): CopyWait {
    return this.#ids === null ? { kind: 'none' } : { kind: 'waiting' };
  }

  start(ids: readonly string[]): void {
    this.#ids = ids;
    this.#open = new Set(ids.filter((id) => this.#isUnderWay(id)));
    this.#tell(this.wait);
    this.#ended([]);
  }

  stop(): void {
    this.#ids = null;
    this.#tell(this.wait);
  }

  #ended(ids: readonly string[]): void {
    for (const id of ids) this.#open.delete(id);
    if (this.#open.size > 0) return;
    // The wait includes a failed file that is retried.
    const again = (this.#ids ?? []).filter((id) => this.#isUnderWay(id));
    this.#open = new Set(again);
    if (again.length === 0) void this.#finish();
  }

  async #finish(): Promise<void> {
    const ids = this.#ids;
    if (ids === null) return;
    this.#ids = null;
    const copied = await this.#copy(ids).catch(() => 0);
    this.#tell({ kind: 'over', copied, of: ids.length });
  }

  #isUnderWay(id: string): boolean {
    const upload = this.#uploads.find(id);
    return upload !== undefined && isActive(upload.state);
  }
}
