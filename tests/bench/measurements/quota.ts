import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { quotaProgram } from '../../../build/quota-program.ts';
import { Engine } from '../../../main/core/engine.ts';
import { DOCUMENTED_LIMITS, type RequestLimits } from '../../../main/core/rate-limit/request-limits.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { QuotaDesk } from '../../support/quota/quota-desks.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { fleetCeilingMs, simulateFleet } from '../../support/simulation/fleet.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { atLeast, atMost, type Finding, measured, neverAbove } from '../harness/finding.ts';
import { median } from '../harness/statistics.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';

const FILES = 20;
const AT_ONCE_MS = 100;
/** The documented limits times ten, so that a minute's calls of a large fleet take no ten minutes. */
const SCALED: RequestLimits = { perSecond: 600, perMinute: 1800 };
const PROCESSING_MS = 2000;

/** Many desks on one key: on the model of the quota server, and with a real one. */
export const quota: Measurement = {
  name: 'quota',
  title: 'Many desks that share one key through a quota server',
  limitMs: 10 * 60_000,
  async run(bench) {
    const findings = await onTheModel(bench);
    if (quotaProgram() === null) {
      const why = 'neither redis-server nor valkey-server is installed';
      return [...findings, { kind: 'skipped', what: 'a real server', why }];
    }
    const redis = bench.own(await RedisProcess.start());
    return [
      ...findings,
      ...(await realDesks(bench, redis)),
      ...(await addedToACall(bench, redis)),
      ...(await memory(redis)),
      ...(await manyDesks(bench, redis)),
    ];
  },
};

async function onTheModel(bench: Workbench): Promise<Finding[]> {
  const findings: Finding[] = [];
  const seeds = bench.pick([1, 2, 3], [1]);
  for (const desks of bench.pick([5, 10, 20, 50], [5, 20])) {
    const options = { quota: true, dropsWithinMs: AT_ONCE_MS } as const;
    const runs: Awaited<ReturnType<typeof simulateFleet>>[] = [];
    for (const seed of seeds) runs.push(await simulateFleet(desks, FILES, seed, options));
    const name = `${desks} desks × ${FILES} files`;
    findings.push(
      measured(
        `${name}: answers with 429`,
        'calls',
        runs.map(({ refused429 }) => refused429),
        { target: neverAbove(0) },
      ),
      measured(
        `${name}: last desk done ÷ what the key allows`,
        '×',
        runs.map((run) => run.makespanMs / fleetCeilingMs(desks * FILES, run)),
        { target: neverAbove(1.05) },
      ),
      measured(
        `${name}: smallest ÷ largest number of places when the first desk was done`,
        '×',
        runs.map(({ grantedByFirstEnd }) => {
          const places = grantedByFirstEnd.map((count) => Math.min(count, 2 * FILES));
          return Math.min(...places) / Math.max(...places);
        }),
        { target: atLeast(0.9), note: 'up to the two that each file needs: more are polls on spare places' },
      ),
    );
  }
  const comes: number[] = [];
  for (const newcomerAtMs of bench.pick([20_000, 61_000, 100_000, 200_000, 400_000], [40_000]))
    comes.push((await simulateFleet(50, FILES, 1, { quota: true, newcomerAtMs })).newcomerMs ?? Number.NaN);
  const killed: number[] = [];
  const lost: number[] = [];
  for (const desks of bench.pick([5, 10, 20, 50], [5])) {
    const quotaEndsAtMs = fleetCeilingMs(desks * FILES, { p95ProcessingMs: 16_000 }) / 2;
    const run = await simulateFleet(desks, FILES, 1, { quota: true, quotaEndsAtMs });
    killed.push((100 * run.refused429) / run.requests);
    lost.push(desks * FILES - run.ready);
  }
  return [
    ...findings,
    measured(
      'a 51st desk’s single file: drop → known ready, beyond its processing',
      's',
      comes.map((ms) => ms / 1000),
      { target: neverAbove(5) },
    ),
    measured('server gone half-way: calls refused, of 100', 'calls', killed, { target: neverAbove(5) }),
    measured('server gone half-way: files lost', 'calls', lost, { target: neverAbove(0) }),
  ];
}

