import { kindOf } from '../../../main/core/model/row-counts.ts';
import type { UploadRow } from '../../../preload/contract/contract.ts';

interface Rows {
  readonly rows: ReadonlyMap<string, UploadRow>;
  readonly order: readonly string[];
}

/** @returns the rows that have a file id to copy */
export function idsToCopy(ids: readonly string[], rows: ReadonlyMap<string, UploadRow>): string[] {
  return ids.filter((id) => rows.get(id)?.state.stage === 'ready');
}

/** @returns the rows that "Clear finished" removes. Failed rows stay, since they need the person. */
export function finishedIds(ids: readonly string[], rows: ReadonlyMap<string, UploadRow>): string[] {
  return ids.filter((id) => {
    const row = rows.get(id);
    const kind = row && kindOf(row);
    return kind === 'ready' || kind === 'cancelled' || kind === 'skipped';
  });
}

/** @returns the rows that "Retry failed" retries */
export function retryableIds({ rows, order }: Rows): string[] {
  return order.filter((id) => {
    const row = rows.get(id);
    return row?.state.stage === 'failed' && row.state.canRetry && row.ways.length === 0;
  });
}

/** @returns the rows that "Convert all" converts, by rule: a PDF is made of those of which nothing else can be made */
export function undecidedIds({ rows, order }: Rows): { readonly text: string[]; readonly pdf: string[] } {
  const waysOf = (id: string) => rows.get(id)?.ways ?? [];
  const undecided = order.filter((id) => waysOf(id).length > 0);
  const isOnlyPdf = (id: string) => waysOf(id).every((way) => way === 'pdf');
  return { text: undecided.filter((id) => !isOnlyPdf(id)), pdf: undecided.filter(isOnlyPdf) };
}
