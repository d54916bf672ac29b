import { app } from 'electron';
import type { ChannelOf, UpdateCalls } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { Ipc } from '../shell/ipc.ts';
import { systemUpdater } from './system-updater.ts';
import { canUpdate, isQuiet, UpdateControl, type Updater } from './update-control.ts';

/** Looks for new versions, where this copy of Hoist can replace itself. */
export function setupUpdates(options: {
  readonly ipc: Ipc;
  readonly quit: { onClose(close: () => void): void; onSessionEnd(listener: () => void): void };
  readonly engine: Engine;
  readonly preferences: PreferencesControl;
}): void {
  const { ipc, quit } = options;
  const { queue } = options.engine;
  let updater: Promise<Updater> | null = null;
  const control = new UpdateControl({
    updater: () => (updater ??= systemUpdater(() => options.preferences.now.updateChannel)),
    isQuiet: () => isQuiet(queue),
    changed: (notice) => ipc.push('update:changed', notice),
    clock: systemClock,
  });
  quit.onClose(() => control.stop());
  quit.onSessionEnd(() => control.endSession());
  queue.uploads.subscribe((event) => {
    if (event.type !== 'live') control.handleQueueChange();
  });
  if (canUpdate({ isPackaged: app.isPackaged, platform: process.platform, environment: process.env })) {
    control.start();
  }
  ipc.serve<ChannelOf<UpdateCalls>>({
    'update:get': { payload: [], handle: () => control.notice },
    'update:restart': { payload: [], handle: () => control.restart() },
  });
}
