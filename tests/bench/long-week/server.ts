import { join } from 'node:path';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import type { Workbench } from '../harness/workbench.ts';
import { type Forked, startForked } from '../servers/forked.ts';

/** What a server has, and what it saw. */
export interface Holdings {
  /** All whose bytes are there. */
  readonly stored: readonly { readonly fileId: string; readonly name: string; readonly sha256: string }[];
  /** What a client must not do, and did. */
  readonly violations: readonly string[];
}

export type Accounts = Forked<
  readonly [ConnectionSettings, ConnectionSettings],
  readonly [Holdings, Holdings]
>;

/** Two servers in one process, each with troubles of its own. */
export function startAccounts(bench: Workbench, seed: number): Promise<Accounts> {
  return startForked(bench, {
    what: 'the accounts',
    module: join(import.meta.dirname, 'server-process.ts'),
    argument: String(seed),
  });
}
