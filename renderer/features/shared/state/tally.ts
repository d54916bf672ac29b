import type { Stage, UploadRow } from '../../../../preload/contract/contract.ts';

/**
 * What the summary, the filters and the buttons count, kept up to date row by row, since counting 10,000 rows for
 * each patch would be felt.
 */
export interface Tally {
  readonly byStage: Readonly<Record<Stage, number>>;
  /** Failed rows that may be tried again. */
  readonly retryable: number;
  /** Processing rows that the server has been at beyond all measure. */
  readonly stuck: number;
  /** Queued rows that are meant for another connection. */
  readonly elsewhere: number;
  /** The sum of every row's `progressOf`. Whole numbers, so that adding and subtracting never drifts. */
  readonly progress: number;
}

export const FULL_PROGRESS = 1000;

/** Sending is this much of a file's way; the server's own steps are the rest. All bytes sent is not done. */
const SENT_PROGRESS = 700;

export const emptyTally: Tally = {
  byStage: { queued: 0, uploading: 0, processing: 0, ready: 0, failed: 0, cancelled: 0, skipped: 0 },
  retryable: 0,
  stuck: 0,
  elsewhere: 0,
  progress: 0,
};

/** How far a row is, from 0 to `FULL_PROGRESS`. Rows that are not sent at all have no part in it. */
function progressOf({ state, sizeBytes }: UploadRow): number {
  switch (state.stage) {
    case 'uploading':
      return sizeBytes ? Math.round(Math.min(1, state.sentBytes / sizeBytes) * SENT_PROGRESS) : 0;
    case 'processing':
      return SENT_PROGRESS;
    case 'ready':
    case 'failed':
      return FULL_PROGRESS;
    case 'queued':
    case 'cancelled':
    case 'skipped':
      return 0;
  }
}

const isRetryable = ({ state }: UploadRow): boolean => state.stage === 'failed' && state.canRetry;

export const isStuck = ({ state }: UploadRow): boolean =>
  state.stage === 'processing' && state.stuckSinceMs !== null;

const isElsewhere = ({ state }: UploadRow): boolean => state.stage === 'queued' && state.waitsFor !== null;

/** The tally after each change: `before` is null for a row that came, `after` for one that went. */
export function retally(
  tally: Tally,
  changes: Iterable<{ readonly before: UploadRow | null; readonly after: UploadRow | null }>,
): Tally {
  const byStage = { ...tally.byStage };
  let { retryable, stuck, elsewhere, progress } = tally;
  const count = (row: UploadRow | null, by: 1 | -1) => {
    if (!row) return;
    byStage[row.state.stage] += by;
    progress += by * progressOf(row);
    if (isRetryable(row)) retryable += by;
    if (isStuck(row)) stuck += by;
    if (isElsewhere(row)) elsewhere += by;
  };
  for (const { before, after } of changes) {
    count(before, -1);
    count(after, 1);
  }
  return { byStage, retryable, stuck, elsewhere, progress };
}

/** Rows that are or were to be sent: all but those skipped or cancelled. */
export function sentTotal({ byStage: n }: Tally): number {
  return n.queued + n.uploading + n.processing + n.ready + n.failed;
}

/** Rows that go on by themselves now: those under way, but not what is stuck or meant for another connection. */
export function movingTotal({ byStage: n, stuck, elsewhere }: Tally): number {
  return n.queued + n.uploading + n.processing - stuck - elsewhere;
}

/** How much of the whole is over, from 0 to 1. */
export function overallProgress(tally: Tally): number {
  const total = sentTotal(tally);
  return total === 0 ? 0 : tally.progress / (total * FULL_PROGRESS);
}
