import type { Stage } from './upload.ts';

/** What counts of a row of the queue. */
export interface CountedRow {
  readonly state: CountedState;
  readonly sizeBytes: number | null;
  /** How a file that the server does not take can be sent; empty for others. */
  readonly ways: readonly unknown[];
}

export type CountedState =
  | { readonly stage: 'queued'; readonly waitsFor: unknown }
  | { readonly stage: 'uploading'; readonly sentBytes: number }
  | { readonly stage: 'processing'; readonly stuckSinceMs: number | null }
  | { readonly stage: 'failed'; readonly canRetry: boolean }
  | { readonly stage: Exclude<Stage, 'queued' | 'uploading' | 'processing' | 'failed'> };

/**
 * The counts of summary, filters and buttons. The main process counts a list that the window is yet to load. The window
 * then updates them row by row, since counting 10,000 rows for each patch would be slow.
 */
export interface RowCounts {
  /** A row that needs a decision counts as such, whatever its stage. */
  readonly byStage: Readonly<Record<Stage | 'undecided', number>>;
  /** Failed rows that can be retried. */
  readonly retryable: number;
  /** Processing rows that take far too long. */
  readonly stuck: number;
  /** Queued rows that wait for another connection. */
  readonly elsewhere: number;
  /** The sum of every row's `progressOf`. Whole numbers, so that adding and subtracting never drifts. */
  readonly progress: number;
}

const FULL_PROGRESS = 1000;

/** The share of sending in a file's progress. The server's steps are the rest. */
const SENT_PROGRESS = 700;

export const noRows: RowCounts = {
  byStage: {
    queued: 0,
    converting: 0,
    uploading: 0,
    processing: 0,
    ready: 0,
    failed: 0,
    cancelled: 0,
    skipped: 0,
    undecided: 0,
  },
  retryable: 0,
  stuck: 0,
  elsewhere: 0,
  progress: 0,
};

/** @returns its stage; `undecided` for a file that the server does not take and that can be converted */
export function kindOf({ state, ways }: Pick<CountedRow, 'state' | 'ways'>): Stage | 'undecided' {
  return ways.length > 0 ? 'undecided' : state.stage;
}

/** @returns the progress of a row from 0 to `FULL_PROGRESS`; 0 for rows that are not sent */
function progressOf({ state, sizeBytes, ways }: CountedRow): number {
  if (ways.length > 0) return 0;
  switch (state.stage) {
    case 'uploading':
      return sizeBytes ? Math.round(Math.min(1, state.sentBytes / sizeBytes) * SENT_PROGRESS) : 0;
    case 'processing':
      return SENT_PROGRESS;
    case 'ready':
    case 'failed':
      return FULL_PROGRESS;
    case 'queued':
    case 'converting':
    case 'cancelled':
    case 'skipped':
      return 0;
  }
}

const isRetryable = ({ state, ways }: CountedRow): boolean =>
  state.stage === 'failed' && state.canRetry && ways.length === 0;

const isStuck = ({ state }: CountedRow): boolean =>
  state.stage === 'processing' && state.stuckSinceMs !== null;

const isElsewhere = ({ state }: CountedRow): boolean => state.stage === 'queued' && state.waitsFor !== null;

/** @returns the counts after the changes */
export function updatedCounts(
  counts: RowCounts,
  changes: Iterable<{ readonly before: CountedRow | null; readonly after: CountedRow | null }>,
): RowCounts {
  const byStage = { ...counts.byStage };
  let { retryable, stuck, elsewhere, progress } = counts;
  const count = (row: CountedRow | null, by: 1 | -1) => {
    if (!row) return;
    byStage[kindOf(row)] += by;
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

/** @returns the number of rows that count as uploads: all but those that are skipped, cancelled or undecided */
export function sentTotal({ byStage: n }: RowCounts): number {
  return n.queued + n.converting + n.uploading + n.processing + n.ready + n.failed;
}

/** @returns the number of rows in progress, without those that are stuck or wait for another connection */
export function movingTotal({ byStage: n, stuck, elsewhere }: RowCounts): number {
  return n.queued + n.converting + n.uploading + n.processing - stuck - elsewhere;
}

/** @returns the progress of all rows, from 0 to 1 */
export function overallProgress(counts: RowCounts): number {
  const total = sentTotal(counts);
  return total === 0 ? 0 : counts.progress / (total * FULL_PROGRESS);
}

/** @returns the number of all rows */
export function rowTotal({ byStage }: RowCounts): number {
  return Object.values(byStage).reduce((sum, count) => sum + count, 0);
}
