import type { Engine } from '../../core/engine.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import type { Ipc } from '../shell/ipc.ts';
import type { ConnectionControl } from './connection-control.ts';

/** Keeps from all calls of the window what belongs to a connection that is not in use. */
export function guardUploads(app: {
  readonly ipc: Ipc;
  readonly engine: Engine;
  readonly store: Pick<SqliteStore, 'history'>;
  readonly connection: ConnectionControl;
}): void {
  const { ipc, engine, store, connection } = app;
  ipc.guardUploads((id) => {
    const upload = engine.queue.uploads.find(id) ?? store.history.find(id);
    return !connection.shown.isElsewhere(upload?.destination ?? null);
  });
}
