import type { JobContext } from '../job/job-context.ts';
import type { ContentKey, SameContent } from '../model/content.ts';
import { isSigned, type Retention, type Upload } from '../model/upload.ts';
import { Listeners } from '../util/listeners.ts';
import { ContentLocks } from './content-locks.ts';
import type { UploadList } from './upload-list.ts';
import type { UploadStore } from './upload-store.ts';

/** How many earlier copies Hoist asks the server about before it sends the content again. */
const MAX_COPIES_ASKED = 3;
/** A `persist: false` file is gone after 24 h; an id is not given out again in its last hours. */
export const TEMPORARY_REUSE_MS = 20 * 60 * 60_000;

/** Sees to it that the same content is sent once: the other uploads wait, and take the id of the first. */
export class ContentCopies {
  readonly #uploads: UploadList;
  readonly #store: Pick<UploadStore, 'readyContent'>;
  readonly #locks = new ContentLocks();
  readonly #neededListeners = new Listeners<string>();

  constructor(uploads: UploadList, store: Pick<UploadStore, 'readyContent'>) {
    this.#uploads = uploads;
    this.#store = store;
    for (const upload of uploads.all()) this.claimIfSent(upload);
  }

  /** Uploads whose bytes may have arrived get the lock before uploads that have not been sent. */
  claimIfSent({ id, state, sha256, destination, retention, again }: Upload): void {
    if (!isSigned(state) || again || sha256 === null || destination === null) return;
    this.#locks.acquire({ sha256, destination, retention }, id);
  }

  /** Calls `listener` with each upload that another one waits for, so that it runs. */
  onNeeded(listener: (id: string) => void): void {
    this.#neededListeners.add(listener);
  }

  release(id: string): void {
    this.#locks.release(id);
  }

  /**
   * See `JobContext.findSameContent`.
   * @param finder the upload that wants the copies
   */
  async find(
    finder: Pick<JobContext, 'id' | 'signal' | 'withoutSlot'>,
    sha256: string,
  ): Promise<SameContent[]> {
    const { id, signal } = finder;
    const { destination, retention } = this.#uploads.get(id);
    if (destination === null) return [];
    const content: ContentKey = { sha256, destination, retention };
    let holderBefore: Upload | undefined;
    for (
      let holder = this.#locks.acquire(content, id);
      holder !== id;
      holder = this.#locks.acquire(content, id)
    ) {
      const holding = holder;
      await finder.withoutSlot(() => {
        this.#neededListeners.emit(holding);
        return this.#locks.released(holding, signal);
      });
      holderBefore = this.#uploads.find(holding);
    }
    const confirmed = holderBefore === undefined ? null : copyJustReady(holderBefore);
    // Saves a query for each upload when thousands have the same content.
    if (confirmed !== null) return [confirmed];
    const confirmedId = holderBefore?.state.stage === 'ready' ? holderBefore.state.fileId : null;
    const ready = this.#store.readyContent(content, MAX_COPIES_ASKED);
    const copies = ready.map((copy) => ({
      ...copy,
      confirmed: copy.fileId === confirmedId,
      reusableUntilMs: reusableUntilMs(retention, copy.signedAtMs),
    }));
    return copies.toSorted((a, b) => Number(b.confirmed) - Number(a.confirmed));
  }
}

function reusableUntilMs(retention: Retention, signedAtMs: number): number {
  return retention === 'keep' ? Number.POSITIVE_INFINITY : signedAtMs + TEMPORARY_REUSE_MS;
}

/** @returns the content of an upload that became ready just now; null where it is not ready, or too little is known */
function copyJustReady({ state, times, retention }: Upload): SameContent | null {
  if (state.stage !== 'ready') return null;
  const { fileId, remarks, alreadyAtMs } = state;
  // A reused id expires with the original upload, whose time is not known here.
  if (alreadyAtMs !== null && retention !== 'keep') return null;
  const signedAtMs = times.signedAtMs ?? 0;
  const readyAtMs = alreadyAtMs ?? times.endedAtMs ?? 0;
  const until = reusableUntilMs(retention, signedAtMs);
  return { fileId, remarks, signedAtMs, readyAtMs, confirmed: true, reusableUntilMs: until };
}
