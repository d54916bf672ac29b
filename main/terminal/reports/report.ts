import type { Upload } from '../../core/model/upload.ts';
import type { QueueEvent } from '../../core/queue/upload-list.ts';
import { messageText, say } from '../output/language.ts';

/** What a report in lines takes from its command. */
export interface LineReportOptions {
  readonly find: (id: string) => Upload | undefined;
  readonly write: (line: string) => void;
  /** Gets what is not about the end of a file, and is for people. */
  readonly tell: (line: string) => void;
  readonly now: () => number;
}

/** How many files ended in each way. */
export interface Totals {
  ready: number;
  failed: number;
  skipped: number;
}

/** Which process has a command's uploads. They continue there, whatever happens to the command. */
export type Owner = 'this command' | 'the running Hoist';

/** @returns what to say of a path that was named and whose drive does not answer; Hoist waits for it */
export function silentText(): string {
  return say('trying_again.now', {
    message: messageText({ code: 'plain', because: { code: 'drive_silent' } }),
  });
}

/** One way to show the progress of an `upload` command. */
export interface Report {
  /** Uploads belong to the command from now on. Some may have ended already. */
  added(uploads: readonly Upload[]): void;
  /** Shows an event of the queue. */
  event(event: QueueEvent): void;
  /** Shows that the drive of a named path does not answer. */
  silent(path: string): void;
  /** Shows a sentence that is about no file. */
  note(line: string): void;
  /** Shows how a file ended: ready, failed, cancelled or skipped. Called once for each file. */
  ended(upload: Upload): void;
  /** Shows that the server takes far too long to process the file. It counts as failed here, and stays in the queue. */
  stuck(upload: Upload): void;
  /** Shows the totals at the end. `left` files have not ended; their owner continues with them. */
  summary(totals: Totals, left: number, owner: Owner): void;
}
