import type { LibraryPage } from '../../../preload/contract/contract.ts';

/**
 * The page to ask for next; null where the server has no more. It is counted by the rows that are there, since a page
 * moves up by each file that was deleted before it.
 * @param known how many rows are there, those of this page included
 * @param fresh how many of this page were not there before
 */
export function pageAfter(
  { rows, page, limit, total }: LibraryPage,
  known: number,
  fresh: number,
): number | null {
  if (rows.length === 0 || page * limit >= total) return null;
  return Math.max(nextByCount(known, limit), fresh === 0 ? page + 1 : 1);
}

/** The page on which the file behind so many others is. */
export const nextByCount = (known: number, limit: number): number => Math.floor(known / limit) + 1;
