import type { BatchTotal, QueueSnapshot } from '../../../preload/contract/contract.ts';
import { type CountedRow, noRows, updatedCounts } from '../../core/model/row-counts.ts';
import type { Upload } from '../../core/model/upload.ts';

/** Row by row, since all rows at once would be in memory twice. */
type Counted = (upload: Upload) => CountedRow;

/**
 * Counts a list, so that the window can show totals before it has all rows.
 * @param first the uploads of the first page
 * @param rest those of later pages
 */
export function totalsOf(
  first: readonly Upload[],
  rest: readonly Upload[],
  counted: Counted,
): Pick<QueueSnapshot, 'counts' | 'batches'> {
  return {
    counts: updatedCounts(updatedCounts(noRows, additions(first, counted)), additions(rest, counted)),
    batches: dividedBatches(first, rest, counted),
  };
}

/** @returns the batches that have uploads on both sides */
function dividedBatches(first: readonly Upload[], rest: readonly Upload[], counted: Counted): BatchTotal[] {
  const begun = new Set(first.map(({ batch }) => batch?.id));
  const divided = new Map<string, Upload[]>();
  for (const { batch } of rest) if (batch !== null && begun.has(batch.id)) divided.set(batch.id, []);
  for (const uploads of [first, rest])
    for (const upload of uploads) divided.get(upload.batch?.id ?? '')?.push(upload);
  return Array.from(divided, ([id, uploads]) => {
    const latest = latestOf(uploads);
    const sizeBytes = latest.reduce((sum, upload) => sum + (upload.sizeBytes ?? 0), 0);
    return { id, counts: updatedCounts(noRows, additions(latest, counted)), sizeBytes };
  });
}

/** @returns the uploads without those of files that were edited and uploaded once more */
function latestOf(uploads: readonly Upload[]): readonly Upload[] {
  const earlier = new Set(uploads.flatMap(({ earlierVersion }) => earlierVersion?.uploadId ?? []));
  return uploads.filter(({ id, derivation }) => !earlier.has(derivation?.groupId ?? id));
}

function* additions(uploads: readonly Upload[], counted: Counted) {
  for (const upload of uploads) yield { before: null, after: counted(upload) };
}
