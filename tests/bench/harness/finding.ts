import { median } from './statistics.ts';

export type Unit =
  | '×'
  | 'ms'
  | 's'
  | 'MB'
  | 'MiB/s'
  | '/s'
  | 'calls'
  | 'lines'
  | 's CPU'
  | 'MB/1,000 files'
  | '/1,000 files';

export interface Target {
  readonly is: 'at-least' | 'at-most';
  readonly value: number;
  /** What has to keep to it: the middle run, or each one. */
  readonly by: 'median' | 'worst';
}

/** What one thing came to, run by run. */
export interface Measured {
  readonly kind: 'measured';
  readonly what: string;
  readonly unit: Unit;
  /** One for each run, and at least one. */
  readonly values: readonly number[];
  /** null for what is only reported. */
  readonly target: Target | null;
  readonly note: string | null;
}

/** What could not be measured here, such as against a peer that is not installed; or what went wrong. */
export interface Missing {
  readonly kind: 'skipped' | 'failed';
  readonly what: string;
  readonly why: string;
}

export type ChartName =
  | 'put-speed'
  | 'makespan'
  | 'queue-memory'
  | 'file-memory'
  | 'week-memory'
  | 'week-database'
  | 'week-descriptors'
  | 'week-timers';

/** A line of a chart: how something grows. */
export interface Growth {
  readonly kind: 'growth';
  readonly chart: ChartName;
  readonly line: string;
  /** x and y, x growing. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export type Finding = Measured | Missing | Growth;

export function measured(
  what: string,
  unit: Unit,
  values: readonly number[],
  { target = null, note = null }: { target?: Target | null; note?: string | null } = {},
): Measured {
  if (values.length === 0) throw new RangeError(`${what}: there were no runs`);
  return { kind: 'measured', what, unit, values, target, note };
}

export const atLeast = (value: number): Target => ({ is: 'at-least', value, by: 'median' });
export const atMost = (value: number): Target => ({ is: 'at-most', value, by: 'median' });
export const neverAbove = (value: number): Target => ({ is: 'at-most', value, by: 'worst' });

/** The number that stands for all runs, and for `worst` targets the worst of them. */
export function judged({ values, target }: Measured): number {
  if (target?.by !== 'worst') return median(values);
  return target.is === 'at-most' ? Math.max(...values) : Math.min(...values);
}

export type Verdict =
  | { readonly kind: 'met' }
  /** By which share of the target, 0.1 for a tenth. */
  | { readonly kind: 'missed'; readonly byShare: number }
  | { readonly kind: 'reported' };

export function verdictOn(finding: Measured): Verdict {
  const { target } = finding;
  if (target === null) return { kind: 'reported' };
  const value = judged(finding);
  const excess = target.is === 'at-most' ? value - target.value : target.value - value;
  if (excess <= 0) return { kind: 'met' };
  return { kind: 'missed', byShare: excess / target.value };
}
