import { join } from 'node:path';
import { type BrowserWindow, clipboard, shell } from 'electron';
import { z } from 'zod';
import type {
  ChannelOf,
  FolderCalls,
  FolderOutcome,
  FolderSettings,
} from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { leaveDrives, startWorkersBy } from '../../core/files/drive/drive.ts';
import { CONVERSION_RULES } from '../../core/model/conversion.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import {
  DEFAULT_STABILITY_MS,
  type SettingsOutcome,
  type WatchSettings,
} from '../../core/watch/watched-folder.ts';
import { WatchedFolders } from '../../core/watch/watched-folders.ts';
import type { ConnectionControl } from '../connection/connection-control.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Ipc } from '../shell/ipc.ts';
import { path, paths, retention } from '../shell/payload-schemas.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { ChosenFolders } from './chosen-folders.ts';
import { utilityWorker } from './drive-workers.ts';
import { FolderFeed } from './folder-feed.ts';
import { fieldOf, folderName } from './folder-rows.ts';

/** A scan of all folders can be long, so a person who returns to the window starts one this often at most. */
const RESCAN_EVERY_MS = 60_000;

const patterns = z.array(z.string().min(1).max(1000)).max(100);
const folderSettings = z.strictObject({
  recursive: z.boolean(),
  include: patterns,
  exclude: patterns,
  retention,
  postUploadAction: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('leave') }),
    z.strictObject({ type: z.literal('move'), folder: path }),
    z.strictObject({ type: z.literal('trash') }),
  ]),
  onEdit: z.enum(['new-version', 'leave', 'ask']),
  conversionRule: z.enum(CONVERSION_RULES),
});

export interface FoldersOptions {
  readonly ipc: Ipc;
  readonly quit: { onClose(close: () => void | Promise<void>): void };
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly connection: ConnectionControl;
  readonly mainWindow: MainWindow;
  readonly dialogs: FileDialogs;
  readonly translations: () => Translations;
}

/** Lets the window change the watched folders. They are not watched before their `start`. */
export function setupFolders(app: FoldersOptions): WatchedFolders {
  const { ipc, quit, engine, store, connection, mainWindow } = app;
  startWorkersBy(utilityWorker);
  const folders = new WatchedFolders({
    queue: engine.queue,
    store: store.watch.ownedBy('app'),
    clock: systemClock,
    trash: moveToTrash,
    alreadyHere: 'unanswered',
    isTrial: (destination) => connection.shown.isSandbox(destination),
    bindsFolders: true,
  });
  connection.used.on('edited', (from, to) => folders.rebind(from, to));
  connection.used.on('left', (destination) => folders.assign(destination));
  connection.used.on('ended', (isMeant) => folders.removeOf(isMeant));
  quit.onClose(() => folders.close());
  quit.onClose(leaveDrives);
  mainWindow.on('opened', (window) => rescanOnFocus(window, folders));
  const feed = new FolderFeed({
    folders,
    isWanted: () => mainWindow.current !== null,
    connectionName: (destination) => connection.shown.nameOf(destination),
    send: (rows) => ipc.push('folders:changed', rows),
  });
  // A folder that rests says which connection it is of.
  connection.on('changed', () => feed.sendNow());
  serveFolders(app, folders, feed);
  return folders;
}

/** @returns the name of a watched folder by its id; null for one that is watched no longer */
export function nameOfFolder(folders: WatchedFolders, folderId: string): string | null {
  const folder = folders.folders.find(({ id }) => id === folderId);
  return folder === undefined ? null : folderName(folder.settings.path);
}

