import type { QueuePatch, QueueSnapshot, RowState, UploadRow } from '../../../preload/contract.ts';

export const ready: RowState = { stage: 'ready', fileId: '3f2a9b14-0000-4000-8000-0000000000c9', note: null };
export const queued: RowState = { stage: 'queued' };
export const failed = (canRetry = true): RowState => ({
  stage: 'failed',
  code: 'server_error',
  message: 'The server could not do it.',
  canRetry,
});

export function row(id: string, state: RowState = queued, more: Partial<UploadRow> = {}): UploadRow {
  return {
    id,
    name: `${id}.pdf`,
    folder: '/home/ada',
    sizeBytes: 1000,
    retention: 'keep',
    addedAtMs: 0,
    state,
    retry: null,
    ...more,
  };
}

export function snapshot(seq: number, rows: readonly UploadRow[] = []): QueueSnapshot {
  return { seq, rows, hold: { kind: 'none' } };
}

export function patch(
  seq: number,
  rows: readonly UploadRow[] = [],
  removedIds: readonly string[] = [],
): QueuePatch {
  return { seq, rows, removedIds, hold: { kind: 'none' } };
}
