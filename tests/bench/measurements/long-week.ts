import {
  atMost,
  type ChartName,
  type Finding,
  type Missing,
  measured,
  neverAbove,
  type Target,
  type Unit,
} from '../harness/finding.ts';
import { CAN_READ_PEAKS } from '../harness/process-memory.ts';
import { logSpaced } from '../harness/statistics.ts';
import type { Measurement } from '../harness/workbench.ts';
import { runAppFor, type WindowSample } from '../long-week/app-hours.ts';
import { growthOf, type Sample, whyTooFew } from '../long-week/course.ts';
import { playWeek } from '../long-week/fast-week.ts';
import { watchFor } from '../long-week/watch-hours.ts';

const MINUTE_MS = 60_000;
/** SQLite empties its log at about 4 MB; a change that is larger than that makes it longer once. */
const WAL_MIB = 8;

/** How much may grow with each 1,000 files. */
interface Most {
  readonly heapMib: number;
  /** Why the heap may grow by more. */
  readonly heapNote: string | null;
  /** Descriptors, timers and threads, each. */
  readonly each: number;
  /** With fewer files in the second half, what is in use at a moment hides what grows. */
  readonly fewestFiles: number;
}

const IN_A_WEEK: Most = { heapMib: 0.1, heapNote: null, each: 1, fewestFiles: 10_000 };
/** Some hundred files show no less. */
const IN_MINUTES: Most = {
  heapMib: 1,
  heapNote:
    'the rows of the list are 0.8 MB per 1,000 files of it, as 10,000 of them show; the rest is not traced',
  each: 10,
  fewestFiles: 300,
};

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
  title: 'A long week: what grows in the second half of it',
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
      ...describe(`engine, a virtual week, ${filesOf(week)} files`, week, IN_A_WEEK),
      ...describe(inRealTime('hoist watch', watched), watched, IN_MINUTES),
      ...describe(inRealTime('main of the app', app.main), app.main, IN_MINUTES),
      ...describeWindow(inRealTime('window of the app', app.window), app.window),
      ...drawn('engine', week),
      ...drawn('hoist watch', watched),
      ...drawn('app', app.main),
    ];
  },
};

function describe(who: string, samples: readonly Sample[], most: Most): Finding[] {
  const growth = (
    what: string,
    unit: Unit,
    of: keyof Sample,
    target: Target | null,
    note: string | null = null,
  ) => measured(`${who}: ${what}`, unit, [growthOf(samples, (sample) => sample[of])], { target, note });
  const grown = () => [
    growth('heap after a collection', 'MB/1,000 files', 'heapMib', atMost(most.heapMib), most.heapNote),
    growth('resident memory', 'MB/1,000 files', 'residentMib', null),
    growth('open descriptors', '/1,000 files', 'descriptors', atMost(most.each)),
    growth('timers', '/1,000 files', 'timers', atMost(most.each)),
    growth('threads', '/1,000 files', 'threads', atMost(most.each)),
    growth('database', 'MB/1,000 files', 'databaseMib', null),
  ];
  return [
    ...(smokeRun(who, samples, most) ?? grown()),
    measured(
      `${who}: the database’s log, at its largest`,
      'MB',
      samples.map(({ walMib }) => walMib),
      { target: neverAbove(WAL_MIB) },
    ),
  ];
}

/** @returns what is reported in place of growth where there are too few files for it; null where there are enough */
function smokeRun(
  who: string,
  samples: readonly { readonly files: number }[],
  { fewestFiles }: Most,
): [Missing] | null {
  const why = whyTooFew(samples, fewestFiles);
  return why === null ? null : [{ kind: 'skipped', what: `${who}: what grows with each 1,000 files`, why }];
}

function describeWindow(who: string, samples: readonly WindowSample[]): Finding[] {
  const smoke = smokeRun(who, samples, IN_MINUTES);
  if (smoke !== null) return smoke;
  const growth = (of: keyof WindowSample) => [growthOf(samples, (sample) => sample[of])];
  return [
    measured(`${who}: heap after a collection`, 'MB/1,000 files', growth('heapMib'), {
      target: atMost(IN_MINUTES.heapMib),
    }),
    // As many as the rows in sight.
    measured(`${who}: nodes`, '/1,000 files', growth('nodes')),
    measured(`${who}: listeners`, '/1,000 files', growth('listeners')),
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
