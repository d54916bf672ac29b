import { shownName } from '../shell/display-name.ts';
import type { Translations } from '../shell/i18n.ts';
import type { BatchCount, NamedUpload } from './batch.ts';
import type { Notice } from './notice.ts';

/** The result of one or more batches that the person has not seen yet. */
export interface Outcome {
  readonly ready: number;
  readonly failed: number;
  /** Files that the server is still processing. */
  readonly takeLong: number;
  readonly firstReady: NamedUpload | null;
  readonly firstFailed: NamedUpload | null;
}

export const NOTHING: Outcome = { ready: 0, failed: 0, takeLong: 0, firstReady: null, firstFailed: null };

/** @param before what the person has not seen yet */
export function withBatch(before: Outcome, batch: BatchCount): Outcome {
  return {
    ready: before.ready + batch.ready,
    failed: before.failed + batch.failed,
    // Each batch counts the files that it took over from the one before.
    takeLong: batch.takeLong,
    firstReady: before.firstReady ?? batch.firstReady,
    firstFailed: before.firstFailed ?? batch.firstFailed,
  };
}

/**
 * A click leads to the first failed file, or else to the first ready one.
 * @returns null where there is neither
 */
export function batchNotice(outcome: Outcome, t: Translations): Notice | null {
  const { takeLong, firstReady, firstFailed } = outcome;
  const first = firstFailed ?? firstReady;
  if (first === null) return null;
  return {
    title: titleOf(outcome, shownName(first.name), t),
    body: takeLong === 0 ? '' : t('news.takeLong', { count: takeLong }),
    go: { screen: 'queue', uploadId: first.id },
  };
}

function titleOf({ ready, failed }: Outcome, name: string, t: Translations): string {
  if (ready + failed === 1)
    return failed === 0 ? t('news.oneReady', { name }) : t('news.oneFailed', { name });
  if (failed === 0) return t('news.ready', { count: ready });
  if (ready === 0) return t('news.failed', { count: failed });
  return t('news.both', {
    ready: t('news.ready', { count: ready }),
    failedCount: t('state.failedCount', { count: failed }),
  });
}
