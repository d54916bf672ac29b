import {
  atMost,
  type ChartName,
  type Finding,
  measured,
  neverAbove,
  type Target,
} from '../harness/finding.ts';
import { CAN_READ_PEAKS } from '../harness/process-memory.ts';
import { logSpaced } from '../harness/statistics.ts';
import type { Measurement } from '../harness/workbench.ts';
import { runAppFor, type WindowSample } from '../long-week/app-hours.ts';
import { growthOf, type Sample } from '../long-week/course.ts';
import { playWeek } from '../long-week/fast-week.ts';
import { watchFor } from '../long-week/watch-hours.ts';

const MINUTE_MS = 60_000;
/** SQLite empties its log at about 4 MB; a change that is larger than that makes it longer once. */
const WAL_MIB = 8;

const CHARTS = [
  { name: 'week-memory', heldIn: ({ heapMib }) => heapMib },
  { name: 'week-database', heldIn: ({ databaseMib, walMib }) => databaseMib + walMib },
  { name: 'week-descriptors', heldIn: ({ descriptors }) => descriptors },
  { name: 'week-timers', heldIn: ({ timers }) => timers },
] as const satisfies readonly { name: ChartName; heldIn: (sample: Sample) => number }[];

/**
 * What grows while Hoist works for long, with failures, sleep, restarts and changes of the account: nothing should. It
 * fails where a file was lost, sent twice or reported wrongly.
 */
export const longWeek: Measurement = {
  name: 'long-week',
  title: 'A long week',
  limitMs: 90 * MINUTE_MS,
  async run(bench) {
    if (!CAN_READ_PEAKS) return [{ kind: 'skipped', what: 'all of it', why: 'only Linux tells of it here' }];
    const files = bench.isLong ? 50_000 : bench.pick(2000, 500);
    const minutes = bench.isLong ? 30 : bench.pick(3, 1);
    const [week, watched, app] = await Promise.all([
      playWeek(bench, files),
      watchFor(bench, minutes * MINUTE_MS),
      runAppFor(bench, minutes * MINUTE_MS),
    ]);
    const inRealTime = (name: string, samples: readonly { readonly files: number }[]) =>
      `${name}, ${minutes} min, ${filesOf(samples)} files`;
    return [
      ...describe(`engine, a week on a virtual clock, ${filesOf(week)} files`, week, 0.1),
      ...describe(inRealTime('hoist watch', watched), watched, 1),
      ...describe(inRealTime('main process of the app', app.main), app.main, 1),
      ...describeWindow(inRealTime('window of the app', app.window), app.window),
      ...drawn('engine', week),
      ...drawn('hoist watch', watched),
      ...drawn('app', app.main),
    ];
  },
};

/** @param mostMib by how much its memory may grow with each 1,000 files */
function describe(who: string, samples: readonly Sample[], mostMib: number): Finding[] {
  const growth = (what: string, unit: 'MB' | 'number', of: keyof Sample, target: Target | null) =>
    measured(
      `${who}: growth of ${what}`,
      unit === 'MB' ? 'MB/1,000 files' : '/1,000 files',
      [growthOf(samples, (sample) => sample[of])],
      { target },
    );
  return [
    growth('the heap after a collection', 'MB', 'heapMib', atMost(mostMib)),
    growth('resident memory', 'MB', 'residentMib', null),
    growth('open descriptors', 'number', 'descriptors', atMost(1)),
    growth('timers', 'number', 'timers', atMost(1)),
    growth('threads', 'number', 'threads', atMost(1)),
    growth('the database', 'MB', 'databaseMib', null),
    measured(
      `${who}: the database’s log`,
      'MB',
      samples.map(({ walMib }) => walMib),
      { target: neverAbove(WAL_MIB) },
    ),
  ];
}

function describeWindow(who: string, samples: readonly WindowSample[]): Finding[] {
  const growth = (of: keyof WindowSample) => [growthOf(samples, (sample) => sample[of])];
  return [
    measured(`${who}: growth of the heap after a collection`, 'MB/1,000 files', growth('heapMib'), {
      target: atMost(1),
    }),
    measured(`${who}: growth of nodes`, '/1,000 files', growth('nodes')),
    measured(`${who}: growth of listeners`, '/1,000 files', growth('listeners'), { target: atMost(10) }),
  ];
}

const filesOf = (samples: readonly { readonly files: number }[]): string =>
  (samples.at(-1)?.files ?? 0).toLocaleString('en');

function drawn(line: string, samples: readonly Sample[]): Finding[] {
  return CHARTS.map(({ name, heldIn }) => ({
    kind: 'growth',
    chart: name,
    line,
    points: logSpaced(samples.map((sample) => [sample.files, heldIn(sample)] as const)),
  }));
}
