import type { ActivityCalls, ChannelOf } from '../../../preload/contract/contract.ts';
import { ActivityMonitor } from '../../core/activity/activity-monitor.ts';
import type { Engine } from '../../core/engine.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { Ipc } from '../shell/ipc.ts';

/** Tells the window what the queue is doing. It asks while somebody looks, so nothing is sent otherwise. */
export function setupActivity({ ipc, engine }: { readonly ipc: Ipc; readonly engine: Engine }): void {
  const monitor = new ActivityMonitor(engine.queue, systemClock);
  ipc.serve<ChannelOf<ActivityCalls>>({
    'activity:get': { payload: [], handle: () => monitor.now },
  });
}
