import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Child } from '../harness/child.ts';
import type { Workbench } from '../harness/workbench.ts';
import type { PutPlan, PutRun } from './put.ts';

/** The app lives longer than a PUT: as many as `warmUpJobs` go before the clock runs, and are counted apart. */
export interface HoistPutPlan extends PutPlan {
  readonly warmUpJobs: number;
}

export interface HoistPutRun extends PutRun {
  /** Of the jobs that went before, in a process that had just started. */
  readonly coldWallMs: number;
  /** Of the whole process, in user and system. */
  readonly cpuMs: number;
}

/** Sends all with the storage client that the app and the terminal have, in a process of its own. */
export async function hoistPut(bench: Workbench, plan: HoistPutPlan): Promise<HoistPutRun> {
  const path = join(await bench.folder(), 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  const script = join(import.meta.dirname, 'hoist-put-process.ts');
  const { exitCode, stdout, stderr } = await bench.own(new Child(process.execPath, [script, path])).ended();
  if (exitCode !== 0) throw new Error(`Hoist's PUTs failed: ${stderr}`);
  return JSON.parse(stdout) as HoistPutRun;
}
