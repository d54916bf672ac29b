import { join } from 'node:path';
import { CLI } from '../../support/terminal-program.ts';
import { MemoryWatch } from '../app/memory-watch.ts';
import { Child, onLine } from '../harness/child.ts';
import type { Workbench } from '../harness/workbench.ts';
import { environmentOf } from '../peers/batch.ts';
import { breachesOf, demandNone, Outcomes } from './breaches.ts';
import { bring } from './bring.ts';
import { Course, type Sample } from './course.ts';
import { Documents } from './documents.ts';
import { startAccounts } from './server.ts';

const SEED = 11;

/** `hoist watch` in real time; its files move to another folder once they are ready. */
export async function watchFor(bench: Workbench, lengthMs: number): Promise<readonly Sample[]> {
  const accounts = await startAccounts(bench, SEED);
  const folder = await bench.folder();
  const dataFolder = await bench.folder();
  const watch = new MemoryWatch(await bench.folder());
  const preload = watch.preload.flatMap((path) => ['--import', path]);
  const args = [...preload, CLI, 'watch', '--json', '--after', `move:${join(folder, 'Sent')}`];
  const env = { ...environmentOf(accounts.hello[0]), ...watch.env };
  const child = bench.own(new Child(process.execPath, [...args, '--data', dataFolder, folder], env));
  const outcomes = new Outcomes();
  const begun = Promise.withResolvers<void>();
  onLine(child.process, (line) => {
    const said = JSON.parse(line) as { event: string; path: string; file_id: string };
    if (said.event === 'watching') begun.resolve();
    if (said.event === 'ready') outcomes.ready(said.path, said.file_id);
    if (said.event === 'failed') outcomes.failed(said.path);
  });
  await begun.promise;
  const course = new Course({ pid: child.process.pid ?? 0, watch, dataFolder });
  const documents = new Documents(folder, 'watched');
  const arrived = await bring(documents, outcomes, {
    lengthMs,
    seed: SEED,
    sample: async () => void (await course.sample(outcomes.size)),
  });
  child.process.kill('SIGTERM');
  await child.ended();
  const [holdings] = await accounts.ask();
  demandNone('hoist watch', breachesOf(arrived, outcomes, holdings));
  return course.samples;
}
