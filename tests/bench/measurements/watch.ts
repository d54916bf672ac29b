import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOCUMENTED_LIMITS } from '../../../main/core/rate-limit/request-limits.ts';
import { Child, onLine } from '../harness/child.ts';
import { atMost, measured } from '../harness/finding.ts';
import { CAN_READ_PEAKS, peakMemoryMib } from '../harness/process-memory.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { environmentOf } from '../peers/batch.ts';
import { BUILT_COMMAND } from '../peers/built-command.ts';
import { type BenchApi, startApi } from '../servers/api.ts';

const FILES_A_FOLDER = 500;
/** How many times as many files the larger folder has. */
const TIMES = 5;
/** What `hoist watch` waits for where nothing else is said. */
const STILL_MS = 2000;
/** Linux counts a process' time in these: sysconf(_SC_CLK_TCK). */
const TICK_MS = 10;

/** A large folder that is watched: the first look at it, resting, and one more file. */
export const watch: Measurement = {
  name: 'watch',
  title: 'A large folder, watched by the terminal',
  limitMs: 6 * 60_000,
  async run(bench) {
    if (!CAN_READ_PEAKS) return [{ kind: 'skipped', what: 'all of it', why: 'only Linux tells of it here' }];
    const count = bench.pick(20_000, 2000);
    const folder = await folderOf(bench, count);
    const idleMs = bench.pick(30_000, 5000);
    const [firstS, nextS, peaksMib, cpusMs, idleShares, delaysMs]: number[][] = [[], [], [], [], [], []];
    for (let run = 0; run < bench.pick(3, 1); run += 1) {
      const api = await apiOf(bench);
      const start = startOn(bench, api, folder, await bench.folder());
      const first = start();
      firstS?.push((await watching(first)) / 1000);
      const pid = first.process.pid ?? 0;
      peaksMib?.push(await peakMemoryMib(pid));
      cpusMs?.push(await cpuMs(pid));
      const beforeMs = await cpuMs(pid);
      await sleep(idleMs);
      idleShares?.push((((await cpuMs(pid)) - beforeMs) / idleMs) * 1000);
      await bench.document(join(folder, `new ${run}.csv`), 2 * 1024, 1_000_000 + run);
      const writtenAtMs = Date.now();
      let putAtMs: number | null = null;
      for (; putAtMs === null; putAtMs = (await api.account()).firstPutAtMs) await sleep(100);
      delaysMs?.push(putAtMs - writtenAtMs - STILL_MS);
      first.process.kill('SIGTERM');
      await first.ended();
      nextS?.push((await watching(start())) / 1000);
      await bench.tidy();
    }
    const large = await folderOf(bench, count * TIMES);
    const largest = startOn(bench, await apiOf(bench), large, await bench.folder())();
    await watching(largest);
    const pid = largest.process.pid ?? 0;
    const [largePeakMib, largeCpuMs] = [await peakMemoryMib(pid), await cpuMs(pid)];
    const files = `${count.toLocaleString('en')} files`;
    const more = `${(count * TIMES).toLocaleString('en')} files`;
    return [
      measured(`${files}: start of the command → looked through, for the first time`, 's', firstS ?? []),
      measured(`${files}: the same, once they are known`, 's', nextS ?? []),
      measured(`${files}: peak memory after the first look`, 'MB', peaksMib ?? [], {
        target: atMost(130),
      }),
      measured(`${more}: peak memory after the first look`, 'MB', [largePeakMib], { target: atMost(300) }),
      measured(
        `${more}: CPU of the first look for a file ÷ that of ${files}`,
        '×',
        (cpusMs ?? []).map((ms) => largeCpuMs / TIMES / ms),
        { target: atMost(1.1) },
      ),
      measured(`${files}: CPU for each second at rest`, 'ms', idleShares ?? []),
      measured('a file written whole → its PUT, less the 2 s that it has to be still', 'ms', delaysMs ?? []),
    ];
  },
};

function apiOf(bench: Workbench): Promise<BenchApi> {
  const processing = { kind: 'fixed', ms: 100 } as const;
  return startApi(bench, { processing, limits: DOCUMENTED_LIMITS, maxSizeBytes: null });
}

/** Each call starts the built command anew. */
function startOn(bench: Workbench, { settings }: BenchApi, folder: string, data: string): () => Child {
  const args = [BUILT_COMMAND, 'watch', '--json', '--only-new', '--data', data, folder];
  return () => bench.own(new Child(process.execPath, args, environmentOf(settings)));
}

async function folderOf(bench: Workbench, count: number): Promise<string> {
  const root = await bench.folder();
  for (let n = 0; n < count; n += 1) {
    const folder = join(root, `folder ${Math.floor(n / FILES_A_FOLDER)}`);
    if (n % FILES_A_FOLDER === 0) await mkdir(folder);
    await bench.document(join(folder, `document ${n}.csv`), 512, n);
  }
  return root;
}

/** The time from the start until it says that it watches. */
async function watching(child: Child): Promise<number> {
  const said = Promise.withResolvers<void>();
  onLine(child.process, (line) => {
    if (line.includes('"watching"')) said.resolve();
  });
  await said.promise;
  return Date.now() - child.startedAtMs;
}

async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may hold spaces: proc_pid_stat(5), fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
