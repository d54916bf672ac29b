import { shownName } from '../shell/display-name.ts';
import type { Translations } from '../shell/i18n.ts';
import type { BatchCount, NamedUpload } from './batch.ts';
import type { Notice } from './notice.ts';

/** The result of one or more batches that the person has not seen yet. */
export interface Outcome {
  readonly ready: number;
  readonly failed: number;
  readonly undecided: number;
  /** Files that the server is still processing. */
  readonly takeLong: number;
  readonly firstReady: NamedUpload | null;
  readonly firstFailed: NamedUpload | null;
  readonly firstUndecided: NamedUpload | null;
}

export const NOTHING: Outcome = {
  ready: 0,
  failed: 0,
  undecided: 0,
  takeLong: 0,
  firstReady: null,
  firstFailed: null,
  firstUndecided: null,
};

/** @param before what the person has not seen yet */
export function withBatch(before: Outcome, batch: BatchCount): Outcome {
  return {
    ready: before.ready + batch.ready,
    failed: before.failed + batch.failed,
    undecided: before.undecided + batch.undecided,
    // Each batch counts the files that it took over from the one before.
    takeLong: batch.takeLong,
    firstReady: before.firstReady ?? batch.firstReady,
    firstFailed: before.firstFailed ?? batch.firstFailed,
    firstUndecided: before.firstUndecided ?? batch.firstUndecided,
  };
}

/**
 * A click leads to the first failed file, or else to the first that needs a decision, or else to the first ready one.
 * @returns null where there is none of these
 */
export function batchNotice(outcome: Outcome, t: Translations): Notice | null {
  const { takeLong, firstReady, firstFailed, firstUndecided } = outcome;
  const first = firstFailed ?? firstUndecided ?? firstReady;
  if (first === null) return null;
  return {
    title: titleOf(outcome, shownName(first.name), t),
    body: takeLong === 0 ? '' : t('news.takeLong', { count: takeLong }),
    go: { screen: 'queue', uploadId: first.id },
  };
}

/** @param name that of the only file, if there is just one */
function titleOf({ ready, failed, undecided }: Outcome, name: string, t: Translations): string {
  if (ready + failed + undecided === 1) {
    if (undecided === 1) return t('news.oneUndecided', { name });
    return t(failed === 1 ? 'news.oneFailed' : 'news.oneReady', { name });
  }
  const parts = [
    ready > 0 && t('news.ready', { count: ready }),
    failed > 0 && t(ready > 0 ? 'state.failedCount' : 'news.failed', { count: failed }),
    undecided > 0 && t(ready + failed > 0 ? 'state.undecidedCount' : 'news.undecided', { count: undecided }),
  ];
  return parts.filter((part) => part !== false).join(', ');
}
