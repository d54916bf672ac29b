import { DOCUMENTED_LIMITS } from '../../../main/core/rate-limit/request-limits.ts';
import { percentile } from '../harness/statistics.ts';
import type { Workbench } from '../harness/workbench.ts';
import { type ApiAccount, startApi } from '../servers/api.ts';
import { processingMsOf } from '../servers/processing-times.ts';
import type { BatchRun, BatchWork } from './batch.ts';

/** A batch that came to its end, seen from both sides. */
export interface BatchResult extends BatchRun {
  readonly account: ApiAccount;
  readonly makespanMs: number;
  /** 60 s for each further 180 calls at two a file, and p95 of the processing. */
  readonly ceilingMs: number;
}

/** One batch against a server of its own. Rejects where not all files became ready, or the client broke a rule. */
export async function runBatch(
  bench: Workbench,
  {
    seed,
    paths,
    upload,
  }: {
    seed: number;
    paths: readonly string[];
    upload: (bench: Workbench, work: BatchWork) => Promise<BatchRun>;
  },
): Promise<BatchResult> {
  const processing = { kind: 'drawn', seed } as const;
  await using api = await startApi(bench, { processing, limits: DOCUMENTED_LIMITS, maxSizeBytes: null });
  const run = await upload(bench, { settings: api.settings, paths });
  if (run.toldAtMs.size !== paths.length)
    throw new Error(`${run.toldAtMs.size} of ${paths.length} were ready`);
  const account = await api.account();
  const [violation] = account.violations;
  if (violation !== undefined) throw new Error(violation);
  const windows = Math.ceil((2 * paths.length) / DOCUMENTED_LIMITS.perMinute);
  const names = [...run.toldAtMs.keys()];
  const processingMs = names.map((name) => processingMsOf(processing, name));
  return {
    ...run,
    account,
    makespanMs: Math.max(...run.toldAtMs.values()) - run.startedAtMs,
    ceilingMs: 60_000 * (windows - 1) + percentile(processingMs, 95),
  };
}

/** For each file, from ready at the server to told by the client. */
export function lagsMs({ toldAtMs, account }: BatchResult): readonly number[] {
  return [...toldAtMs].map(([name, atMs]) => atMs - (account.readyAtMs[name] ?? Number.NaN));
}
