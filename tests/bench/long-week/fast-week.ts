import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import { MemoryWatch } from '../app/memory-watch.ts';
import type { Workbench } from '../harness/workbench.ts';
import { startForked } from '../servers/forked.ts';
import { breachesOf, demandNone, Outcomes } from './breaches.ts';
import { Course, type Sample } from './course.ts';
import type { Arrived } from './documents.ts';
import { startAccounts } from './server.ts';
import { SHIFTS, type ShiftReport } from './week.ts';

export interface WeekPlan {
  readonly folder: string;
  readonly accounts: readonly [ConnectionSettings, ConnectionSettings];
  readonly seed: number;
}

export type WeekMessage =
  | { readonly kind: 'shift'; readonly number: number; readonly files: number }
  | { readonly kind: 'end' };

const SEED = 1;
/** In memory where the system offers that: how long a disk takes is not measured here. */
const FOLDERS = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A week of the engine on a virtual clock, in which so many files come. */
export async function playWeek(bench: Workbench, files: number): Promise<readonly Sample[]> {
  const accounts = await startAccounts(bench, SEED);
  const folder = await mkdtemp(join(FOLDERS, 'hoist-week-'));
  bench.own({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
  const watch = new MemoryWatch(await bench.folder());
  const plan: WeekPlan = { folder, accounts: accounts.hello, seed: SEED };
  const week = await startForked<string, ShiftReport>(bench, {
    what: 'the week',
    module: join(import.meta.dirname, 'week-process.ts'),
    argument: JSON.stringify(plan),
    env: watch.env,
    preload: watch.preload,
  });
  const course = new Course({ pid: week.pid, watch, dataFolder: join(folder, 'data') });
  const arrived: Record<'A' | 'B', Arrived[]> = { A: [], B: [] };
  const outcomes = new Outcomes();
  const note = (report: ShiftReport) => {
    arrived.A.push(...report.arrived.A);
    arrived.B.push(...report.arrived.B);
    for (const { path, fileId } of report.ended) {
      if (fileId === null) outcomes.failed(path);
      else outcomes.ready(path, fileId);
    }
  };
  const upTo = (shift: number) => Math.round((shift * files) / SHIFTS);
  for (let number = 0; number < SHIFTS; number += 1) {
    const message: WeekMessage = { kind: 'shift', number, files: upTo(number + 1) - upTo(number) };
    const report = await week.ask(message);
    note(report);
    await course.sample(outcomes.size, report.timers);
  }
  note(await week.ask({ kind: 'end' } satisfies WeekMessage));
  const [holdingsOfA, holdingsOfB] = await accounts.ask();
  demandNone('the week, first account', breachesOf(arrived.A, outcomes, holdingsOfA));
  demandNone('the week, second account', breachesOf(arrived.B, outcomes, holdingsOfB));
  return course.samples;
}
