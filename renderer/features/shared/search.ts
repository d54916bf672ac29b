/** What is looked for by its name. */
interface Named {
  readonly name: string;
}

/** As it is compared: any case, with or without accents. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** Of rows that were compared before. A row that changes is another object, and few do between two searches. */
const plainNames = new WeakMap<Named, string>();

function plainName(row: Named): string {
  const known = plainNames.get(row);
  if (known !== undefined) return known;
  const name = plain(row.name);
  plainNames.set(row, name);
  return name;
}

/** The rows whose names hold each word of `search`, in any order; all rows where it has none. */
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
