import type { WaitMessage } from '../../core/model/messages.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import { sourceOf, type Upload } from '../../core/model/upload.ts';
import type { QueueEvent } from '../../core/queue/upload-list.ts';
import { messageText, say } from '../output/language.ts';

/** A wait that is worth a line, or its end. */
export type WaitNews =
  | { readonly kind: 'offline' | 'server-trouble' | 'storage-trouble'; readonly message: string }
  | { readonly kind: 'rate-limited'; readonly message: string }
  /** Hoist repeats a step of the file at `path`. */
  | { readonly kind: 'retry'; readonly path: string; readonly message: string }
  | { readonly kind: 'going-on' };

/** Shorter waits of the whole queue get no line. The first tries of a wrong address are over by then. */
const NOTICEABLE_MS = 5000;

/** Picks the waits that are worth a line, never one for each attempt. */
export class Waits {
  readonly #find: (id: string) => Upload | undefined;
  readonly #tell: (news: WaitNews) => void;
  readonly #now: () => number;
  /** Since when nothing has moved, in ms since the epoch. */
  #sinceMs: number | null = null;
  #shown: QueueStatus['kind'] | null = null;
  /** Ids of the files that had a line. */
  readonly #retried = new Set<string>();

  constructor(options: {
    find: (id: string) => Upload | undefined;
    tell: (news: WaitNews) => void;
    /** In ms since the epoch. */
    now: () => number;
  }) {
    this.#find = options.find;
    this.#tell = options.tell;
    this.#now = options.now;
  }

  event(event: QueueEvent): void {
    if (event.type === 'status') this.#statusChanged(event.status);
    else if (event.type === 'live' && event.live.retry !== null)
      this.#retry(event.id, retryText(event.live.retry.message));
  }

  #statusChanged(queueStatus: QueueStatus): void {
    if (queueStatus.kind === 'open') {
      if (this.#shown !== null) this.#tell({ kind: 'going-on' });
      this.#sinceMs = null;
      this.#shown = null;
    } else if (queueStatus.kind !== 'disk' && queueStatus.kind !== 'configuration') {
      this.#sinceMs ??= this.#now();
      if (this.#shown === queueStatus.kind || queueStatus.untilMs - this.#sinceMs < NOTICEABLE_MS) return;
      this.#shown = queueStatus.kind;
      const message =
        queueStatus.kind === 'rate-limited'
          ? goingOn(queueStatus.untilMs - this.#now())
          : say('trying_again.now', { message: messageText(queueStatus.message) });
      this.#tell({ kind: queueStatus.kind, message });
    }
  }

  #retry(id: string, message: string): void {
    const upload = this.#find(id);
    if (upload === undefined || this.#retried.has(id)) return;
    this.#retried.add(id);
    this.#tell({ kind: 'retry', path: sourceOf(upload).path, message });
  }
}

function retryText(message: WaitMessage): string {
  const text = messageText(message);
  // Nothing failed.
  return message.code === 'sent_by_another' ? text : say('trying_again.now', { message: text });
}

/** @returns the text on a step that is tried again in `leftMs` */
export function tryingAgain(message: string, leftMs: number): string {
  const { unit, value } = timeIn(leftMs);
  return say(`trying_again.${unit}`, { message, value });
}

/** @returns the text on a spent request budget that has room again in `leftMs` */
export function goingOn(leftMs: number): string {
  const { unit, value } = timeIn(leftMs);
  return say(`limit_reached.${unit}`, { value });
}

/** @returns the time in the unit that a text is chosen by */
function timeIn(leftMs: number): {
  readonly unit: 'now' | 'seconds' | 'minutes';
  readonly value: number;
} {
  const seconds = Math.ceil(leftMs / 1000);
  if (seconds <= 0) return { unit: 'now', value: 0 };
  return seconds < 60
    ? { unit: 'seconds', value: seconds }
    : { unit: 'minutes', value: Math.ceil(seconds / 60) };
}
