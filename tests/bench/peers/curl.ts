import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Child } from '../harness/child.ts';
import { median } from '../harness/statistics.ts';
import type { Workbench } from '../harness/workbench.ts';
import type { PutPlan, PutRun } from './put.ts';

/** Sends all in one curl, over kept-alive connections, as `curl -T` does. Its own start is taken off. */
export async function curlPut(bench: Workbench, { jobs, atOnce }: PutPlan): Promise<PutRun> {
  const path = join(await bench.folder(), 'curl.conf');
  const lines = jobs.map((job) => `upload-file = "${job.path}"\nurl = "${job.url}"\noutput = "/dev/null"\n`);
  await writeFile(path, `header = "Content-Type: text/csv"\n${lines.join('')}`);
  const parallel = atOnce > 1 ? ['--parallel', '--parallel-max', String(atOnce)] : [];
  const args = ['--config', path, '--silent', '--show-error', '--fail', ...parallel];
  const startMs = await startOf(bench, 'curl', ['--version']);
  const { exitCode, stderr, wallMs } = await bench.own(new Child('curl', args)).ended();
  if (exitCode !== 0) throw new Error(`curl failed: ${stderr}`);
  return { wallMs: wallMs - startMs };
}

const starts = new Map<string, Promise<number>>();

/** What it takes to start a command that does nothing, in ms; measured once. */
export function startOf(bench: Workbench, command: string, args: readonly string[]): Promise<number> {
  const known = starts.get(command);
  if (known !== undefined) return known;
  const measuring = (async () => {
    const wallsMs: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      wallsMs.push((await bench.own(new Child(command, args)).ended()).wallMs);
    }
    return median(wallsMs);
  })();
  starts.set(command, measuring);
  return measuring;
}
