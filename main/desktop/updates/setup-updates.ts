import { app } from 'electron';
import type { UpdateNotice } from '../../../preload/contract/contract.ts';
import type { Queue } from '../../core/queue/queue.ts';
import { systemClock } from '../../core/util/clock.ts';
import { canUpdate } from './can-update.ts';
import { isQuiet } from './quiet.ts';
import { systemUpdater } from './system-updater.ts';
import { UpdateControl, type Updater } from './update-control.ts';

/** Looks for new versions, where this copy of Hoist can replace itself. */
export function setupUpdates(queue: Queue, changed: (notice: UpdateNotice) => void): UpdateControl {
  let updater: Promise<Updater> | null = null;
  const control = new UpdateControl({
    updater: () => (updater ??= systemUpdater()),
    isQuiet: () => isQuiet(queue),
    changed,
    clock: systemClock,
  });
  queue.uploads.subscribe((event) => {
    if (event.type !== 'live') control.queueChanged();
  });
  if (canUpdate({ isPackaged: app.isPackaged, platform: process.platform, environment: process.env })) {
    control.start();
  }
  return control;
}
