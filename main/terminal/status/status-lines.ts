import { whomOf } from '../../core/model/connection-settings.ts';
import type { QuotaStatus } from '../../core/model/quota-status.ts';
import type { Stage } from '../../core/model/upload.ts';
import { messageText, say, sizeText } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { type Row, settingRows, tableLines } from '../settings/setting-rows.ts';
import type { KnownStatus, Reach, StatusFacts } from './status-facts.ts';

/** The stages in the order of an upload's way. */
const STAGES: readonly Stage[] = [
  'queued',
  'converting',
  'uploading',
  'processing',
  'ready',
  'failed',
  'cancelled',
  'skipped',
];

/** @returns lines for people: the settings of the connection, then what is known of everything else. */
export function statusLines(facts: StatusFacts): string[] {
  const { connection, running, status, disk } = facts;
  const shown = connection.settings.filter(({ name }) =>
    ['base_url', 'user_id', 'api_key', 'data_folder'].includes(name),
  );
  const rows: Row[] = [
    [say('status_hoist'), say(`status_running.${running}`)],
    ...(status?.destination == null || running !== 'yes'
      ? []
      : [[say('status_account'), accountText(status.destination)] as const]),
    [
      say('status_server'),
      `${reachText(facts.reach)} ${say(facts.madeCall ? 'status_one_call' : 'status_no_call')}`,
    ],
    ...(status === null ? [] : statusRows(status)),
    [
      say('status_disk'),
      disk.problem === null
        ? say('status_disk_ok', { free: freeText(disk.freeBytes) })
        : messageText(disk.problem),
    ],
  ];
  const problem =
    connection.problem === null || running === 'yes'
      ? []
      : [say('connection_unusable', { message: printable(connection.problem) })];
  const safe = rows.map(([label, text]): Row => [label, printable(text)]);
  return [...tableLines([...settingRows(shown), ...safe]), ...problem];
}

function statusRows(status: KnownStatus): Row[] {
  const { lastMinute, limits, quota, folders } = status;
  return [
    [
      say('status_calls'),
      say('status_calls_of', {
        calls: lastMinute.calls,
        minute: lastMinute.limit,
        second: limits.perSecond,
      }),
    ],
    ...(quota === undefined || quota.kind === 'off'
      ? []
      : [[say('status_quota'), quotaText(quota)] as const]),
    [say('status_queue'), queueText(status)],
    ...folders.map(
      ({ path, by, paused }) =>
        [
          say('status_folder'),
          say(paused ? `status_folder_paused.${by}` : `status_folder_by.${by}`, { path }),
        ] as const,
    ),
  ];
}

function accountText(destination: string): string {
  return say('status_account_of', whomOf(destination));
}

function reachText(reach: Reach): string {
  switch (reach.kind) {
    case 'reachable':
      return say('status_reachable');
    case 'unreachable':
      return messageText(reach.message);
    case 'unknown':
      return say(`status_unknown.${reach.why}`);
  }
}

function queueText({ uploads, queueStatus, paused }: KnownStatus): string {
  const counts = STAGES.flatMap((stage) => {
    const count = uploads[stage] ?? 0;
    return count === 0 ? [] : [say(`status_stage.${stage}`, { count })];
  });
  const state =
    queueStatus === undefined || queueStatus.kind === 'open' ? [] : [say(`status.${queueStatus.kind}`)];
  const all = [...counts, ...(paused === true ? [say('status_paused')] : []), ...state];
  return all.length === 0 ? say('status_queue_empty') : all.join(', ');
}

function quotaText(quota: QuotaStatus): string {
  switch (quota.kind) {
    case 'off':
      return say('setting_none');
    case 'connecting':
      return say('status_quota_not_asked');
    case 'shared':
      return say('status_quota_shared', { count: quota.desks });
    case 'unavailable':
      return say('status_quota_unavailable', { code: quota.code });
  }
}

function freeText(freeBytes: number | null): string {
  return freeBytes === null ? '?' : sizeText(freeBytes);
}
