import type { LibraryPage } from '../../../preload/contract/contract.ts';

/**
 * @param known the number of loaded rows, including this page
 * @param fresh how many rows of this page are new
 * @returns the page to load next; null if there are no more. It is computed from the number of loaded rows, since a
 * deleted file moves all later ones up.
 */
export function pageAfter(
  { rows, page, limit, total }: LibraryPage,
  known: number,
  fresh: number,
): number | null {
  if (rows.length === 0 || page * limit >= total) return null;
  return Math.max(nextByCount(known, limit), fresh === 0 ? page + 1 : 1);
}

/** @returns the page that holds the file after the first `known` ones */
export const nextByCount = (known: number, limit: number): number => Math.floor(known / limit) + 1;
