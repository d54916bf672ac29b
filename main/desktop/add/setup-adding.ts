import { join } from 'node:path';
import { app as electronApp } from 'electron';
import { z } from 'zod';
import type { AddCalls, ChannelOf } from '../../../preload/contract/contract.ts';
import { resumePendingScans, savePendingScans } from '../../core/intake/pending-scans.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import type { Ipc } from '../shell/ipc.ts';
import { paths, retention } from '../shell/payload-schemas.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { AddActions, type AddActionsOptions } from './add-actions.ts';
import { addNamed, addPaths } from './add-files.ts';
import { choosePaths } from './choose-paths.ts';
import { ClipboardUpload } from './clipboard-upload.ts';
import { LaunchRequests } from './launch-requests.ts';

export interface Adding {
  readonly addActions: AddActions;
  readonly launchRequests: LaunchRequests;
  /** Continues what the last end of Hoist interrupted. */
  resume(): void;
}

/** Lets a person add files, from the window and outside of it. */
export function setupAdding(
  app: Omit<AddActionsOptions, 'clipboardUpload'> & {
    readonly ipc: Ipc;
    readonly quit: { readonly isQuitting: boolean; onClose(close: () => void): void };
    readonly store: SqliteStore;
    readonly mainWindow: MainWindow;
    readonly connection: { stopScansForSandbox(): void };
  },
): Adding {
  const { ipc, quit, engine, store, connection, dialogs, translations } = app;
  const dataFolder = electronApp.getPath('userData');
  const folder = join(dataFolder, 'clipboard');
  const clipboardUpload = new ClipboardUpload({ engine, folder, translations });
  quit.onClose(() => {
    // The sandbox and its files do not outlive Hoist.
    connection.stopScansForSandbox();
    savePendingScans(engine.scans, store);
  });
  ipc.serve<ChannelOf<AddCalls>>({
    'queue:add': {
      payload: [paths, retention],
      handle: (dropped, kept) => addPaths(engine, dropped, kept),
    },
    'queue:choose': {
      payload: [z.enum(['files', 'folder']), retention],
      handle: async (what, kept) =>
        addPaths(engine, await choosePaths(what, engine.queue, translations(), dialogs), kept),
    },
    'clipboard:upload': { payload: [retention], handle: (kept) => clipboardUpload.upload(kept) },
  });
  const addActions = new AddActions({ ...app, clipboardUpload });
  return {
    addActions,
    launchRequests: new LaunchRequests({ ...app, addActions, dataFolder }),
    resume: () => {
      // Neither a dialog over it nor a failure of it may keep Hoist from starting.
      void clipboardUpload.resume();
      resumePendingScans(store, (named) => void addNamed(engine, named.paths, named.retention, named));
    },
  };
}
