import { dirname } from 'node:path';
import type {
  ConversionWay,
  MadeFrom,
  Message,
  RowState,
  UploadRow,
} from '../../../preload/contract/contract.ts';
import { whomOf } from '../../core/model/connection-settings.ts';
import { readableStep } from '../../core/model/format.ts';
import type { Reason } from '../../core/model/reasons.ts';
import type { CountedRow } from '../../core/model/row-counts.ts';
import { canRetry, isActive, type Remarks, sourceOf, type Upload } from '../../core/model/upload.ts';
import type { Live } from '../../core/queue/upload-list.ts';

/**
 * Converts an upload to the row that the window shows.
 * @param connected the present connection's destination; null where there is none
 * @param folderName returns a watched folder's name by its id; null for one that is watched no longer
 * @param ways how it can be sent although the server does not take it
 */
export function rowOf(
  upload: Upload,
  live: Live,
  connected: string | null,
  folderName: (folderId: string) => string | null,
  ways: readonly ConversionWay[] = [],
): UploadRow {
  const { origin } = upload;
  return {
    id: upload.id,
    name: upload.name,
    folder: dirname(sourceOf(upload).path),
    madeFrom: madeFrom(upload),
    batch: upload.batch,
    earlierVersion: upload.earlierVersion?.uploadId ?? null,
    ways,
    from: origin.kind === 'watched-folder' ? folderName(origin.folderId) : null,
    sizeBytes: upload.sizeBytes,
    retention: upload.retention,
    addedAtMs: upload.times.addedAtMs,
    state: rowState(upload, live, connected),
    retry: live.retry,
  };
}

/** @returns what counts of the same row */
export function countedRowOf(
  upload: Upload,
  live: Live,
  connected: string | null,
  ways: readonly ConversionWay[],
): CountedRow {
  return { state: rowState(upload, live, connected), sizeBytes: upload.sizeBytes, ways };
}

/** Whether it waits until its own connection is the present one again. */
export function waitsForOther({ state, destination }: Upload, connected: string | null): boolean {
  return isActive(state) && destination !== null && connected !== null && destination !== connected;
}

function rowState(upload: Upload, live: Live, connected: string | null): RowState {
  const { state, destination, times } = upload;
  const { sentBytes, bytesPerSecond, stuck } = live;
  if (destination !== null && waitsForOther(upload, connected)) {
    return { stage: 'queued', waitsFor: whomOf(destination) };
  }
  switch (state.stage) {
    case 'queued':
      return { stage: 'queued', waitsFor: null };
    case 'converting':
      return { stage: 'converting', way: upload.way ?? 'text' };
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
    case 'failed':
      return { stage: 'failed', message: messageOf(state.reason), canRetry: canRetry(state) };
    case 'skipped':
      return { stage: 'skipped', message: messageOf(state.reason) };
    case 'cancelled':
      return { stage: 'cancelled' };
  }
}

function madeFrom({ derivation, way }: Upload): MadeFrom | null {
  if (derivation === null || way === null) return null;
  const { original, groupId, part, of } = derivation;
  return { name: original.name, way, groupId, part, of };
}

/** @returns a reason as the window gets it */
export function messageOf(reason: Reason): Message {
  if (reason.code !== 'processing_failed' || reason.step === null) return reason;
  return { ...reason, step: readableStep(reason.step) };
}

function noteOn({ empty, length }: Remarks): Message | null {
  if (empty) return { code: 'remark_empty' };
  return length ? { code: 'remark_long' } : null;
}
