import type { Engine } from '../../core/engine.ts';
import type { RenewKey } from '../../core/files-api/key-renewal.ts';
import type { Deletions } from '../../core/library/deletions.ts';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { openDataFolder } from './data-folder.ts';
import { HandoverClients } from './handover-clients.ts';
import { reportQuota } from './report-quota.ts';
import { engineLimits, terminalDeletions, terminalEngine } from './terminal-engine.ts';

/** What a command has while it owns the data folder. */
export interface OwnEngine {
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly deletions: Deletions;
}

interface EngineSettings {
  readonly dataFolder: string;
  readonly policy: Policy;
  /** null for none. */
  readonly connection: ConnectionSettings | null;
  readonly renewKey: RenewKey | null;
  /** What a person can do if another Hoist has the data folder. */
  readonly instead: string;
}

/**
 * Lets a short command own the data folder. Other commands may hand files over meanwhile, and it waits for these.
 * @param race rejects where the command is to end early
 * @returns what `use` returns
 * @throws {FolderTaken} if another Hoist has the data folder
 */
export async function withOwnEngine<T>(
  { dataFolder, policy, connection, renewKey, instead }: EngineSettings,
  race: <R>(work: Promise<R>) => Promise<R>,
  use: (own: OwnEngine) => Promise<T>,
): Promise<T> {
  const limits = engineLimits(undefined, dataFolder, policy);
  const store = openDataFolder(dataFolder, instead);
  const engine = terminalEngine(store, dataFolder, limits, policy);
  const own = { engine, store, deletions: terminalDeletions(engine, store) };
  let clients: HandoverClients | null = null;
  reportQuota(engine, limits.quota, 'quota_unavailable_here', (line) => process.stderr.write(`${line}\n`));
  try {
    await engine.connect(connection, renewKey);
    clients = await HandoverClients.receive({ folder: dataFolder, ...own });
    const result = await race(use(own));
    await race(clients.seeOff());
    return result;
  } finally {
    clients?.dismiss();
    await engine.close();
    store.close();
  }
}
