import { messageText } from '../core/model/messages.ts';
import type { Upload } from '../core/model/upload.ts';
import type { QueueEvent } from '../core/queue/upload-list.ts';

/** How many files ended in which way. */
export interface Tally {
  ready: number;
  failed: number;
  skipped: number;
}

/** Who has a command's uploads: they go on there, whatever becomes of the command. */
export type Owner = 'this command' | 'the running Hoist';

export const STUCK = {
  code: 'processing_timeout',
  message: 'The server has not finished processing it yet. “hoist resume” asks again.',
} as const;

/** Of a path that was named, whose drive does not answer; it is waited for. */
export const SILENT: string = `${messageText({ code: 'plain', because: { code: 'drive_silent' } })} Trying again.`;

/** One way to show an `upload` command's course. */
export interface Report {
  /** Everything that happens, as it happens. */
  event(event: QueueEvent): void;
  /** What lies at a named path cannot be found yet, since its drive does not answer. */
  silent(path: string): void;
  /** A file has ended: ready, failed, cancelled or skipped. It is called once for each. */
  ended(upload: Upload): void;
  /** The server has been processing the file beyond all measure. It counts as failed here, and is kept. */
  stuck(upload: Upload): void;
  /** The last word. `left` files have not ended; their owner keeps them. */
  summary(tally: Tally, left: number, owner: Owner): void;
}
