import type { Upload } from '../core/upload.ts';
import type { QueueEvent } from '../core/uploads.ts';

/** How many files ended in which way. */
export interface Tally {
  ready: number;
  failed: number;
  skipped: number;
}

/** One way to show an `upload` command's course. */
export interface Report {
  /** Everything that happens, as it happens. */
  event(event: QueueEvent): void;
  /** A file has ended: ready, failed, cancelled or skipped. It is called once for each. */
  ended(upload: Upload): void;
  /** The last word. */
  summary(tally: Tally): void;
}
