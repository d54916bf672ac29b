import type { Engine } from '../../core/engine.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import { isUnanswered } from '../../core/files/file-error.ts';
import type { OwnerConnection } from '../../core/handover/owner-connection.ts';
import type { Deletions } from '../../core/library/deletions.ts';
import { whomOf } from '../../core/model/connection-settings.ts';
import type { NamedPaths } from '../../core/model/intake-item.ts';
import { StoreError } from '../../core/model/store-error.ts';
import { isActive, type Upload } from '../../core/model/upload.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { keepForgetting } from '../../core/store/forgetting.ts';
import { systemClock } from '../../core/util/clock.ts';
import { FolderTaken, openDataFolder } from '../engine/data-folder.ts';
import { HandoverClients } from '../engine/handover-clients.ts';
import { reportQuota } from '../engine/report-quota.ts';
import { diskText } from '../engine/server-contact.ts';
import { endOnSignals, Session } from '../engine/session.ts';
import { chooseReport, engineLimits, terminalDeletions, terminalEngine } from '../engine/terminal-engine.ts';
import { findOwner, findStartingOwner, followOwner } from '../handover/hand-over.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { silentLine } from '../reports/plain-report.ts';
import { DeletionReport } from '../server-files/deletion-report.ts';
import { connectionFrom, historyDaysFrom, namedIn } from '../settings/configuration.ts';
import { readCredentials } from '../settings/credentials.ts';
import { dataFolderFrom } from '../settings/data-folder-path.ts';
import { obeyPolicy } from '../settings/organisation.ts';
import { resolveFrom } from '../settings/places.ts';

export interface CommonOptions {
  readonly json?: true;
  readonly data?: string;
  readonly limitRate?: string;
}

export interface RunOptions extends CommonOptions {
  /** Relative paths start here. */
  readonly invokedFrom: string;
}

/**
 * Uploads the files and folders at these paths. A Hoist that has the data folder gets them, and this command shows their
 * progress.
 * @returns the exit code
 */
export async function runUpload(named: NamedPaths, options: RunOptions): Promise<number> {
  const { invokedFrom, data, json, limitRate } = options;
  const paths = named.paths.map((path) => resolveFrom(invokedFrom, path, process.env));
  const absolute = { ...named, paths };
  const silent = await refuseMissing(named.paths, paths);
  const dataFolder = dataFolderFrom(data, process.env, invokedFrom);
  const policy = obeyPolicy(process.env);
  const handOver = (owner: OwnerConnection) => {
    // The owner waits for these, but does not report them to its clients.
    for (const path of silent) process.stderr.write(`${silentLine(path)}\n`);
    const handover = { ...absolute, paths: [...paths], ...namedIn(process.env, policy) };
    return followOwner(owner, handover, { json: json === true, limitRate });
  };
  const owner = await findOwner(dataFolder);
  if (owner !== null) return handOver(owner);
  try {
    return await run({ ...options, policy }, say('instead_of_upload'), (engine, session) =>
      engine.add(absolute, (uploads) => session.watch(uploads)),
    );
  } catch (error) {
    const startingOwner = error instanceof FolderTaken ? await findStartingOwner(dataFolder) : null;
    if (startingOwner === null) throw error;
    return handOver(startingOwner);
  }
}

/**
 * Continues the uploads and deletions that an earlier run left for this connection.
 * @returns the exit code; 0 if nothing was left
 */
