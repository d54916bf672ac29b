import type { FailureReason, SkipReason } from '../model/reasons.ts';
import type { EarlierVersion, Upload, UploadState } from '../model/upload.ts';

/** The part of a ledger entry that decides how a change of an upload changes the entry. */
export interface EntryBefore {
  /** As it is stored. */
  readonly outcome: string;
  readonly uploadId: string | null;
  /** How often in a row the file was sent and failed, its current upload included. */
  readonly tries: number;
  readonly readyVersion: EarlierVersion | null;
}

/** The ledger entry of a file that follows from its upload. */
export interface UploadEntry extends EntryBefore {
  readonly outcome: 'sending' | 'ready' | 'failed' | 'cancelled' | 'skipped';
  readonly uploadId: string;
  readonly reason: FailureReason | SkipReason | null;
  /** When it came to this, in ms since the epoch. */
  readonly atMs: number;
  /** Whether the post-upload action that the ledger has, if any, belongs to this upload. */
  readonly keepsAction: boolean;
}

/**
 * @param before undefined where the ledger does not know the file
 * @returns what the ledger knows of the upload's file once the upload is in its present state
 */
export function entryAfter(upload: Upload, before: EntryBefore | undefined): UploadEntry {
  const { id, state, times } = upload;
  return {
    outcome: outcomeOf(state),
    uploadId: id,
    reason: 'reason' in state ? state.reason : null,
    readyVersion:
      state.stage === 'ready' ? { uploadId: id, fileId: state.fileId } : (before?.readyVersion ?? null),
    atMs: times.endedAtMs ?? times.addedAtMs,
    tries: triesAfter(id, before),
    keepsAction: before?.uploadId === id,
  };
}

function triesAfter(uploadId: string, before: EntryBefore | undefined): number {
  if (before?.uploadId === uploadId) return before.tries;
  return before?.outcome === 'failed' ? before.tries + 1 : 1;
}

function outcomeOf(state: UploadState): UploadEntry['outcome'] {
  switch (state.stage) {
    case 'queued':
    case 'uploading':
    case 'processing':
      return 'sending';
    default:
      return state.stage;
  }
}
