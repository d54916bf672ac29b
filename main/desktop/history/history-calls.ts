import { basename } from 'node:path';
import { shell } from 'electron';
import type { ChannelOf, HistoryCalls } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import type { History } from '../../core/store/history.ts';
import { uploadPastAgain } from '../add/upload-again.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Handlers } from '../shell/ipc.ts';
import { exportHistory } from './export-history.ts';
import { filterOf, type HistoryContext, historyRowOf } from './history-rows.ts';

const PAGE = 200;

/** What the window can ask of past uploads. It names them by id; their paths are looked up here. */
export function historyCalls(parts: {
  history: History;
  engine: Engine;
  isSandbox: HistoryContext['isSandbox'];
  folderName: HistoryContext['folderName'];
  isDeleted: HistoryContext['isDeleted'];
  words: () => Translations;
  dialogs: FileDialogs;
}): Pick<Handlers, ChannelOf<HistoryCalls>> {
  const { history, engine, isSandbox, folderName, isDeleted, words, dialogs } = parts;
  return {
    'history:page': (query, after) => {
      const filter = filterOf(query, Date.now());
      const { uploads, next } = history.page(filter, after, PAGE);
      const surroundings = { connected: engine.queue.destination, isSandbox, folderName, isDeleted };
      return {
        rows: uploads.map((upload) => historyRowOf(upload, surroundings)),
        next,
        total: after === null ? history.count(filter) : null,
      };
    },
    'history:reveal': async (id) => {
      const path = history.find(id)?.path;
      if (path === undefined || !(await isThere(path))) return false;
      shell.showItemInFolder(path);
      return true;
    },
    'history:upload-again': (ids) =>
      uploadPastAgain(
        engine,
        ids.flatMap((id) => history.find(id) ?? []),
      ),
    'history:export': async (query, format) => {
      const filter = filterOf(query, Date.now());
      const path = await askWhere(format, words(), dialogs);
      if (path === null) return { kind: 'cancelled' };
      const count = await exportHistory(history, filter, format, path);
      return { kind: 'saved', count, name: basename(path) };
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return namedAnywhere.entry(path).then(
    () => true,
    () => false,
  );
}

function askWhere(format: 'csv' | 'json', words: Translations, dialogs: FileDialogs): Promise<string | null> {
  const date = new Date().toLocaleDateString('sv');
  return dialogs.save({
    title: words('history.export'),
    name: `${words('history.fileName')} ${date}.${format}`,
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
  });
}
