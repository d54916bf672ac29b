import type { ChartName } from './finding.ts';
import { formatSize } from './table-cells.ts';

export interface ChartSpec {
  readonly name: ChartName;
  readonly title: string;
  /** What x is. */
  readonly along: string;
  readonly labelX: (value: number) => string;
}

const DONE = 'files done';

const count = (value: number): string => value.toLocaleString('en');

export const CHARTS: readonly ChartSpec[] = [
  { name: 'put-speed', title: 'PUT speed, MiB/s', along: 'file size', labelX: formatSize },
  { name: 'makespan', title: 'Until the last file is ready, s', along: 'files in a batch', labelX: count },
  {
    name: 'queue-memory',
    title: 'Peak memory of the main process, MB',
    along: 'files queued',
    labelX: count,
  },
  {
    name: 'file-memory',
    title: 'Peak memory of the main process, MB',
    along: 'file size',
    labelX: formatSize,
  },
  { name: 'week-memory', title: 'A long week: heap after a collection, MB', along: DONE, labelX: count },
  { name: 'week-database', title: 'A long week: database and its log, MB', along: DONE, labelX: count },
  { name: 'week-descriptors', title: 'A long week: open descriptors', along: DONE, labelX: count },
  { name: 'week-timers', title: 'A long week: timers', along: DONE, labelX: count },
];
