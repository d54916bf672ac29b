import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly quick: boolean;
  /** The long week at its full length. */
  readonly long: boolean;
  readonly json: boolean;
  /** Whether docs/ is written anew. */
  readonly write: boolean;
  /** Names of measurements; empty for all. */
  readonly only: readonly string[];
}

export const USAGE = `usage: npm run bench -- [options]
  --only <name>  this measurement alone; may be given several times
  --quick        fewer and smaller runs
  --long         the long week whole: 50,000 files, and 30 minutes in real time
  --json         one JSON object on stdout in place of the table
  --write        write docs/benchmarks.md and docs/bench.svg anew`;

/** Throws a TypeError that says what is wrong. */
export function readOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const unknown = values.only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`There is no ${unknown}. There are: ${known.join(', ')}.`);
  if (values.write && values.only.length > 0)
    throw new TypeError('--write is for all of them: leave --only out.');
  return values;
}
