import type { BrowserWindow } from 'electron';
import type { Engine } from '../core/engine.ts';
import type { EtaEstimator } from '../core/eta/eta-estimator.ts';
import type { Deletions } from '../core/library/deletions.ts';
import type { Library } from '../core/library/library.ts';
import type { History } from '../core/store/history.ts';
import type { WatchedFolders } from '../core/watch/watched-folders.ts';
import { addPaths } from './add/add-files.ts';
import { choosePaths } from './add/choose-paths.ts';
import type { ClipboardUpload } from './add/clipboard-upload.ts';
import type { ConnectionControl } from './connection/connection-control.ts';
import { copyCalls } from './copy/copy-calls.ts';
import { folderCalls } from './folders/folder-calls.ts';
import type { FolderFeed } from './folders/folder-feed.ts';
import { historyCalls } from './history/history-calls.ts';
import { libraryCalls } from './library/library-calls.ts';
import { dataCalls } from './menu/app-calls.ts';
import type { QueueFeed } from './queue/queue-feed.ts';
import type { Help } from './report/help.ts';
import type { FileDialogs } from './settings/file-dialogs.ts';
import type { LanguageControl } from './settings/language.ts';
import type { PreferencesControl } from './settings/preferences.ts';
import { push, serveCalls } from './shell/ipc.ts';
import { systemCalls } from './system/system-calls.ts';
import type { SystemPlaces } from './system/system-places.ts';
import type { UpdateControl } from './updates/update-control.ts';

/** What the window can ask for, and what answers it. */
export function setupCalls(parts: {
  engine: Engine;
  feed: QueueFeed;
  finish: EtaEstimator;
  connection: ConnectionControl;
  folders: WatchedFolders;
  folderFeed: FolderFeed;
  preferences: PreferencesControl;
  clipboardUpload: ClipboardUpload;
  updates: UpdateControl;
  system: SystemPlaces;
  help: Help;
  showLog: () => Promise<void>;
  language: LanguageControl;
  history: History;
  library: Library;
  deletions: Deletions;
  dialogs: FileDialogs;
  folderName: (folderId: string) => string | null;
  mainWindow: () => BrowserWindow | null;
  dropWindow: () => BrowserWindow | null;
}): void {
  const { engine, feed, finish, connection, folders, folderFeed, preferences, clipboardUpload } = parts;
  const { updates, system, language, history, library, deletions, dialogs, folderName, mainWindow } = parts;
  const { queue } = engine;
  const copy = copyCalls(queue, history, (wait) => push(mainWindow(), 'copy:waiting-changed', wait));
  serveCalls(
    {
      'queue:snapshot': () => feed.snapshot(),
      'queue:snapshot-page': () => feed.snapshotPage(),
      'queue:add': (paths, retention) => addPaths(engine, paths, retention),
      'queue:choose': async (what, retention) =>
        addPaths(engine, await choosePaths(what, engine.queue, language.words, dialogs), retention),
      'queue:cancel': (ids) => queue.cancel(ids),
      'queue:retry': (ids) => queue.retry(ids),
      'queue:upload-again': (ids) => queue.uploadAgain(ids),
      'queue:set-paused': (paused) => (paused ? queue.pause() : queue.resume()),
      'queue:try-now': (ids) => queue.tryNow(ids ?? undefined),
      'queue:remove': (ids) => queue.remove(ids),
      'queue:copy-ids': (ids) => copy['copy:as'](ids, { kind: 'ids' }),
      'connection:get': () => connection.view(),
      'connection:test': (draft) => connection.test(draft),
      'connection:save': (draft) => connection.save(draft),
      'connection:use-sandbox': () => connection.useSandbox(),
      'connection:leave-sandbox': () => connection.leaveSandbox(),
      ...copy,
      ...dataCalls({ ...parts, queue, words: () => language.words }),
      ...folderCalls({ folders, feed: folderFeed, language, dialogs }),
      ...historyCalls({
        history,
        engine,
        folderName,
        dialogs,
        isSandbox: (destination) => connection.isSandbox(destination),
        isDeleted: (destination, fileId) => deletions.isDone(destination, fileId),
        words: () => language.words,
      }),
      ...systemCalls(system),
      ...libraryCalls({
        engine,
        history,
        library,
        deletions,
        mainWindow,
        asking: () => feed.touch(),
        words: () => language.words,
      }),
      'finish:get': () => finish.minutesLeft,
      'language:get': () => language.now,
      'preferences:get': () => preferences.now,
      'preferences:change': (change) => preferences.change(change),
      'clipboard:upload': (retention) => clipboardUpload.upload(retention),
      'update:get': () => updates.notice,
      'update:restart': () => updates.restart(),
    },
    { mainWindow, dropWindow: parts.dropWindow },
  );
}
