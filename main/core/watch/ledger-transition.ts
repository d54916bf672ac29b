import type { FailureReason, SkipReason } from '../model/reasons.ts';
import { type EarlierVersion, isActive, type Upload, type UploadState } from '../model/upload.ts';

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
  /** Whether the file stays where it is once it is ready: something that it contains was not sent. */
  readonly isIncomplete: boolean;
}

/**
 * @param parts the upload of the file, or those of all that it was converted to
 * @param before undefined where the ledger does not know the file
 * @returns what the ledger knows of the file now
 */
export function entryAfter(
  parts: readonly [Upload, ...Upload[]],
  before: EntryBefore | undefined,
): UploadEntry {
  const upload = decidingPart(parts);
  const { state, times, derivation } = upload;
  const id = derivation?.groupId ?? upload.id;
  return {
    outcome: outcomeOf(state),
    uploadId: id,
    reason: 'reason' in state ? state.reason : null,
    readyVersion:
      state.stage === 'ready' ? { uploadId: id, fileId: state.fileId } : (before?.readyVersion ?? null),
    atMs: times.endedAtMs ?? times.addedAtMs,
    tries: triesAfter(id, before),
    keepsAction: before?.uploadId === id,
    isIncomplete: parts.length > 1 && parts.some((part) => part.state.stage === 'skipped'),
  };
}

/** @returns the part that speaks for the whole: one under way, else one that did not become ready, else a ready one */
function decidingPart(parts: readonly [Upload, ...Upload[]]): Upload {
  const at = (stage: UploadState['stage']) => parts.find(({ state }) => state.stage === stage);
  const underWay = parts.find(({ state }) => isActive(state));
  return underWay ?? at('failed') ?? at('cancelled') ?? at('ready') ?? parts[0];
}

function triesAfter(uploadId: string, before: EntryBefore | undefined): number {
  if (before?.uploadId === uploadId) return before.tries;
  return before?.outcome === 'failed' ? before.tries + 1 : 1;
}

function outcomeOf(state: UploadState): UploadEntry['outcome'] {
  switch (state.stage) {
    case 'queued':
    case 'converting':
    case 'uploading':
    case 'processing':
      return 'sending';
    default:
      return state.stage;
  }
}
