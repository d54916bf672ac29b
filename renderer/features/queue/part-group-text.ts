import type { TFunction } from 'i18next';
import { noRows, overallProgress, updatedCounts } from '../../../main/core/model/row-counts.ts';
import { isActive } from '../../../main/core/model/upload.ts';
import type { MadeFrom, RowCounts, UploadRow } from '../../../preload/contract/contract.ts';

/** The state of several uploads together. */
export interface GroupDescription {
  readonly text: string;
  /** The upload whose glyph stands for all of them. */
  readonly shown: UploadRow | undefined;
  /** Of all uploads, from 0 to 1; null once none is under way. */
  readonly progress: number | null;
}

/**
 * @param rows the parts that are in the list; a filter or the person may have taken others out
 * @returns "3 parts · 2 ready · 1 failed"
 */
export function describeParts(
  rows: readonly UploadRow[],
  { way, of }: Pick<MadeFrom, 'way' | 'of'>,
  t: TFunction,
): GroupDescription {
  // A table is cut into parts. What is in an archive or a mail are files.
  const kind = way === 'parts' ? 'parts' : 'files';
  const head =
    rows.length < of
      ? t(`group.some.${kind}`, { shown: rows.length, count: of })
      : t(`group.${kind}`, { count: of });
  return describeBatch(rows, [head], t);
}

/**
 * @param rows those that are loaded
 * @param head the texts before the counts
 * @param counts of all, where some are still loading
 * @returns "23 files · 14:02 · 20 ready · 1 failed"
 */
export function describeBatch(
  rows: readonly UploadRow[],
  head: readonly string[],
  t: TFunction,
  counts = countsOf(rows),
): GroupDescription {
  const { ready, failed, cancelled, skipped } = counts.byStage;
  const texts = [
    ...head,
    t('group.ready', { count: ready }),
    failed > 0 && t('group.failed', { count: failed }),
    cancelled > 0 && t('group.cancelled', { count: cancelled }),
    skipped > 0 && t('group.leftOut', { count: skipped }),
  ];
  return {
    text: texts.filter((text) => text !== false).join(' · '),
    shown: speaker(rows),
    progress: isUnderWay(counts) ? overallProgress(counts) : null,
  };
}

const countsOf = (rows: readonly UploadRow[]) =>
  updatedCounts(
    noRows,
    rows.map((after) => ({ before: null, after })),
  );

const isUnderWay = ({ byStage: n }: RowCounts) => n.queued + n.converting + n.uploading + n.processing > 0;

/** @returns an upload under way, or else the one that needs the person most */
function speaker(rows: readonly UploadRow[]): UploadRow | undefined {
  const inStage = (stage: UploadRow['state']['stage']) => rows.find(({ state }) => state.stage === stage);
  return (
    inStage('uploading') ?? rows.find(({ state }) => isActive(state)) ?? inStage('failed') ?? inStage('ready')
  );
}
