import type { Upload } from '../core/model/upload.ts';
import type { QueueEvent } from '../core/queue/upload-list.ts';
import { messageText, say } from './language.ts';

/** How many files ended in which way. */
export interface Tally {
  ready: number;
  failed: number;
  skipped: number;
}

/** Who has a command's uploads: they go on there, whatever becomes of the command. */
export type Owner = 'this command' | 'the running Hoist';

/** @returns what to say of a path that was named and whose drive does not answer; Hoist waits for it */
export function silentText(): string {
  return say('trying_again.now', {
    message: messageText({ code: 'plain', because: { code: 'drive_silent' } }),
  });
}

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
