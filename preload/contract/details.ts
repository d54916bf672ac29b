/** The part of contract.ts about the details of one upload. */

import type { Call } from './channel.ts';
import type { Mark } from './core.ts';
import type { UploadRow, Whom } from './queue.ts';

/** All that is known of one upload. */
export interface UploadDetails {
  readonly row: UploadRow;
  /** Of the person's file, absolute. It is user content. */
  readonly path: string;
  /** Whether its name is that of a document, which can be opened without running it. */
  readonly canOpen: boolean;
  /** Of the bytes that are sent, in hex; null until they were read. */
  readonly sha256: string | null;
  readonly fileId: string | null;
  /** Where it goes; null as long as nobody has said. */
  readonly whom: Whom | null;
  /** The id of the version that the server has from before the file was edited; null where this is the first. */
  readonly earlierFileId: string | null;
  /** Ms since the epoch; null until then. */
  readonly endedAtMs: number | null;
  /** What happened to it, the oldest first. */
  readonly marks: readonly Mark[];
  /** How many uploads of the queue come before it; null where it does not wait for its turn. */
  readonly ahead: number | null;
}

/** `shown`: in its folder instead, since it could be a program. `not-opened`: the system has no program for it. */
export type OpenOutcome = 'opened' | 'shown' | 'not-there' | 'not-opened';

export interface DetailsCalls {
  /** @returns null where the upload is neither in the queue nor in the history */
  details: Call<'details:get', (id: string) => UploadDetails | null>;
  /** Opens the person's own file, if it is a document. */
  openFile: Call<'details:open', (id: string) => OpenOutcome>;
}
