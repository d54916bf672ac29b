import { dirname } from 'node:path';
import type { RowState, UploadRow } from '../../preload/contract.ts';
import { readableDestination } from '../core/connection.ts';
import { readableStep } from '../core/format.ts';
import { describeReason } from '../core/reasons.ts';
import { canRetry, isActive, type Remarks, type Upload } from '../core/upload.ts';
import type { Live } from '../core/uploads.ts';

/**
 * An upload as the window shows it.
 * @param connected the present connection's destination; null where there is none
 * @param folderName of a watched folder, by its id; null for one that is watched no longer
 */
export function rowOf(
  upload: Upload,
  live: Live,
  connected: string | null,
  folderName: (folderId: string) => string | null,
): UploadRow {
  const { origin } = upload;
  return {
    id: upload.id,
    name: upload.name,
    folder: dirname(upload.path),
    from: origin.kind === 'watched-folder' ? folderName(origin.folderId) : null,
    sizeBytes: upload.sizeBytes,
    retention: upload.retention,
    addedAtMs: upload.times.addedAtMs,
    state: rowState(upload, live, connected),
    retry: live.retry,
  };
}

function rowState({ state, destination, times }: Upload, live: Live, connected: string | null): RowState {
  const { sentBytes, bytesPerSecond, stuck } = live;
  // Whatever it was doing for another connection, it waits now.
  if (isActive(state) && destination !== null && connected !== null && destination !== connected) {
    return { stage: 'queued', waitsFor: readableDestination(destination) };
  }
  switch (state.stage) {
    case 'queued':
      return { stage: 'queued', waitsFor: null };
    case 'uploading':
      return { stage: 'uploading', sentBytes, bytesPerSecond };
    case 'processing':
      return {
        stage: 'processing',
        step: state.step === null ? null : readableStep(state.step),
        stuckSinceMs: stuck ? (times.sentAtMs ?? times.addedAtMs) : null,
      };
    case 'ready':
      return {
        stage: 'ready',
        fileId: state.fileId,
        note: noteOn(state.remarks),
        alreadyAtMs: state.alreadyAtMs,
      };
    case 'failed': {
      const { code } = state.reason;
      return { stage: 'failed', code, message: describeReason(state.reason), canRetry: canRetry(state) };
    }
    case 'skipped':
      return { stage: 'skipped', code: state.reason.code, message: describeReason(state.reason) };
    case 'cancelled':
      return { stage: 'cancelled' };
  }
}

function noteOn({ empty, length }: Remarks): string | null {
  if (empty) return 'The server found no text in this file.';
  return length ? 'This file is longer than the server reads in whole.' : null;
}
