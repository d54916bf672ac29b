import { z } from 'zod';
import type { Engine } from '../engine.ts';
import type { QuotaStatus } from '../model/quota-status.ts';
import type { Upload } from '../model/upload.ts';
import type { SqliteStore } from '../store/sqlite-store.ts';
import { queueStatus } from './event-schemas.ts';

const quotaStatus = z.looseObject({ kind: z.string() }) as unknown as z.ZodType<QuotaStatus>;
const count = z.number();

/** What an engine knows of its connection, its queue and its folders. Nobody asks the server for it. */
export const engineStatus = z.object({
  /** The user and server that uploads go to; null where it is not connected. */
  destination: z.string().nullable(),
  queueStatus,
  /** When the server last answered a call as wanted, in ms since the epoch; null where it has not yet. */
  servedAtMs: z.number().nullable(),
  /** Whether a person has paused the queue. */
  paused: z.boolean(),
  quota: quotaStatus,
  limits: z.object({ perSecond: count, perMinute: count }),
  /** The calls of the last minute with this key, and how many it may have; of all desks where they share it. */
  lastMinute: z.object({ calls: count, limit: count }),
  /** The number of uploads in the list, by stage. */
  uploads: z.record(z.string(), count),
  folders: z.array(z.object({ path: z.string(), by: z.enum(['app', 'terminal']), paused: z.boolean() })),
});

export type EngineStatus = z.infer<typeof engineStatus>;

/** The part of the store that a status needs. */
export type StatusStore = Pick<SqliteStore, 'watch'>;

export function statusOf(
  { queue, quota }: Pick<Engine, 'queue' | 'quota'>,
  { watch }: StatusStore,
): EngineStatus {
  const { destination, status, paused, schedule, lastServed } = queue;
  const { limits, lastMinute } = schedule;
  return {
    destination,
    queueStatus: status,
    servedAtMs: lastServed.apiMs,
    paused,
    quota,
    limits,
    lastMinute,
    uploads: countsOf(queue.uploads.all()),
    folders: foldersIn(watch),
  };
}

/** @returns the number of uploads in each stage */
export function countsOf(uploads: Iterable<Upload>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of uploads) counts[state.stage] = (counts[state.stage] ?? 0) + 1;
  return counts;
}

/** @returns the watched folders of the app and the terminal */
export function foldersIn(watch: StatusStore['watch']): EngineStatus['folders'] {
  return (['app', 'terminal'] as const).flatMap((by) =>
    watch
      .ownedBy(by)
      .folders()
      .map(({ settings, paused }) => ({ path: settings.path, by, paused })),
  );
}