async function realDesks(bench: Workbench, redis: RedisProcess): Promise<Finding[]> {
  const desks = bench.pick(50, 5);
  const api = bench.own(await StrictApi.start({ processingMs: PROCESSING_MS, limits: SCALED }));
  const folder = await bench.folder();
  const own = await Promise.all(
    Array.from({ length: desks }, () => QuotaDesk.open(api, redis.url(), SCALED)),
  );
  const startMs = performance.now();
  await Promise.all(own.map((desk, n) => desk.add(`${folder}/${n}`, FILES)));
  while (!own.every(({ isDone }) => isDone)) await sleep(20);
  const tookMs = performance.now() - startMs;
  await Promise.all(own.map(({ engine }) => engine.close()));
  const windows = Math.ceil((2 * desks * FILES) / SCALED.perMinute) - 1;
  const idealMs = 60_000 * windows + PROCESSING_MS;
  const name = `${desks} real desks × ${FILES} files, limits × 10`;
  return [
    measured(`${name}: answers with 429`, 'calls', [api.refusedCalls], { target: neverAbove(0) }),
    measured(`${name}: last desk done`, 's', [tookMs / 1000], { note: `the key allows ${idealMs / 1000} s` }),
  ];
}

/** What the client and a connection hold, after garbage collection. Without a quota none of it is loaded. */
async function memory(redis: RedisProcess): Promise<Finding[]> {
  const script = fileURLToPath(new URL('../peers/quota-memory.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, redis.url()]);
  return [measured('memory that the quota holds', 'MB', [Number(stdout)], { target: atMost(8) })];
}

/** How much longer a call takes to start with the quota than without. */
async function addedToACall(bench: Workbench, redis: RedisProcess): Promise<Finding[]> {
  const api = bench.own(await StrictApi.start({}));
  const plenty = { perSecond: 10_000, perMinute: 100_000 };
  const waitsMs = async (url: string | null) => {
    const engine = new Engine({
      store: new MemoryStore(),
      limits: plenty,
      quota: url === null ? null : { url },
    });
    await engine.connect(api.settings);
    const { requestQueue } = engine.queue.schedule;
    const { signal } = new AbortController();
    const waits: number[] = [];
    for (let call = 0; call < bench.pick(500, 100); call += 1) {
      await sleep(5);
      const askedMs = performance.now();
      await requestQueue.run('person', signal, async () => waits.push(performance.now() - askedMs));
    }
    await engine.close();
    // Connecting is no part of a call.
    return waits.slice(10);
  };
  const without = median(await waitsMs(null));
  const added = (await waitsMs(redis.url())).map((ms) => ms - without);
  return [measured('added to a call', 'ms', added, { target: atMost(2) })];
}

/** What 1,000 desks cost the server: the requests on the model, at the cost of one as measured. */
async function manyDesks(bench: Workbench, redis: RedisProcess): Promise<Finding[]> {
  const desks = bench.pick(1000, 100);
  const run = await simulateFleet(desks, 1, 1, { quota: true });
  const perSecond = run.quotaRequests / (run.makespanMs / 1000);
  const costMs = await costOfARequestMs(redis, desks);
  const name = `${desks.toLocaleString('en')} desks`;
  return [
    measured(`${name}: answers with 429`, 'calls', [run.refused429], { target: neverAbove(0) }),
    measured(`${name}: requests to the quota server`, '/s', [perSecond]),
    measured(`${name}: CPU time of a request`, 'ms', [costMs]),
    measured(`${name}: the server’s CPU time a second`, 'ms', [perSecond * costMs], { target: atMost(50) }),
  ];
}

async function costOfARequestMs(redis: RedisProcess, desks: number): Promise<number> {
  const { openQuotaServer } = await import('../../../main/core/quota-server/quota-server.ts');
  const { EMPTY_REQUEST } = await import('../../../main/core/quota-server/quota-test.ts');
  const server = openQuotaServer({ url: redis.url() });
  const rounds = 3;
  const ask = (desk: number, round: number, epoch: string) =>
    server.ask('cost', {
      ...EMPTY_REQUEST,
      desk: `desk${desk}`,
      number: round,
      epoch,
      limits: DOCUMENTED_LIMITS,
      wants: [0, 1, 0, 0],
      work: { unsigned: 5, sending: 0, processing: 0 },
      dueMs: 20_000,
      answered: round === 2 && desk < DOCUMENTED_LIMITS.perMinute ? [10] : [],
      isWhole: true,
    });
  const first = await ask(0, 1, '');
  const epoch = first.kind === 'outdated' ? '' : first.epoch;
  for (let desk = 0; desk < desks; desk += 1) await ask(desk, 2, epoch);
  const before = await redis.cpuMs();
  for (let round = 0; round < rounds; round += 1)
    for (let desk = 0; desk < desks; desk += 1) await ask(desk, 3 + round, epoch);
  const usedMs = (await redis.cpuMs()) - before;
  await server.close();
  return usedMs / (rounds * desks);
}
