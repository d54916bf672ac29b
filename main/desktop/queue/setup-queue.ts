import { extname } from 'node:path';
import { shell } from 'electron';
import { z } from 'zod';
import type { ChannelOf, EtaCalls, QueueCalls } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { EtaEstimator } from '../../core/eta/eta-estimator.ts';
import type { Upload } from '../../core/model/upload.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { ConnectionControl } from '../connection/connection-control.ts';
import type { Ipc } from '../shell/ipc.ts';
import { uploadIds } from '../shell/payload-schemas.ts';
import { QueueFeed } from './queue-feed.ts';

/** Shows the queue to the window and lets it change the queue. */
export function setupQueue(app: {
  readonly ipc: Ipc;
  readonly quit: { onClose(close: () => void): void };
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly connection: ConnectionControl;
  /** @returns the name of a watched folder; null for one that is watched no longer */
  readonly folderName: (folderId: string) => string | null;
}): QueueFeed {
  const { ipc, quit, engine, store, connection, folderName } = app;
  const { queue } = engine;
  const feed = new QueueFeed({
    queue,
    notice: store.notice,
    isConnected: () => connection.isConnected,
    isAwaited: () => queue.schedule.requestQueue.isAwaited,
    silentPath: () => engine.scans.silentPath,
    folderName,
    shownId: () => connection.shown.destination,
    isElsewhere: (destination) => connection.shown.isElsewhere(destination),
    send: (patch) => ipc.push('queue:patch', patch),
  });
  engine.scans.onSilentPath(() => feed.touch());
  connection.on('changed', () => feed.noteConnection());
  const eta = new EtaEstimator(queue, systemClock, (minutes) => ipc.push('finish:changed', minutes));
  quit.onClose(() => eta.close());
  ipc.serve<ChannelOf<QueueCalls> | ChannelOf<EtaCalls>>({
    'queue:snapshot': { payload: [], handle: () => feed.snapshot() },
    'queue:snapshot-page': { payload: [z.int()], handle: (id) => feed.snapshotPage(id) },
    'queue:cancel': { payload: [uploadIds], handle: (ids) => queue.cancel(ids) },
    'queue:retry': { payload: [uploadIds], handle: (ids) => queue.retry(ids) },
    'queue:upload-again': { payload: [uploadIds], handle: (ids) => queue.uploadAgain(ids) },
    'queue:convert': {
      payload: [uploadIds, z.enum(['text', 'pdf'])],
      handle: (ids, rule) => queue.convert(ids, rule),
    },
    'queue:can-make-pdf': { payload: [], handle: () => queue.conversionTools?.hasOffice ?? false },
    'queue:open-derived': { payload: [z.uuid()], handle: (id) => openDerived(queue.uploads.find(id)) },
    'queue:set-paused': {
      payload: [z.boolean()],
      handle: (paused) => (paused ? queue.pause() : queue.resume()),
    },
    'queue:try-now': { payload: [uploadIds.nullable()], handle: (ids) => queue.tryNow(ids ?? undefined) },
    'queue:remove': { payload: [uploadIds], handle: (ids) => queue.remove(ids) },
    'finish:get': { payload: [], handle: () => eta.minutesLeft },
  });
  return feed;
}

/** What a system opens without running it. A file out of an archive could be a program. */
const SHOWABLE: readonly string[] = ['.txt', '.csv', '.pdf'];

/** Opens what is sent in place of an original. Only the id comes from the window. */
async function openDerived(upload: Upload | undefined): Promise<boolean> {
  if (upload?.derivation == null || upload.fingerprint === null) return false;
  if (!SHOWABLE.includes(extname(upload.path))) return false;
  return (await shell.openPath(upload.path)) === '';
}
