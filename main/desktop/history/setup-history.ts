import { basename } from 'node:path';
import { shell } from 'electron';
import { z } from 'zod';
import type { ChannelOf, HistoryCalls } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import type { Deletions } from '../../core/library/deletions.ts';
import { isActive, sourceOf } from '../../core/model/upload.ts';
import type { History } from '../../core/store/history.ts';
import { uploadPastAgain } from '../add/upload-again.ts';
import type { ConnectionControl } from '../connection/connection-control.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Ipc } from '../shell/ipc.ts';
import { uploadIds } from '../shell/payload-schemas.ts';
import { exportHistory } from './export-history.ts';
import { filterOf, type HistoryContext, historyRowOf } from './history-rows.ts';
import { lastDays } from './last-days.ts';

const PAGE = 200;
/** Of the chart. */
const DAYS = 30;
/** Growth is announced at most this often. */
const ANNOUNCE_EVERY_MS = 1000;

const historyQuery = z.strictObject({
  search: z.string().max(1000),
  period: z.enum(['any', 'today', 'week', 'month']),
  outcome: z.enum(['all', 'ready', 'failed', 'not-sent']),
  from: z.union([z.enum(['anywhere', 'person']), z.uuid()]),
});
const historyPlace = z.strictObject({ endedAtMs: z.number(), seq: z.int() });

export interface HistoryOptions {
  readonly ipc: Ipc;
  readonly engine: Engine;
  readonly store: { readonly history: History };
  readonly connection: ConnectionControl;
  readonly deletions: Deletions;
  readonly dialogs: FileDialogs;
  readonly folderName: HistoryContext['folderName'];
  readonly translations: () => Translations;
}

/** Lets the window read past uploads. It names them by id; their paths are looked up here. */
export function setupHistory(app: HistoryOptions): void {
  const { ipc, engine, connection, deletions, dialogs, folderName, translations } = app;
  const { history } = app.store;
  ipc.serve<ChannelOf<HistoryCalls>>({
    'history:page': {
      payload: [historyQuery, historyPlace.nullable()],
      handle: (query, after) => {
        const filter = filterOf(query, Date.now(), connection.shown.elsewhere);
        const { uploads, next } = history.page(filter, after, PAGE);
        const context: HistoryContext = {
          connected: engine.queue.destination,
          isSandbox: (destination) => connection.shown.isSandbox(destination),
          isDeleted: (destination, fileId) => deletions.isDone(destination, fileId),
          folderName,
        };
        return {
          rows: uploads.map((upload) => historyRowOf(upload, context)),
          next,
          total: after === null ? history.count(filter) : null,
        };
      },
    },
    'history:days': {
      payload: [],
      handle: () => history.days(lastDays(DAYS, new Date()), connection.shown.elsewhere),
    },
    'history:reveal': {
      payload: [z.uuid()],
      handle: async (id) => {
        const upload = engine.queue.uploads.find(id) ?? history.find(id);
        if (upload === undefined) return false;
        const { path } = sourceOf(upload);
        if (!(await exists(path))) return false;
        shell.showItemInFolder(path);
        return true;
      },
    },
    'history:upload-again': {
      payload: [uploadIds.max(10_000)],
      handle: (ids) => {
        const past = ids.flatMap((id) => history.find(id) ?? []);
        return uploadPastAgain(engine, past);
      },
    },
    'history:export': {
      payload: [historyQuery, z.enum(['csv', 'json'])],
      handle: async (query, format) => {
        const filter = filterOf(query, Date.now(), connection.shown.elsewhere);
        const path = await askWhere(format, translations(), dialogs);
        if (path === null) return { kind: 'cancelled' };
        const count = await exportHistory(history, filter, format, path);
        return { kind: 'saved', count, name: basename(path) };
      },
    },
  });
  connection.on('switched', () => ipc.push('history:changed'));
  announceGrowth(app);
}

/** Announces to the window that uploads have ended. */
function announceGrowth({ ipc, engine }: HistoryOptions): void {
  let isPending = false;
  engine.queue.uploads.subscribe((event) => {
    if (isPending || event.type !== 'upload' || isActive(event.upload.state)) return;
    isPending = true;
    setTimeout(() => {
      isPending = false;
      ipc.push('history:changed');
    }, ANNOUNCE_EVERY_MS);
  });
}

function exists(path: string): Promise<boolean> {
  return namedAnywhere.entry(path).then(
    () => true,
    () => false,
  );
}

function askWhere(format: 'csv' | 'json', t: Translations, dialogs: FileDialogs): Promise<string | null> {
  const date = new Date().toLocaleDateString('sv');
  return dialogs.save({
    title: t('history.export'),
    name: `${t('history.fileName')} ${date}.${format}`,
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
  });
}
