import type { Hold, QueuePatch, QueueSnapshot } from '../../preload/contract.ts';
import type { Queue } from '../core/queue.ts';
import { rowOf } from './rows.ts';

/** Patches go out at most this often. */
const FLUSH_MS = 100;

/** Turns the queue's many events into a snapshot and few patches for the window. */
export class QueueFeed {
  readonly #queue: Queue;
  readonly #notice: string | null;
  readonly #send: (patch: QueuePatch) => void;
  readonly #isConnected: () => boolean;
  #seq = 0;
  #changed = new Set<string>();
  #removed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: {
    queue: Queue;
    notice: string | null;
    isConnected: () => boolean;
    send: (patch: QueuePatch) => void;
  }) {
    const { queue } = options;
    this.#queue = queue;
    this.#notice = options.notice;
    this.#isConnected = options.isConnected;
    this.#send = options.send;
    queue.uploads.subscribe((event) => {
      if (event.type === 'upload') this.#changed.add(event.upload.id);
      else if (event.type === 'live') this.#changed.add(event.id);
      else if (event.type === 'removed') for (const id of event.ids) this.#removed.add(id);
      this.touch();
    });
  }

  snapshot(): QueueSnapshot {
    const rows = Array.from(this.#queue.uploads.all(), (upload) =>
      rowOf(upload, this.#queue.uploads.live(upload.id), this.#queue.destination),
    );
    return { seq: this.#seq, rows, hold: this.#hold(), notice: this.#notice };
  }

  /** The connection changed, and with it what rows wait for. */
  touchAll(): void {
    for (const { id } of this.#queue.uploads.all()) this.#changed.add(id);
    this.touch();
  }

  /** Something that a patch tells has changed: one goes out soon. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  #flush(): void {
    this.#timer = null;
    const { uploads } = this.#queue;
    const rows = [...this.#changed].flatMap((id) => {
      const upload = uploads.find(id);
      return upload === undefined ? [] : [rowOf(upload, uploads.live(id), this.#queue.destination)];
    });
    const removedIds = [...this.#removed];
    this.#changed = new Set();
    this.#removed = new Set();
    this.#seq += 1;
    this.#send({ seq: this.#seq, rows, removedIds, hold: this.#hold() });
  }

  #hold(): Hold {
    if (!this.#isConnected()) return { kind: 'not-connected' };
    const { hold } = this.#queue;
    switch (hold.kind) {
      case 'open':
        return { kind: 'none' };
      case 'configuration':
        return { kind: 'configuration', ...hold.problem };
      case 'offline':
        return { kind: 'offline', message: hold.message, retryAtMs: hold.untilMs };
      case 'disk':
        return { kind: 'disk', message: `${hold.message} It goes on by itself once it can.` };
      default:
        return hold;
    }
  }
}
