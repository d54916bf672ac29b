import type {
  Message,
  QueuePage,
  QueuePatch,
  QueueSnapshot,
  ShownStatus,
  UploadRow,
} from '../../../preload/contract/contract.ts';
import type { CountedRow } from '../../core/model/row-counts.ts';
import { awaitsDecision, type Upload } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';
import { totalsOf } from './list-totals.ts';
import { countedRowOf, rowOf, waitsForOther } from './upload-rows.ts';

/** The shortest time between two patches. */
const FLUSH_MS = 100;
/** The most rows in one patch: 10,000 at once would delay calls and PUTs noticeably. */
const MAX_ROWS = 500;
/** The most rows of one page. A window that starts took 44 to 67 ms for 500, and no task should take 50. */
const PAGE_ROWS = 250;

/** A snapshot of which pages are left. */
interface Begun {
  readonly connectionId: string | null;
  /** By id. */
  readonly unsent: string[];
}

interface QueueFeedOptions {
  readonly queue: Pick<Queue, 'uploads' | 'waysOf' | 'destination' | 'status' | 'paused'>;
  readonly notice: Message | null;
  readonly isConnected: () => boolean;
  /** Whether a person waits for the server, even while the queue is paused. */
  readonly isAwaited: () => boolean;
  /** A named path whose drive does not respond. */
  readonly silentPath: () => string | null;
  readonly folderName: (folderId: string) => string | null;
  /** The connection whose uploads are shown, by its destination; null without one. */
  readonly shownId: () => string | null;
  /** Whether what is for this destination belongs to another connection, so that it is not shown. */
  readonly isElsewhere: (destination: string | null) => boolean;
  readonly send: (patch: QueuePatch) => void;
}

/** Turns the queue's many events into a snapshot and few patches for the window. */
export class QueueFeed {
  readonly #options: QueueFeedOptions;
  #seq = 0;
  readonly #changed = new Set<string>();
  #removed = new Set<string>();
  /** Uploads whose rows, as they were sent last, wait for another connection. */
  readonly #waitingElsewhere = new Set<string>();
  #snapshotId = 0;
  /** What the present snapshot still has to send; null where there is none. */
  #begun: Begun | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: QueueFeedOptions) {
    this.#options = options;
    const { queue } = options;
    queue.uploads.subscribe((event) => {
      if (event.type === 'upload') this.#changed.add(event.upload.id);
      else if (event.type === 'live') this.#changed.add(event.id);
      else if (event.type === 'removed') for (const id of event.ids) this.#removed.add(id);
      this.touch();
    });
  }

  /** Begins a snapshot. Changes before its last page come in patches after `seq`. */
  snapshot(): QueueSnapshot {
    const shown = [...this.#options.queue.uploads.all()].filter((upload) => !this.#isElsewhere(upload));
    const first = shown.slice(0, PAGE_ROWS);
    const rest = shown.slice(PAGE_ROWS);
    const connectionId = this.#options.shownId();
    this.#snapshotId += 1;
    this.#begun = rest.length === 0 ? null : { connectionId, unsent: rest.map(({ id }) => id) };
    return {
      id: this.#snapshotId,
      seq: this.#seq,
      connectionId,
      ...this.#statusAndPause(),
      notice: this.#options.notice,
      rows: first.map((upload) => this.#row(upload)),
      hasMore: rest.length > 0,
      ...totalsOf(first, rest, (upload) => this.#countedRow(upload)),
    };
  }

  /** Continues this snapshot. @returns null where that is over, or its connection is shown no longer */
  snapshotPage(id: number): QueuePage | null {
    const begun = this.#begun;
    if (begun === null || id !== this.#snapshotId) return null;
    if (begun.connectionId !== this.#options.shownId()) return null;
    const rows = this.#rowsOf(begun.unsent.splice(0, PAGE_ROWS));
    const hasMore = begun.unsent.length > 0;
    if (!hasMore) this.#begun = null;
    return { rows, hasMore };
  }

  /** Sends those rows again that the connection has changed: whether they wait for another one, and how they can be converted. */
  noteConnection(): void {
    const { uploads, destination } = this.#options.queue;
    for (const upload of uploads.all()) {
      const { id } = upload;
      if (this.#isHidden(id)) continue;
      const waits = waitsForOther(upload, destination);
      if (waits !== this.#waitingElsewhere.has(id) || awaitsDecision(upload)) this.#changed.add(id);
    }
    this.touch();
  }

  /** Sends a patch soon. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  #flush(): void {
    this.#timer = null;
    const ids = [...this.#changed].slice(0, MAX_ROWS);
    for (const id of ids) this.#changed.delete(id);
    const rows = this.#rowsOf(ids);
    const removedIds = [...this.#removed, ...ids.filter((id) => this.#isHidden(id))];
    for (const id of removedIds) this.#waitingElsewhere.delete(id);
    this.#removed = new Set();
    this.#seq += 1;
    const connectionId = this.#options.shownId();
    this.#options.send({ seq: this.#seq, connectionId, rows, removedIds, ...this.#statusAndPause() });
    if (this.#changed.size > 0) this.touch();
  }

  #rowsOf(ids: readonly string[]): UploadRow[] {
    const { uploads } = this.#options.queue;
    return ids.flatMap((id) => {
      const upload = uploads.find(id);
      return upload === undefined || this.#isHidden(id) ? [] : [this.#row(upload)];
    });
  }

  #isHidden(id: string): boolean {
    const upload = this.#options.queue.uploads.find(id);
    return upload !== undefined && this.#isElsewhere(upload);
  }

  #isElsewhere({ destination }: Upload): boolean {
    return this.#options.isElsewhere(destination);
  }

  #statusAndPause(): { queueStatus: ShownStatus; paused: boolean } {
    return { queueStatus: this.#queueStatus(), paused: this.#options.queue.paused };
  }

  #row(upload: Upload): UploadRow {
    const { queue, folderName } = this.#options;
    const { uploads, destination } = queue;
    if (waitsForOther(upload, destination)) this.#waitingElsewhere.add(upload.id);
    else this.#waitingElsewhere.delete(upload.id);
    return rowOf(upload, uploads.live(upload.id), destination, folderName, queue.waysOf(upload));
  }

  #countedRow(upload: Upload): CountedRow {
    const { queue } = this.#options;
    const { uploads, destination } = queue;
    return countedRowOf(upload, uploads.live(upload.id), destination, queue.waysOf(upload));
  }

  #queueStatus(): ShownStatus {
    if (!this.#options.isConnected()) return { kind: 'not-connected' };
    const { status: queueStatus, paused } = this.#options.queue;
    const asksNothing = paused && !this.#options.isAwaited();
    switch (queueStatus.kind) {
      case 'open': {
        const path = this.#options.silentPath();
        return path === null ? { kind: 'open' } : { kind: 'drive-silent', path };
      }
      case 'configuration':
        return { kind: 'configuration', ...queueStatus.problem };
      case 'disk':
        return { kind: 'disk', message: { code: queueStatus.code } };
      case 'offline':
      case 'server-trouble':
      case 'storage-trouble':
      case 'rate-limited':
        return asksNothing ? { kind: 'open' } : queueStatus;
    }
  }
}
