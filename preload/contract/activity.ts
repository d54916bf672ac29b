/** The part of contract.ts about what the queue is doing at the moment. */

import type { Call } from './channel.ts';
import type { QuotaStatus } from './core.ts';

export interface Activity {
  /** The calls that count in this minute. `others` is null where nobody says; `allowed` is below `limit` where others use the key. */
  readonly calls: {
    readonly ours: number;
    readonly others: number | null;
    readonly limit: number;
    readonly allowed: number;
  };
  readonly quota: QuotaStatus;
  /** Uploads of this connection that wait for their turn, that are being sent, and that the server has. */
  readonly uploads: { readonly waiting: number; readonly sending: number; readonly processing: number };
  /** The speed of all uploads together in samples of the last minutes, the oldest first. */
  readonly speed: { readonly sampleMs: number; readonly bytesPerSecond: readonly number[] };
  /** How long the server took for the latest files; null where none was measured. `p90Ms` is null for too few files. */
  readonly processing: {
    readonly files: number;
    readonly medianMs: number;
    readonly p90Ms: number | null;
  } | null;
}

export interface ActivityCalls {
  /** Answers from memory. The window asks once a second while it shows the answer. */
  activity: Call<'activity:get', () => Activity>;
}
