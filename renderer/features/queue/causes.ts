import type { FailureReason, UploadRow } from '../../../preload/contract/contract.ts';

/** The reasons of failures, grouped by what a person can do about them. */
export type Cause =
  | 'tooLarge'
  | 'type'
  | 'empty'
  | 'gone'
  | 'changing'
  | 'unreadable'
  | 'conversion'
  | 'infected'
  | 'processing'
  | 'forbidden'
  | 'name'
  | 'refused'
  | 'storage'
  | 'server'
  | 'network'
  | 'hoist';

const CAUSES: { readonly [Code in FailureReason['code']]: Cause } = {
  too_large: 'tooLarge',
  refused_as_too_large: 'tooLarge',
  type_not_allowed: 'type',
  empty_file: 'empty',
  file_vanished: 'gone',
  file_changed: 'changing',
  file_unreadable: 'unreadable',
  conversion_failed: 'conversion',
  infected: 'infected',
  processing_failed: 'processing',
  access_forbidden: 'forbidden',
  name_refused: 'name',
  request_refused: 'refused',
  storage_refused: 'refused',
  storage_unreachable: 'storage',
  server_error: 'server',
  unexpected_answer: 'server',
  lost_by_server: 'server',
  network_error: 'network',
  internal_error: 'hoist',
};

/** @returns null if the row has not failed; `hoist` for a code of a later version */
export function causeOf({ state }: UploadRow): Cause | null {
  if (state.stage !== 'failed') return null;
  const { code } = state.message;
  return isFailure(code) ? CAUSES[code] : 'hoist';
}

function isFailure(code: string): code is FailureReason['code'] {
  return Object.hasOwn(CAUSES, code);
}

export interface CauseGroup {
  readonly cause: Cause;
  readonly count: number;
  /** The rows that can be retried. */
  readonly retryable: readonly string[];
}

/** @returns failed rows grouped by cause, in the order of each cause's first row */
export function byCause(ids: readonly string[], rows: ReadonlyMap<string, UploadRow>): readonly string[] {
  const of = Map.groupBy(ids, (id) => {
    const row = rows.get(id);
    return row ? causeOf(row) : null;
  });
  return [...of.values()].flat();
}

/** @returns each group under the id of its first row, for rows sorted by cause */
export function groupsOf(
  ids: readonly string[],
  rows: ReadonlyMap<string, UploadRow>,
): ReadonlyMap<string, CauseGroup> {
  const failed = ids.flatMap((id) => {
    const row = rows.get(id);
    const cause = row ? causeOf(row) : null;
    return row?.state.stage === 'failed' && cause !== null
      ? [{ id, cause, canRetry: row.state.canRetry }]
      : [];
  });
  const groups = [...Map.groupBy(failed, ({ cause }) => cause)];
  return new Map(
    groups.map(([cause, of]) => [
      of[0]?.id ?? '',
      { cause, count: of.length, retryable: of.filter(({ canRetry }) => canRetry).map(({ id }) => id) },
    ]),
  );
}
