import { isAbsolute } from 'node:path';
import type { AddResult, Retention } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import type { NamedPaths } from '../../core/model/intake-item.ts';
import { StoreError } from '../../core/model/store-error.ts';
import type { Queue } from '../../core/queue/queue.ts';
import { AddCount } from './add-count.ts';

/** An earlier scan of the same paths: its batch, and where its files go. */
type Continued = Pick<NamedPaths, 'batch' | 'destination'>;

/**
 * Adds files that were named outside of the window, where no message can say that it failed. On a full disk, which the
 * window shows, they are added once there is space.
 */
export async function addNamed(
  engine: Engine,
  paths: readonly string[],
  retention: Retention,
  continued: Continued = {},
): Promise<AddResult> {
  // Another connection may be in use once there is space.
  const destination = continued.destination ?? engine.queue.addsFor;
  for (;;) {
    try {
      return await addPaths(engine, paths, retention, { ...continued, destination });
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
 * @param continued the scan that this one continues; by default it is a new one for the present connection
 * @returns how many
 */
export async function addPaths(
  engine: Engine,
  paths: readonly string[],
  retention: Retention,
  continued: Continued = {},
): Promise<AddResult> {
  const count = new AddCount(engine.queue);
  const { conversionRule } = engine;
  const named = { ...continued, paths: paths.filter(isAbsolute), retention, conversionRule };
  await engine.add(named, (uploads) => count.add(uploads));
  return count.result;
}
