import type { FailureReason, SkipReason } from './reasons.ts';

/** Whether the server keeps a file (`persist=true`) or removes it after 24 hours. */
export type Retention = 'keep' | 'temporary';

/** What tells one state of a file from another: if any part differs, the bytes may differ. */
export interface Fingerprint {
  readonly inode: string;
  readonly sizeBytes: number;
  readonly mtimeNs: string;
}

/** The server's remarks on a file that it did process. */
export interface Remarks {
  /** No text was found in it. */
  readonly empty: boolean;
  /** It is longer than the server takes in whole. */
  readonly length: boolean;
}

export type UploadState =
  | { readonly stage: 'queued' }
  /** The server gave `fileId`; the bytes are under way, or it is unknown whether they arrived. */
  | { readonly stage: 'uploading'; readonly fileId: string }
  /** All bytes are there. `step` is the server's own name for what it is doing. */
  | { readonly stage: 'processing'; readonly fileId: string; readonly step: string | null }
  | { readonly stage: 'ready'; readonly fileId: string; readonly remarks: Remarks }
  | { readonly stage: 'failed'; readonly fileId: string | null; readonly reason: FailureReason }
  | { readonly stage: 'cancelled' }
  | { readonly stage: 'skipped'; readonly reason: SkipReason };

export type Stage = UploadState['stage'];

/** When a stage was reached, in ms since the epoch; null before that. */
export interface StageTimes {
  readonly addedAtMs: number;
  readonly signedAtMs: number | null;
  readonly sentAtMs: number | null;
  readonly endedAtMs: number | null;
}

/** One file on its way, as the store keeps it. */
export interface Upload {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  /** The state of the file that is meant; null for a skipped one. */
  readonly fingerprint: Fingerprint | null;
  /** null for a skipped file that could not be looked at. */
  readonly sizeBytes: number | null;
  /** MIME type; null for a skipped file. */
  readonly contentType: string | null;
  readonly retention: Retention;
  /** The base URL and user that `fileId` belongs to; null until a URL was signed. */
  readonly destination: string | null;
  readonly times: StageTimes;
  readonly state: UploadState;
}

export type UploadEvent =
  | { readonly type: 'signed'; readonly fileId: string; readonly destination: string }
  | { readonly type: 'sent' }
  | { readonly type: 'step'; readonly step: string | null }
  | { readonly type: 'ready'; readonly remarks: Remarks }
  | { readonly type: 'failed'; readonly reason: FailureReason }
  | { readonly type: 'cancelled' }
  /** From the start, with a new URL: the old one expired, the bytes are gone, or the file changed. */
  | { readonly type: 'restarted'; readonly fingerprint: Fingerprint }
  /** The person's own retry of a file that ended without becoming ready. */
  | { readonly type: 'retried' };

/** An event that the state does not allow: a defect in the caller, never a matter of the server or the file. */
export class IllegalTransition extends Error {
  readonly code = 'illegal_transition';
  constructor(upload: Upload, event: UploadEvent) {
    super(`${event.type} is not possible for an upload that is ${upload.state.stage}`);
  }
}

export function isEnded(state: UploadState): boolean {
  return !isActive(state);
}

/** Whether something is still to be done for it. */
export function isActive(state: UploadState): boolean {
  return state.stage === 'queued' || state.stage === 'uploading' || state.stage === 'processing';
}

/** Whether trying again can change the outcome without the person changing the file. */
export function canRetry(state: UploadState): boolean {
  return state.stage === 'cancelled' || (state.stage === 'failed' && state.reason.code !== 'infected');
}

/**
 * The upload after `event`, at `nowMs`. Pure.
 * @throws {IllegalTransition} where the present state does not allow the event.
 */
export function transition(upload: Upload, event: UploadEvent, nowMs: number): Upload {
  const { state, times } = upload;
  switch (event.type) {
    case 'signed':
      if (state.stage !== 'queued') break;
      return {
        ...upload,
        destination: event.destination,
        times: { ...times, signedAtMs: nowMs },
        state: { stage: 'uploading', fileId: event.fileId },
      };
    case 'sent':
      if (state.stage !== 'uploading') break;
      return {
        ...upload,
        times: { ...times, sentAtMs: nowMs },
        state: { stage: 'processing', fileId: state.fileId, step: null },
      };
    case 'step':
      if (state.stage !== 'processing') break;
      return { ...upload, state: { ...state, step: event.step } };
    case 'ready':
      if (state.stage !== 'processing') break;
      return {
        ...upload,
        times: { ...times, endedAtMs: nowMs },
        state: { stage: 'ready', fileId: state.fileId, remarks: event.remarks },
      };
    case 'failed':
      if (!isActive(state)) break;
      return {
        ...upload,
        times: { ...times, endedAtMs: nowMs },
        state: { stage: 'failed', fileId: 'fileId' in state ? state.fileId : null, reason: event.reason },
      };
    case 'cancelled':
      if (!isActive(state)) break;
      return { ...upload, times: { ...times, endedAtMs: nowMs }, state: { stage: 'cancelled' } };
    case 'restarted':
      if (!isActive(state)) break;
      return {
        ...fromTheStart(upload),
        fingerprint: event.fingerprint,
        sizeBytes: event.fingerprint.sizeBytes,
      };
    case 'retried':
      if (!canRetry(state)) break;
      return retried(upload, nowMs);
  }
  throw new IllegalTransition(upload, event);
}

/** After a processing budget that ran out, the bytes are at the server: a retry asks again instead of sending again. */
function retried(upload: Upload, nowMs: number): Upload {
  const { state } = upload;
  if (state.stage === 'failed' && state.reason.code === 'processing_timeout' && state.fileId !== null) {
    return {
      ...upload,
      times: { ...upload.times, sentAtMs: nowMs, endedAtMs: null },
      state: { stage: 'processing', fileId: state.fileId, step: null },
    };
  }
  return fromTheStart(upload);
}

function fromTheStart(upload: Upload): Upload {
  return {
    ...upload,
    destination: null,
    times: { ...upload.times, signedAtMs: null, sentAtMs: null, endedAtMs: null },
    state: { stage: 'queued' },
  };
}
