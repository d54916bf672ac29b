import type { NumberFormat } from './number-format.ts';
import { formatNumber } from './number-format.ts';

/** How a level of a list is numbered. */
export interface ListLevel {
  readonly format: NumberFormat;
  readonly start: number;
  /** What stands before the item; `%1` is the number of the first level, and so on. */
  readonly label: string;
}

/** Counts the items of lists. */
export class ListNumbers {
  /** The numbers of a list's levels, as far as they are in use. */
  readonly #counts = new Map<string, number[]>();

  /**
   * @param list items of the same list count on
   * @param level from 0
   * @returns what stands before the next item, such as `2.1`, `b)` or `•`
   */
  next(list: string, level: number, levels: readonly (ListLevel | undefined)[]): string {
    const own = levels[level];
    if (own === undefined) return '';
    const before = this.#counts.get(list) ?? [];
    const counts = levels.slice(0, level + 1).map((each, index) => {
      const count = before[index];
      const first = each?.start ?? 1;
      if (index < level) return count ?? first;
      return count === undefined ? first : count + 1;
    });
    this.#counts.set(list, counts);
    return own.label.replaceAll(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      return formatNumber(counts[index] ?? 1, levels[index]?.format ?? 'decimal');
    });
  }

  /** Begins a list anew. */
  restart(list: string): void {
    this.#counts.delete(list);
  }
}
