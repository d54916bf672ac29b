import { join } from 'node:path';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import type { CallLimits } from '../../support/strict-api/rolling-windows.ts';
import type { Workbench } from '../harness/workbench.ts';
import { startForked } from './forked.ts';
import type { Processing } from './processing-times.ts';

export interface ApiPlan {
  readonly processing: Processing;
  /** null for none. */
  readonly limits: CallLimits | null;
  /** null for the API's own. */
  readonly maxSizeBytes: number | null;
}

/** What the server saw. Times are in ms since the epoch. */
export interface ApiAccount {
  /** All calls, the PUTs aside. */
  readonly requests: number;
  /** Those that were refused for the limits. */
  readonly refused: number;
  readonly firstPutAtMs: number | null;
  /** By name, when each file is ready, for all whose bytes came. */
  readonly readyAtMs: Readonly<Record<string, number>>;
  /** What a client must not do, and did. */
  readonly violations: readonly string[];
}

export interface BenchApi extends AsyncDisposable {
  readonly settings: ConnectionSettings;
  account(): Promise<ApiAccount>;
}

/** Starts it in a process of its own; it ends with the measurement at the latest. */
export async function startApi(bench: Workbench, plan: ApiPlan): Promise<BenchApi> {
  const { hello, ask, ...api } = await startForked<ConnectionSettings, ApiAccount>(bench, {
    what: 'the API',
    module: join(import.meta.dirname, 'api-process.ts'),
    argument: JSON.stringify(plan),
  });
  return { ...api, settings: hello, account: () => ask() };
}
