import { isAbsolute } from 'node:path';
import type { AddResult, Retention } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { StoreError } from '../../core/model/store-error.ts';
import type { Queue } from '../../core/queue/queue.ts';

/**
 * Adds files that were named outside of the window, where nobody can be told that it did not work. Without room on the
 * disk, of which the window tells, they are added once there is.
 */
export async function addNamed(
  engine: Engine,
  paths: readonly string[],
  retention: Retention,
): Promise<AddResult> {
  for (;;) {
    try {
      return await addPaths(engine, paths, retention);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      await roomOnDisk(engine.queue);
    }
  }
}

function roomOnDisk(queue: Queue): Promise<void> {
  return new Promise((resolve) => {
    const stop = queue.uploads.subscribe(() => {
      if (queue.status.kind === 'disk') return;
      stop();
      resolve();
    });
  });
}

/** Queues what is found under `paths`, and counts it. */
export async function addPaths(
  engine: Engine,
  paths: readonly string[],
  retention: Retention,
): Promise<AddResult> {
  let queued = 0;
  let skipped = 0;
  await engine.add(paths.filter(isAbsolute), retention, (uploads) => {
    for (const { state } of uploads) {
      if (state.stage === 'skipped') skipped += 1;
      else queued += 1;
    }
  });
  return { queued, skipped };
}
