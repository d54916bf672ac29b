import { StoreError } from '../../core/model/store-error.ts';
import { jsonText } from '../../core/model/unprintable.ts';
import { isActive } from '../../core/model/upload.ts';
import { keepForgetting } from '../../core/store/forgetting.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { WatchStore } from '../../core/watch/ledger.ts';
import { defaultSettings, type WatchSettings } from '../../core/watch/watched-folder.ts';
import { WatchedFolders } from '../../core/watch/watched-folders.ts';
import { openDataFolder } from '../engine/data-folder.ts';
import { HandoverClients } from '../engine/handover-clients.ts';
import { reportQuota } from '../engine/report-quota.ts';
import { diskText } from '../engine/server-contact.ts';
import { engineLimits, lineReport, terminalDeletions, terminalEngine } from '../engine/terminal-engine.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { readAppSettings } from '../settings/app-settings.ts';
import { connectionFrom, historyDaysFrom } from '../settings/configuration.ts';
import { readCredentials } from '../settings/credentials.ts';
import { dataFolderFrom } from '../settings/data-folder-path.ts';
import { fromOrganisation, obeyPolicy } from '../settings/organisation.ts';
import { resolveFrom, resolveNewFrom } from '../settings/places.ts';
import { moveToTrash } from '../trash/trash.ts';
import { healthLine, healthObject } from '../watch/health.ts';
import type { StopSignals } from '../watch/stop-signals.ts';
import { newsLine, newsObject } from '../watch/watch-lines.ts';
import type { WatchCommandOptions } from '../watch/watch-options.ts';
import { WatchSession } from '../watch/watch-session.ts';

interface RunOptions extends WatchCommandOptions {
  /** Relative paths start here. */
  readonly invokedFrom: string;
  readonly signals: StopSignals;
}

/**
 * Watches these folders.
 * @returns the exit code
 */
export async function runWatch(named: readonly string[], options: RunOptions): Promise<number> {
  const { json, data, invokedFrom, limitRate, once = false, onlyNew = false, health: healthEvery } = options;
  if (named.includes('')) throw new ExitError(say('empty_path'));
  const settings = settingsOf(named, options);
  const dataFolder = dataFolderFrom(data, process.env, invokedFrom);
  const policy = obeyPolicy(process.env);
  const { credentials, renewKey } = await readCredentials(process.env, dataFolder, policy, invokedFrom);
  const connection = connectionFrom(process.env, dataFolder, { policy, credentials });
  const limits = engineLimits(limitRate, dataFolder, policy);
  const store = openDataFolder(dataFolder, say('instead_of_watch'));
  const stopForgetting = keepForgetting(store, () => historyDaysFrom(dataFolder, policy), systemClock);
  const engine = terminalEngine(store, dataFolder, limits, policy);
  const folders = new WatchedFolders({
    queue: engine.queue,
    store: onlyThese(store.watch.ownedBy('terminal'), settings),
    clock: systemClock,
    trash: moveToTrash,
    alreadyHere: onlyNew ? 'only-new' : 'upload',
  });
  const write = (line: string) => process.stdout.write(line);
  const report = lineReport(engine, json === true);
  const organisation = fromOrganisation(process.env, readAppSettings(dataFolder), policy);
  const session = new WatchSession(engine, folders, {
    report,
    once,
    signals: options.signals,
    organisation,
  });
  reportQuota(engine, limits.quota, 'quota_unavailable', (line) => report.note(line));
  // For the files that another command hands over.
  engine.scans.onSilentPath((path) => {
    if (path !== null) report.silent(path);
  });
  let clients: HandoverClients | null = null;
  let healthTimer: NodeJS.Timeout | undefined;
  void options.signals.stop.then(() => clients?.dismiss());
  folders.onNews((news) => {
    session.news(news);
    const line = json === true ? toJson(newsObject(news)) : newsLine(news);
    if (line !== null) write(`${line}\n`);
  });
  try {
    await engine.connect(connection, renewKey);
    const deletions = terminalDeletions(engine, store);
    clients = await HandoverClients.receive({ folder: dataFolder, engine, store, deletions });
    for (const wanted of settings) await keep(folders, wanted);
    folders.start();
    if (healthEvery > 0) {
      healthTimer = setInterval(() => {
        const { health } = session;
        write(`${json === true ? toJson(healthObject(health)) : healthLine(health)}\n`);
      }, healthEvery * 1000);
    }
    const ids = new Set(folders.folders.map(({ id }) => id));
    for (const id of ids) folders.answerAlreadyHere(id, onlyNew ? 'only-new' : 'upload');
    session.goOn(
      [...engine.queue.uploads.all()].filter(
        ({ origin, state }) =>
          origin.kind === 'watched-folder' && ids.has(origin.folderId) && isActive(state),
      ),
    );
    return await session.finish(() => clients?.seeOff() ?? Promise.resolve());
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new ExitError(diskText(error.code), EXIT.failed);
  } finally {
    clearInterval(healthTimer);
    stopForgetting();
    clients?.dismiss();
    store.close();
  }
}

function settingsOf(named: readonly string[], options: RunOptions): WatchSettings[] {
  const { invokedFrom, recursive, include, exclude, temporary, onEdit, still, after, convert } = options;
  const target = (folder: string) => resolveNewFrom(invokedFrom, folder, process.env, '--after');
  const postUploadAction = after.type === 'move' ? { ...after, folder: target(after.folder) } : after;
  const paths = new Set(named.map((path) => resolveFrom(invokedFrom, path, process.env)));
  return [...paths].map((path) => ({
    ...defaultSettings(path),
    recursive,
    include,
    exclude,
    onEdit,
    conversionRule: convert,
    postUploadAction,
    stabilityMs: still * 1000,
    retention: temporary === true ? 'temporary' : 'keep',
  }));
}

/** @returns the store, limited to the folders that this command names */
function onlyThese(store: WatchStore, settings: readonly WatchSettings[]): WatchStore {
  const paths = new Set(settings.map(({ path }) => path));
  return { ...store, folders: () => store.folders().filter((folder) => paths.has(folder.settings.path)) };
}

async function keep(folders: WatchedFolders, settings: WatchSettings): Promise<void> {
  const known = folders.folders.find((folder) => folder.settings.path === settings.path);
  const outcome =
    known === undefined ? await folders.add(settings) : await folders.update(known.id, settings);
  if (outcome.kind === 'refused')
    throw new ExitError(say('nothing_sent', { message: printable(messageText(outcome.problem.message)) }));
}

function toJson(object: Readonly<Record<string, unknown>> | null): string | null {
  return object === null ? null : jsonText(object);
}
