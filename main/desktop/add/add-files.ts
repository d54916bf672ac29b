import { isAbsolute } from 'node:path';
import type { AddResult, Retention } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { StoreError } from '../../core/model/store-error.ts';
import type { Batch } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';
import { AddCount } from './add-count.ts';

/**
 * Adds files that were named outside of the window, where no message can say that it failed. On a full disk, which the
 * window shows, they are added once there is space.
 */
export async function addNamed(
  engine: Engine,
  paths: readonly string[],
  retention: Retention,
  batch?: Batch,
): Promise<AddResult> {
  for (;;) {
    try {
      return await addPaths(engine, paths, retention, batch);
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

/**
 * Queues the files under `paths`.
 * @param batch the one that an earlier scan of the same paths began; by default a new one
 * @returns how many
 */
export async function addPaths(
  engine: Engine,
  paths: readonly string[],
  retention: Retention,
  batch?: Batch,
): Promise<AddResult> {
  const count = new AddCount(engine.queue);
  const { conversionRule } = engine;
  await engine.add({ paths: paths.filter(isAbsolute), retention, conversionRule, batch }, (uploads) =>
    count.add(uploads),
  );
  return count.result;
}
