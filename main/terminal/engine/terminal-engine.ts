import { Engine } from '../../core/engine.ts';
import { Deletions } from '../../core/library/deletions.ts';
import { environmentRoutes } from '../../core/network/environment-proxy.ts';
import { Network } from '../../core/network/network.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { routesWithPolicy } from '../../core/policy/proxy.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import { jsonReport } from '../reports/json-report.ts';
import type { OwnQueue } from '../reports/overall-progress.ts';
import { plainReport } from '../reports/plain-report.ts';
import type { Report } from '../reports/report.ts';
import { bandwidthFrom, limitsFrom, processingBudgetFrom, quotaFrom } from '../settings/configuration.ts';
import type { UploadSource } from './upload-source.ts';

/** The limits of an engine, from the options and the environment. */
export type EngineLimits = Readonly<ReturnType<typeof engineLimits>>;

/** @throws {ExitError} naming the option or variable that is wrong */
export function engineLimits(limitRate: string | undefined, dataFolder: string, policy: Policy) {
  return {
    limits: limitsFrom(process.env, dataFolder, policy),
    bytesPerSecond: bandwidthFrom(limitRate, process.env, dataFolder),
    processingBudgetMs: processingBudgetFrom(process.env, dataFolder),
    quota: quotaFrom(process.env, dataFolder, policy),
  };
}

/** @returns an engine that continues no earlier upload unless a command starts it */
export function terminalEngine(
  store: SqliteStore,
  dataFolder: string,
  { bytesPerSecond, ...limits }: EngineLimits,
  policy: Policy,
): Engine {
  const own = environmentRoutes(process.env);
  const network = new Network({ findRoutes: routesWithPolicy(policy, process.env, own) });
  const engine = new Engine({
    store,
    trailStore: store.trails,
    dataFolder,
    startKept: false,
    network,
    ...limits,
  });
  engine.bandwidth.change(bytesPerSecond);
  return engine;
}

/** @returns the deletions of a command that has the data folder. Earlier ones wait until a new one comes. */
export function terminalDeletions(engine: Engine, store: SqliteStore): Deletions {
  return new Deletions({
    store: store.deletions,
    queue: engine.queue,
    session: () => engine.session,
    clock: systemClock,
  });
}

/**
 * @param queue the queue of the uploads, if it is in this process
 * @returns progress bars if the terminal can show them, else lines
 */
export async function chooseReport(
  source: UploadSource,
  json: boolean,
  queue: OwnQueue | null = null,
): Promise<Report> {
  if (json || !process.stdout.isTTY || process.env['TERM'] === 'dumb') return lineReport(source, json);
  const { BarsReport } = await import('../reports/bars-report.ts');
  return new BarsReport(source.queue.uploads, queue, process.stdout);
}

/** @returns a report in lines, for people or as JSON */
export function lineReport({ queue }: UploadSource, json: boolean): Report {
  const lines = {
    find: (id: string) => queue.uploads.find(id),
    write: (line: string) => process.stdout.write(line),
    tell: (line: string) => process.stderr.write(line),
    now: () => Date.now(),
  };
  return json ? jsonReport(lines) : plainReport(lines);
}
