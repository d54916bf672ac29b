import { shownName } from '../shell/display-name.ts';
import type { Translations } from '../shell/i18n.ts';
import type { BatchCount, NamedUpload } from './batch.ts';
import type { Notice } from './notice.ts';

/** What came of files while nobody looked: of one batch, or of several in a row. */
export interface Outcome {
  readonly ready: number;
  readonly failed: number;
  /** At which the server still is. */
  readonly takeLong: number;
  readonly firstReady: NamedUpload | null;
  readonly firstFailed: NamedUpload | null;
}

export const NOTHING: Outcome = { ready: 0, failed: 0, takeLong: 0, firstReady: null, firstFailed: null };

/** @param before what nobody has seen yet */
export function withBatch(before: Outcome, batch: BatchCount): Outcome {
  return {
    ready: before.ready + batch.ready,
    failed: before.failed + batch.failed,
    // Each batch counts again what it took over from the one before.
    takeLong: batch.takeLong,
    firstReady: before.firstReady ?? batch.firstReady,
    firstFailed: before.firstFailed ?? batch.firstFailed,
  };
}

/** Null where nothing came of it. A click leads to what needs the person, or else to the first that is ready. */
export function digestOf(outcome: Outcome, t: Translations): Notice | null {
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