export async function runResume(options: RunOptions): Promise<number> {
  let left = 0;
  const deletionReport = new DeletionReport(options.json === true);
  const exitCode = await run(
    { ...options, policy: obeyPolicy(process.env) },
    say('instead_of_resume'),
    async ({ queue }, session, deletions) => {
      const active = [...queue.uploads.all()].filter(({ state }) => isActive(state));
      const here = active.filter(({ destination }) => destination === queue.destination);
      tellOfOthers(active.filter((upload) => !here.includes(upload)));
      left = here.length;
      session.watch(here);
      // Before there are progress bars, which its lines would break.
      const pending = deletions.pending.filter(({ destination }) => destination === queue.destination);
      await deletions.follow(pending, (fileId, outcome) => {
        deletionReport.ended(fileId, outcome);
        return true;
      });
      queue.start(here);
    },
  );
  if (deletionReport.totals.failed > 0 && exitCode === EXIT.ok) return EXIT.failed;
  const hadNothing = left === 0 && deletionReport.totals.failed === 0;
  return hadNothing && exitCode === EXIT.failed ? EXIT.ok : exitCode;
}

async function run(
  { json, data, limitRate, invokedFrom, policy }: RunOptions & { readonly policy: Policy },
  instead: string,
  begin: (engine: Engine, session: Session, deletions: Deletions) => Promise<void>,
): Promise<number> {
  const dataFolder = dataFolderFrom(data, process.env, invokedFrom);
  const { credentials, renewKey } = await readCredentials(process.env, dataFolder, policy, invokedFrom);
  const settings = connectionFrom(process.env, dataFolder, { policy, credentials });
  const limits = engineLimits(limitRate, dataFolder, policy);
  const store = openDataFolder(dataFolder, instead);
  const stopForgetting = keepForgetting(store, () => historyDaysFrom(dataFolder, policy), systemClock);
  const engine = terminalEngine(store, dataFolder, limits, policy);
  const report = await chooseReport(engine, json === true, engine.queue);
  const session = new Session(engine, report, 'this command');
  reportQuota(engine, limits.quota, 'quota_unavailable_here', (line) => report.note(line));
  engine.scans.onSilentPath((path) => {
    if (path !== null) session.silent(path);
  });
  let clients: HandoverClients | null = null;
  endOnSignals((exitCode) => {
    clients?.dismiss();
    session.end({ exitCode });
  });
  try {
    await engine.connect(settings, renewKey);
    const deletions = terminalDeletions(engine, store);
    clients = await HandoverClients.receive({ folder: dataFolder, engine, store, deletions });
    begin(engine, session, deletions).then(
      () => session.allAdded(),
      (error: unknown) => session.end({ error }),
    );
    const exitCode = await session.finish(() => clients?.seeOff() ?? Promise.resolve());
    // The history has the ended uploads; the list is for the others.
    engine.queue.remove(session.ids);
    return exitCode;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new ExitError(diskText(error.code), EXIT.failed);
  } finally {
    stopForgetting();
    clients?.dismiss();
    store.close();
  }
}

/**
 * Refuses the command if a path does not exist: a mistyped path sends nothing.
 * @param paths the absolute paths of those that are named, in the same order
 * @returns the paths whose drive does not answer
 */
async function refuseMissing(named: readonly string[], paths: readonly string[]): Promise<string[]> {
  // An unset variable gives an empty path, which would resolve to the whole working folder.
  if (named.includes('')) throw new ExitError(say('empty_path'));
  const silent: string[] = [];
  for (const [index, path] of paths.entries()) {
    await namedAnywhere.entry(path).catch((error: NodeJS.ErrnoException) => {
      if (isUnanswered(error)) silent.push(path);
      // The intake reports a parent folder without permission.
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR' && error.code !== 'ENAMETOOLONG') return;
      const missing = printable(named[index] ?? path);
      throw new ExitError(say('nothing_there', { path: missing }));
    });
  }
  return silent;
}

function tellOfOthers(uploads: readonly Upload[]): void {
  const counts = new Map<string, number>();
  for (const { destination } of uploads) {
    if (destination !== null) counts.set(destination, (counts.get(destination) ?? 0) + 1);
  }
  for (const [destination, count] of counts) {
    const { user, server } = whomOf(destination);
    const account = { user: printable(user), server: printable(server) };
    process.stderr.write(`${say('waits_elsewhere', { waiting: count, ...account })}\n`);
  }
}
