import type { HistoryQuery, HistoryRow } from '../../../preload/contract/contract.ts';
import { isLoopback, whomOf } from '../../core/model/connection-settings.ts';
import type { Upload } from '../../core/model/upload.ts';
import { IDLE } from '../../core/queue/upload-list.ts';
import type { HistoryFilter } from '../../core/store/history.ts';
import { rowOf } from '../queue/upload-rows.ts';

/** The facts about the present connection, deletions and watched folders that rows need. */
export interface HistoryContext {
  /** The present connection's destination; null where there is none. */
  readonly connected: string | null;
  readonly isSandbox: (destination: string) => boolean;
  readonly folderName: (folderId: string) => string | null;
  readonly isDeleted: (destination: string, fileId: string) => boolean;
}

/** @returns an ended upload as the window shows it */
export function historyRowOf(upload: Upload, context: HistoryContext): HistoryRow {
  const { times } = upload;
  return {
    ...rowOf(upload, IDLE, null, context.folderName),
    endedAtMs: times.endedAtMs ?? times.addedAtMs,
    at: placeOf(upload, context),
  };
}

/** A server on this computer counts as a sandbox: only sandboxes and tests are here, under changing users and ports. */
function placeOf(
  { destination, state }: Upload,
  { connected, isSandbox, isDeleted }: HistoryContext,
): HistoryRow['at'] {
  if (destination === null) return { kind: 'here' };
  if (state.stage === 'ready' && isDeleted(destination, state.fileId)) return { kind: 'deleted' };
  if (isSandbox(destination)) return { kind: 'sandbox' };
  if (destination === connected) return { kind: 'here' };
  const baseUrl = destination.slice(destination.indexOf('@') + 1);
  if (URL.canParse(baseUrl) && isLoopback(new URL(baseUrl))) return { kind: 'sandbox' };
  return { kind: 'other', whom: whomOf(destination) };
}

const DAYS_BACK = { today: 0, week: 6, month: 29 } as const;

/**
 * @param except the destinations of other connections
 * @returns the query as the store takes it. A period begins at local midnight.
 */
export function filterOf(
  { search, outcome, period, from }: HistoryQuery,
  nowMs: number,
  except: readonly string[],
): HistoryFilter {
  return {
    search: search.trim(),
    outcome,
    sinceMs: period === 'any' ? null : dayStartMs(nowMs, DAYS_BACK[period]),
    from: from === 'anywhere' ? null : from === 'person' ? 'person' : { folderId: from },
    except,
  };
}

function dayStartMs(nowMs: number, daysBack: number): number {
  const day = new Date(nowMs);
  day.setHours(0, 0, 0, 0);
  return day.setDate(day.getDate() - daysBack);
}
