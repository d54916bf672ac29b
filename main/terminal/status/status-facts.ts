import type { EngineStatus } from '../../core/handover/engine-status.ts';
import type { AnyMessage } from '../../core/model/sentence.ts';
import type { KnownConnection } from '../settings/known-settings.ts';

/** Whether the server can be reached: by a call, or by what the running Hoist knows of its own calls. */
export type Reach =
  | { readonly kind: 'reachable' }
  | { readonly kind: 'unreachable'; readonly message: AnyMessage }
  /** Nobody has asked it, and why. */
  | {
      readonly kind: 'unknown';
      readonly why: 'no_connection' | 'not_asked_yet' | 'no_call' | 'owner_silent';
    };

/** What the disk says: null where only its owner may write to the data folder. */
export interface DiskFacts {
  readonly problem: AnyMessage | null;
  readonly freeBytes: number | null;
}

/** All that `hoist status` shows. */
export interface StatusFacts {
  readonly connection: KnownConnection;
  readonly dataFolder: string;
  /** Whether a Hoist has the data folder; `silent`: one that does not answer. */
  readonly running: 'yes' | 'no' | 'silent';
  /** Whether this command made a call to the server. */
  readonly madeCall: boolean;
  readonly reach: Reach;
  /** Of the running Hoist, or read from the data folder; what only a running one knows may be missing. */
  readonly status: KnownStatus | null;
  readonly disk: DiskFacts;
}

/** The status of an engine; only the database is read if its owner does not answer. */
export type KnownStatus = Pick<EngineStatus, 'uploads' | 'folders' | 'lastMinute' | 'limits'> &
  Partial<Pick<EngineStatus, 'destination' | 'queueStatus' | 'paused' | 'quota'>>;

/** @returns whether nothing is wrong that a person has to look after */
export function isWell({ connection, running, reach, disk }: StatusFacts): boolean {
  const isUsable = connection.problem === null || running === 'yes';
  return isUsable && reach.kind !== 'unreachable' && disk.problem === null;
}
