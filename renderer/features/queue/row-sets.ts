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
    const stage = rows.get(id)?.state.stage;
    return stage === 'ready' || stage === 'cancelled' || stage === 'skipped';
  });
}

/** @returns the rows that "Retry failed" retries */
export function retryableIds({ rows, order }: Rows): string[] {
  return order.filter((id) => {
    const state = rows.get(id)?.state;
    return state?.stage === 'failed' && state.canRetry;
  });
}
