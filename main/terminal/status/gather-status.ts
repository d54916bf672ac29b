import { statfs } from 'node:fs/promises';
import { countsOf, type EngineStatus, foldersIn, statusOf } from '../../core/handover/engine-status.ts';
import { budgetOf, type ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import type { AnyMessage } from '../../core/model/sentence.ts';
import { StoreError } from '../../core/model/store-error.ts';
import { FolderTaken, openToRead, type ReadStore } from '../engine/data-folder.ts';
import { withOwnEngine } from '../engine/own-engine.ts';
import { askOwner, hasOwner } from '../handover/ask-owner.ts';
import { findStartingOwner } from '../handover/hand-over.ts';
import { ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { type CommandSettings, readSettings } from '../settings/command-settings.ts';
import { limitsFrom } from '../settings/configuration.ts';
import type { KnownStatus, Reach, StatusFacts } from './status-facts.ts';

const MINUTE_MS = 60_000;

interface Place {
  /** Whether a call to the server is allowed. */
  readonly call: boolean;
  readonly data?: string;
  readonly invokedFrom: string;
}

/** Gathers the facts from the running Hoist, or from the data folder and one call. */
export async function gatherStatus({ call, ...place }: Place): Promise<StatusFacts> {
  const settings = await readSettings(place);
  if (await hasOwner(settings.dataFolder)) return fromOwner(settings);
  try {
    return await fromDataFolder(settings, call);
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error;
    const owner = await findStartingOwner(settings.dataFolder);
    owner?.close();
    return owner === null ? fromCopy(settings) : fromOwner(settings);
  }
}

/** An owner that does not answer is a fact of its own. */
async function fromOwner(settings: CommandSettings): Promise<StatusFacts> {
  const { dataFolder } = settings;
  let status: EngineStatus;
  try {
    // It says whom it is of, so it need not be of the user that the environment names.
    const owner = { dataFolder, named: { baseUrl: null, userId: null }, onStatus: () => {} };
    status = await askOwner(owner, { type: 'status' }, (message) =>
      message.type === 'status' ? { value: message.status } : null,
    );
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return fromCopy(settings);
  }
  const { queueStatus } = status;
  const problem = queueStatus.kind === 'disk' ? { code: queueStatus.code } : null;
  return {
    connection: settings,
    dataFolder,
    running: 'yes',
    madeCall: false,
    reach: reachOf(status),
    status,
    disk: { problem, freeBytes: await freeBytes(dataFolder) },
  };
}

async function fromDataFolder(settings: CommandSettings, call: boolean): Promise<StatusFacts> {
  const { dataFolder, policy, connection, renewKey } = settings;
  const instead = say('instead_of_call');
  return withOwnEngine(
    { dataFolder, policy, connection, renewKey, instead },
    (work) => work,
    async ({ engine, store }) => {
      const tested = connection !== null && call ? await engine.testConnection(connection) : null;
      return {
        connection: settings,
        dataFolder,
        running: 'no',
        madeCall: tested !== null,
        reach:
          tested === null
            ? { kind: 'unknown', why: connection === null ? 'no_connection' : 'no_call' }
            : tested.ok
              ? { kind: 'reachable' }
              : { kind: 'unreachable', message: tested.message },
        status: statusOf(engine, store),
        disk: { problem: storeProblem(store), freeBytes: await freeBytes(dataFolder) },
      };
    },
  );
}

/** Another Hoist has the data folder and does not answer: only what is on disk is known. */
async function fromCopy(settings: CommandSettings): Promise<StatusFacts> {
  const { dataFolder } = settings;
  const store = openToRead(dataFolder);
  try {
    return {
      connection: settings,
      dataFolder,
      running: 'silent',
      madeCall: false,
      reach: { kind: 'unknown', why: 'owner_silent' },
      status: statusInCopy(store, settings),
      disk: { problem: null, freeBytes: await freeBytes(dataFolder) },
    };
  } finally {
    store.close();
  }
}

function statusInCopy(store: ReadStore, { connection, dataFolder, policy }: CommandSettings): KnownStatus {
  const limits = limitsFrom(process.env, dataFolder, policy);
  const counted = (of: ConnectionSettings) => store.calls.recent(budgetOf(of), Date.now() - MINUTE_MS).length;
  const lastMinute = { calls: connection === null ? 0 : counted(connection), limit: limits.perMinute };
  return { uploads: countsOf(store.load()), folders: foldersIn(store.watch), lastMinute, limits };
}

/** What the running Hoist has learned from its own calls. */
function reachOf({ destination, queueStatus, servedAtMs }: EngineStatus): Reach {
  if (destination === null) return { kind: 'unknown', why: 'no_connection' };
  const message = problemOf(queueStatus);
  if (message !== null) return { kind: 'unreachable', message };
  return servedAtMs === null ? { kind: 'unknown', why: 'not_asked_yet' } : { kind: 'reachable' };
}

function problemOf(status: QueueStatus): AnyMessage | null {
  switch (status.kind) {
    case 'configuration':
      return status.problem.message;
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble':
      return status.message;
    case 'open':
    case 'rate-limited':
    case 'disk':
      return null;
  }
}

function storeProblem(store: { probe(): void }): AnyMessage | null {
  try {
    store.probe();
    return null;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { code: error.code };
  }
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Some file systems do not say.
    return null;
  }
}
