import { z } from 'zod';
import type { Engine } from '../engine.ts';
import type { QuotaStatus } from '../model/quota-status.ts';
import type { SqliteStore } from '../store/sqlite-store.ts';
import { queueStatus } from './event-schemas.ts';

const quotaStatus = z.looseObject({ kind: z.string() }) as unknown as z.ZodType<QuotaStatus>;
const count = z.number();

/** What an engine knows of its connection, its queue and its folders. Nobody asks the server for it. */
export const engineStatus = z.object({
  /** The user and server that uploads go to; null where it is not connected. */
  destination: z.string().nullable(),
  queueStatus,
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
  const { destination, status, paused, schedule, uploads } = queue;
  const { limits, lastMinute } = schedule;
  const counts: Record<string, number> = {};
  for (const { state } of uploads.all()) counts[state.stage] = (counts[state.stage] ?? 0) + 1;
  const folders = (['app', 'terminal'] as const).flatMap((by) =>
    watch
      .ownedBy(by)
      .folders()
      .map((folder) => ({ path: folder.settings.path, by, paused: folder.paused })),
  );
  return { destination, queueStatus: status, paused, quota, limits, lastMinute, uploads: counts, folders };
}
