/** An item with names to search in. */
interface Named {
  readonly name: string;
  /** The original that it was made from, or its name. */
  readonly madeFrom?: string | { readonly name: string } | null;
}

/** @returns the text without case and accents */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** Caches names for the next search. A changed row is a new object, and few rows change between two searches. */
const plainNames = new WeakMap<Named, string>();

function plainName(row: Named): string {
  const known = plainNames.get(row);
  if (known !== undefined) return known;
  const { name, madeFrom = null } = row;
  const original = typeof madeFrom === 'string' ? madeFrom : madeFrom?.name;
  const names = plain(original === undefined ? name : `${name}\n${original}`);
  plainNames.set(row, names);
  return names;
}

/** @returns the rows whose names, or the names of their originals, contain each word of `search` in any order; all rows if it has no word */
export function foundIds(
  order: readonly string[],
  rows: ReadonlyMap<string, Named>,
  search: string,
): readonly string[] {
  const texts = plain(search).split(/\s+/).filter(Boolean);
  if (texts.length === 0) return order;
  return order.filter((id) => {
    const row = rows.get(id);
    return row !== undefined && texts.every((word) => plainName(row).includes(word));
  });
}
