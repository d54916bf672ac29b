import { dirname } from 'node:path';
import type { RowState, UploadRow } from '../../preload/contract.ts';
import { readableStep } from '../core/format.ts';
import { describeReason } from '../core/reasons.ts';
import { canRetry, type Remarks, type Upload } from '../core/upload.ts';
import type { Live } from '../core/uploads.ts';

/** An upload as the window shows it. */
export function rowOf(upload: Upload, live: Live): UploadRow {
  return {
    id: upload.id,
    name: upload.name,
    folder: dirname(upload.path),
    sizeBytes: upload.sizeBytes,
    retention: upload.retention,
    addedAtMs: upload.times.addedAtMs,
    state: rowState(upload, live),
    retry: live.retry,
  };
}

function rowState({ state }: Upload, { sentBytes, bytesPerSecond }: Live): RowState {
  switch (state.stage) {
    case 'uploading':
      return { stage: 'uploading', sentBytes, bytesPerSecond };
    case 'processing':
      return { stage: 'processing', step: state.step === null ? null : readableStep(state.step) };
    case 'ready':
      return { stage: 'ready', fileId: state.fileId, note: noteOn(state.remarks) };
    case 'failed': {
      const { code } = state.reason;
      return { stage: 'failed', code, message: describeReason(state.reason), canRetry: canRetry(state) };
    }
    case 'skipped':
      return { stage: 'skipped', code: state.reason.code, message: describeReason(state.reason) };
    default:
      return { stage: state.stage };
  }
}

function noteOn({ empty, length }: Remarks): string | null {
  if (empty) return 'The server found no text in this file.';
  return length ? 'This file is longer than the server reads in whole.' : null;
}
