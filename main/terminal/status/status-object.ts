import { messageText } from '../output/language.ts';
import { isWell, type StatusFacts } from './status-facts.ts';

/** One object for `--json`. */
export function statusObject(facts: StatusFacts): Readonly<Record<string, unknown>> {
  const { connection, dataFolder, running, madeCall, reach, status, disk } = facts;
  const settingOf = (name: string) =>
    connection.settings.find((setting) => setting.name === name)?.value ?? null;
  return {
    ok: isWell(facts),
    base_url: settingOf('base_url'),
    user_id: settingOf('user_id'),
    api_key: settingOf('api_key'),
    problem: connection.problem,
    data_folder: dataFolder,
    running,
    reachable: reach.kind === 'unknown' ? null : reach.kind === 'reachable',
    reason:
      reach.kind === 'reachable' ? null : reach.kind === 'unknown' ? reach.why : messageText(reach.message),
    made_call: madeCall,
    ...(status !== null && {
      destination: status.destination ?? null,
      calls_last_minute: status.lastMinute.calls,
      requests_per_minute: status.lastMinute.limit,
      requests_per_second: status.limits.perSecond,
      hold: status.queueStatus?.kind.replaceAll('-', '_') ?? null,
      paused: status.paused ?? null,
      quota: status.quota?.kind ?? null,
      ...(status.quota?.kind === 'shared' && { quota_desks: status.quota.desks }),
      ...(status.quota?.kind === 'unavailable' && { quota_problem: status.quota.code }),
      uploads: status.uploads,
      folders: status.folders,
    }),
    disk_problem: disk.problem === null ? null : messageText(disk.problem),
    disk_free_bytes: disk.freeBytes,
  };
}