function serveFolders(
  { ipc, connection, dialogs, translations }: FoldersOptions,
  folders: WatchedFolders,
  feed: FolderFeed,
): void {
  const chosen = new ChosenFolders();
  ipc.serve<ChannelOf<FolderCalls>>({
    'folders:get': { payload: [], handle: () => feed.rows() },
    'folders:choose': {
      payload: [z.enum(['watch', 'move-target'])],
      handle: (purpose) => chosen.choose(purpose, translations(), dialogs),
    },
    'folders:dropped': { payload: [paths], handle: (dropped) => chosen.dropped(dropped) },
    'folders:add': {
      payload: [path, folderSettings],
      handle: async (at, wanted) => {
        if (!chosen.has(at) || !mayMove(wanted, chosen, null)) throw refusal();
        const settings = { ...wanted, path: at, stabilityMs: DEFAULT_STABILITY_MS };
        return outcomeOf(await folders.add(settings), settings);
      },
    },
    'folders:update': {
      payload: [z.uuid(), folderSettings],
      handle: async (id, wanted) => {
        const present = folders.folders.find((folder) => folder.id === id)?.settings;
        if (!mayMove(wanted, chosen, present ?? null)) throw refusal();
        const { path: at = '', stabilityMs = DEFAULT_STABILITY_MS } = present ?? {};
        const settings = { ...wanted, path: at, stabilityMs };
        return outcomeOf(await folders.update(id, settings), settings);
      },
    },
    'folders:set-paused': {
      payload: [z.uuid(), z.boolean()],
      handle: (id, paused) => (paused ? folders.pause(id) : folders.resume(id)),
    },
    'folders:watch-here': {
      payload: [z.uuid()],
      handle: (id) => {
        const { destination = null } = folders.folders.find((each) => each.id === id) ?? {};
        // What comes into a folder of a kept connection is for that alone.
        const isOfNone = destination !== null && connection.shown.nameOf(destination) === null;
        if (isOfNone && connection.shown.id !== 'sandbox') folders.watchHere(id);
      },
    },
    'folders:remove': { payload: [z.uuid()], handle: (id) => folders.remove(id) },
    'folders:answer-already-here': {
      payload: [z.uuid(), z.enum(['upload', 'only-new'])],
      handle: (id, answer) => folders.answerAlreadyHere(id, answer),
    },
    'folders:answer-edited': {
      payload: [z.uuid(), paths, z.enum(['upload', 'leave'])],
      handle: (id, files, answer) => {
        const folder = folders.folders.find((each) => each.id === id);
        if (folder === undefined) return;
        // Paths of files without a question have no effect.
        const edited = files.map((file) => join(folder.settings.path, ...file.split('/')));
        folders.answerEdited(id, edited, answer);
      },
    },
    'folders:convert': {
      payload: [z.uuid()],
      handle: async (id) => {
        await folders.convert(id, null, 'text');
        // What is still skipped can only be sent as a PDF.
        await folders.convert(id, null, 'pdf');
      },
    },
    'folders:look': { payload: [], handle: () => folders.rescan() },
    'folders:copy-id': {
      payload: [z.uuid()],
      handle: async (id) => {
        const last = folders.views().find(({ folder }) => folder.id === id)?.lastUpload;
        if (last) await clipboard.writeText(last.fileId);
        return last != null;
      },
    },
  });
}

/** Whoever returns to the window sees what the folders hold now. */
function rescanOnFocus(window: BrowserWindow, folders: WatchedFolders): void {
  let lastMs = performance.now();
  window.on('focus', () => {
    if (performance.now() - lastMs < RESCAN_EVERY_MS) return;
    lastMs = performance.now();
    folders.rescan();
  });
}

/** Files move only to a folder that the person chose, now or before. */
function mayMove(
  { postUploadAction }: FolderSettings,
  chosen: ChosenFolders,
  present: WatchSettings | null,
): boolean {
  if (postUploadAction.type !== 'move') return true;
  const before = present?.postUploadAction.type === 'move' ? present.postUploadAction.folder : null;
  return postUploadAction.folder === before || chosen.has(postUploadAction.folder);
}

const refusal = () => new Error('Only folders that were chosen in a dialog or dropped can be named.');

function outcomeOf(outcome: SettingsOutcome, settings: WatchSettings): FolderOutcome {
  if (outcome.kind === 'done') return { ok: true };
  const { problem } = outcome;
  return { ok: false, field: fieldOf(problem, settings), message: problem.message };
}

/** Moves a file to the system's trash. Electron's error has no code, so this adds one. */
async function moveToTrash(path: string): Promise<void> {
  try {
    await shell.trashItem(path);
  } catch (cause) {
    throw Object.assign(new Error('not trashed', { cause }), { code: 'not_trashed' });
  }
}
