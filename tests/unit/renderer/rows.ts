import { noRows, updatedCounts } from '../../../main/core/model/row-counts.ts';
import type {
  ConversionWay,
  QueuePatch,
  QueueSnapshot,
  RowState,
  UploadDetails,
  UploadRow,
} from '../../../preload/contract/contract.ts';

export const ready = {
  stage: 'ready',
  fileId: '3f2a9b14-0000-4000-8000-0000000000c9',
  note: null,
  alreadyAtMs: null,
} as const satisfies RowState;
export const queued: RowState = { stage: 'queued', waitsFor: null };
export const elsewhere: RowState = {
  stage: 'queued',
  waitsFor: { user: '497f6eca…', server: 'api.example.com' },
};
export const processing = (step: string | null = null): RowState => ({
  stage: 'processing',
  step,
  stuckSinceMs: null,
});
/** 14:05 by the clock on the wall. */
export const stuckAtMs = new Date(2026, 10, 23, 14, 5).getTime();
export const stuck: RowState = { stage: 'processing', step: 'Text extraction', stuckSinceMs: stuckAtMs };
export const retry = {
  atMs: 8_000,
  attempt: 2,
  message: { code: 'plain', because: 'The server is busy (503).' },
} as const;
export const failed = (canRetry = true): RowState => ({
  stage: 'failed',
  message: { code: 'processing_failed', step: null },
  canRetry,
});

/** A file of a type that the server does not take, and the ways to send it all the same. */
export const undecided = (id: string, extension: string, ...ways: readonly ConversionWay[]): UploadRow =>
  row(
    id,
    {
      stage: 'skipped',
      message: { code: 'type_not_allowed', extension, allowedExtensions: ['.pdf', '.txt'] },
    },
    { name: `${id}${extension}`, ways },
  );
/** The parts of `original`, one for each state. */
export const parts = (original: string, way: ConversionWay, ...states: readonly RowState[]): UploadRow[] =>
  states.map((state, index) => {
    const part = index + 1;
    const madeFrom = { name: original, way, groupId: original, part, of: states.length };
    return row(`${original}-${part}`, state, { name: `part ${part} of ${original}`, madeFrom });
  });

export function row(id: string, state: RowState = queued, more: Partial<UploadRow> = {}): UploadRow {
  return {
    id,
    name: `${id}.pdf`,
    madeFrom: null,
    batch: null,
    earlierVersion: null,
    ways: [],
    folder: '/home/ada',
    from: null,
    sizeBytes: 1000,
    retention: 'keep',
    addedAtMs: 0,
    state,
    retry: null,
    ...more,
  };
}

const connectionId = '497f6eca-6276-4993-bfeb-53cbbbba6f08@https://api.haufe.ai/agents';

export function snapshot(seq: number, rows: readonly UploadRow[] = []): QueueSnapshot {
  return {
    id: seq,
    seq,
    connectionId,
    rows,
    hasMore: false,
    counts: updatedCounts(
      noRows,
      rows.map((after) => ({ before: null, after })),
    ),
    batches: [],
    queueStatus: { kind: 'open' },
    paused: false,
    notice: null,
  };
}

export function patch(
  seq: number,
  rows: readonly UploadRow[] = [],
  removedIds: readonly string[] = [],
): QueuePatch {
  return { seq, connectionId, rows, removedIds, queueStatus: { kind: 'open' }, paused: false };
}

/** All that is known of an upload. */
export const detailsOf = (shown: UploadRow, more: Partial<UploadDetails> = {}): UploadDetails => ({
  row: shown,
  path: `/home/ada/${shown.name}`,
  canOpen: true,
  sha256: 'ab'.repeat(32),
  fileId: shown.state.stage === 'ready' ? shown.state.fileId : null,
  whom: { user: '497f6eca…', server: 'api.example.com' },
  earlierFileId: null,
  endedAtMs: null,
  marks: [],
  ahead: null,
  ...more,
});
