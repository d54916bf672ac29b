interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Where the document says nothing, or no number. */
  readonly otherwise: number;
}

/** @returns a whole number that a document names, within bounds, whatever it names */
export function wholeNumber(text: string | undefined, { least, most, otherwise }: Bounds): number {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Math.floor(Number(text));
  return Number.isNaN(number) ? otherwise : Math.min(most, Math.max(least, number));
}
