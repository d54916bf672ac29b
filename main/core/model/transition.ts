import type { ConversionWay } from './conversion.ts';
import type { FailureReason } from './reasons.ts';
import {
  canRetry,
  type Derivation,
  type Fingerprint,
  isActive,
  isRefusedByLimits,
  isUnsigned,
  type Remarks,
  type Upload,
  type UploadState,
} from './upload.ts';

/** One of the files that a conversion made. */
export interface DerivedFile {
  readonly path: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** null where it is only known from an earlier conversion, so that it is made if the server does not have it. */
  readonly fingerprint: Fingerprint | null;
}

export type UploadEvent =
  /** The destination of a queued upload; null for that of the next connection. */
  | { readonly type: 'bound'; readonly destination: string | null }
  /** The file is to be converted, since the server does not take it. */
  | { readonly type: 'convert'; readonly way: ConversionWay; readonly destination: string | null }
  /** What is sent has been made. */
  | { readonly type: 'converted'; readonly file: DerivedFile; readonly derivation: Derivation }
  /** The bytes were read; they are those that `fingerprint` stands for. */
  | { readonly type: 'identified'; readonly sha256: string; readonly fingerprint: Fingerprint }
  /** The server has the same content, ready since `alreadyAtMs`. */
  | {
      readonly type: 'reused';
      readonly fileId: string;
      readonly remarks: Remarks;
      readonly alreadyAtMs: number;
    }
  | { readonly type: 'signed'; readonly fileId: string }
  | { readonly type: 'sent' }
  | { readonly type: 'step'; readonly step: string | null }
  | { readonly type: 'ready'; readonly remarks: Remarks }
  | { readonly type: 'failed'; readonly reason: FailureReason }
  | { readonly type: 'cancelled' }
  /** From the start, with a new URL: the old one expired, the bytes are gone, or the file changed. */
  | { readonly type: 'restarted' }
  /** The server does not have the part that an earlier conversion made, so it has to be made again. */
  | { readonly type: 'unmade' }
  /** The person's own retry of a file that ended without becoming ready, with the connection of today. */
  | { readonly type: 'retried'; readonly destination: string | null };

/** An event that the state does not allow: a defect in the caller, never a matter of the server or the file. */
export class IllegalTransition extends Error {
  readonly code = 'illegal_transition';
  constructor(upload: Upload, event: UploadEvent) {
    super(`${event.type} is not possible for an upload that is ${upload.state.stage}`);
  }
}

/**
 * The upload after `event`, at `nowMs`. Pure.
 * @throws {IllegalTransition} where the present state does not allow the event.
 */
export function transition(upload: Upload, event: UploadEvent, nowMs: number): Upload {
  const { state, times } = upload;
  switch (event.type) {
    case 'bound':
      if (!isUnsigned(state)) break;
      return { ...upload, destination: event.destination };
    case 'convert': {
      if (!isConvertible(upload)) break;
      const { way, destination } = event;
      return { ...fromTheStart(upload), way, destination, contentType: null, state: { stage: 'converting' } };
    }
    case 'converted': {
      if (state.stage !== 'converting') break;
      const { path, name, contentType, sizeBytes, sha256, fingerprint } = event.file;
      const { derivation } = event;
      const file = { path, name, contentType, sizeBytes, sha256, fingerprint };
      return { ...upload, ...file, derivation, state: { stage: 'queued' } };
    }
    case 'identified': {
      if (state.stage !== 'queued') break;
      const { sha256, fingerprint } = event;
      return { ...upload, sha256, fingerprint, sizeBytes: fingerprint.sizeBytes };
    }
    case 'reused': {
      if (state.stage !== 'queued') break;
      const { fileId, remarks, alreadyAtMs } = event;
      return ended(upload, { stage: 'ready', fileId, remarks, alreadyAtMs }, nowMs);
    }
    case 'signed':
      if (state.stage !== 'queued') break;
      return {
        ...upload,
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
    case 'ready': {
      if (state.stage !== 'processing') break;
      const { fileId } = state;
      return ended(upload, { stage: 'ready', fileId, remarks: event.remarks, alreadyAtMs: null }, nowMs);
    }
    case 'failed': {
      if (!isActive(state)) break;
      const fileId = 'fileId' in state ? state.fileId : null;
      return ended(upload, { stage: 'failed', fileId, reason: event.reason }, nowMs);
    }
    case 'cancelled':
      if (!isActive(state)) break;
      return ended(upload, { stage: 'cancelled' }, nowMs);
    case 'restarted':
      if (!isActive(state)) break;
      return fromTheStart(upload);
    case 'retried': {
      if (!canRetry(state)) break;
      const { destination } = event;
      if (isAskable(upload, destination))
        return { ...upload, times: { ...times, endedAtMs: null }, state: processingAgain(state) };
      const again = { ...fromTheStart(upload), destination };
      // A file that was made is made again if it is not there any more.
      return upload.derivation === null ? again : { ...again, state: { stage: 'converting' } };
    }
    case 'unmade':
      if (state.stage !== 'queued' || upload.derivation === null) break;
      return { ...upload, state: { stage: 'converting' } };
  }
  throw new IllegalTransition(upload, event);
}

/** The server has the bytes and only their status is unknown, so a retry just asks for the status. */
const NOT_HEARD: readonly FailureReason['code'][] = ['server_error', 'network_error', 'unexpected_answer'];

function isAskable({ state, times, destination }: Upload, connected: string | null): boolean {
  const notHeard = state.stage === 'failed' && state.fileId !== null && NOT_HEARD.includes(state.reason.code);
  return notHeard && times.sentAtMs !== null && destination === connected;
}

function processingAgain(state: UploadState): UploadState {
  const fileId = 'fileId' in state ? (state.fileId ?? '') : '';
  return { stage: 'processing', fileId, step: null };
}

function ended(upload: Upload, state: UploadState, nowMs: number): Upload {
  return { ...upload, times: { ...upload.times, endedAtMs: nowMs }, state };
}

function fromTheStart(upload: Upload): Upload {
  const isToBeMade = upload.way !== null && upload.derivation === null;
  return {
    ...upload,
    times: { ...upload.times, signedAtMs: null, sentAtMs: null, endedAtMs: null },
    state: { stage: isToBeMade ? 'converting' : 'queued' },
  };
}

/** Whether it ended, or is about to end, since the server does not take the file itself. */
function isConvertible({ state, derivation }: Upload): boolean {
  if (derivation !== null) return false;
  if (state.stage === 'queued') return true;
  return isRefusedByLimits(state);
}
