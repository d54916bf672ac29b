import { rowText } from '../document-text.ts';
import { shownNumber } from '../numbers/cell-value.ts';
import { wholeNumber } from '../numbers/whole-number.ts';
import { readXml } from '../xml.ts';
import type { ZipParts } from '../zip-parts.ts';

/** A chart of more points, which nobody can tell apart, is shown without the rest. */
const POINTS = { least: 0, most: 5000, otherwise: 0 };
const MAX_SERIES = 200;

type Column = Map<number, string>;

interface Series {
  name: string;
  readonly categories: Column;
  readonly values: Column;
}

/** @returns a chart's title, and its values as a table with a column for each series */
export async function chartText(parts: ZipParts, name: string): Promise<string> {
  let title = '';
  const all: Series[] = [];
  /** Where the values that follow belong. */
  let column: Column | 'name' | null = null;
  let format: string | null = null;
  let point = 0;
  /** The text of the element that is open: a value, or a piece of the title. */
  let text: string | null = null;
  let inTitle = false;
  await readXml(parts.read(name), {
    open: (element, { idx }) => {
      if (element === 'title') inTitle = true;
      else if (element === 'ser' && all.length < MAX_SERIES) {
        all.push({ name: '', categories: new Map(), values: new Map() });
      } else if (element === 'tx') column = inTitle ? null : 'name';
      else if (element === 'cat' || element === 'xVal') column = all.at(-1)?.categories ?? null;
      else if (element === 'val' || element === 'yVal') column = all.at(-1)?.values ?? null;
      else if (element === 'pt') point = wholeNumber(idx, POINTS);
      if (element === 'v' || element === 't' || element === 'formatCode') text = '';
    },
    close: (element) => {
      const series = all.at(-1);
      if (element === 'title') inTitle = false;
      else if (element === 'tx' || element === 'cat' || element === 'val') column = null;
      else if (element === 'xVal' || element === 'yVal') column = null;
      else if (element === 'numRef' || element === 'numLit') format = null;
      else if (element === 'formatCode') format = text;
      else if (element === 't' && inTitle) title += text ?? '';
      else if (element === 'v' && column === 'name' && series !== undefined) series.name = text ?? '';
      else if (element === 'v' && column instanceof Map && point < POINTS.most) {
        column.set(point, format === null ? (text ?? '') : shownNumber(text ?? '', format, false));
      }
      text = null;
    },
    text: (piece) => {
      if (text !== null) text += piece;
    },
  });
  return [title.trim(), ...rowsOf(all)].filter((line) => line !== '').join('\n');
}

function rowsOf(all: readonly Series[]): string[] {
  const [first] = all;
  if (first === undefined) return [];
  const points = new Set(all.flatMap(({ categories, values }) => [...categories.keys(), ...values.keys()]));
  const header = ['', ...all.map(({ name }) => name)];
  const rows = [...points]
    .sort((a, b) => a - b)
    .map((point) => [first.categories.get(point) ?? '', ...all.map(({ values }) => values.get(point) ?? '')]);
  return [header, ...rows].map((row) => rowText(row));
}
