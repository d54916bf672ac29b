import { isReachable, type QueueStatus } from '../../core/model/queue-status.ts';
import type { QuotaStatus } from '../../core/model/quota-status.ts';
import { say } from '../output/language.ts';

/** The state of a watching Hoist, for monitoring. */
export interface Health {
  /** False if something blocks it that does not pass by itself within a minute. */
  readonly ok: boolean;
  readonly queueStatus: QueueStatus['kind'];
  /** A watched folder cannot be read. */
  readonly folderUnavailable: boolean;
  /** Files that cannot be sent yet: they are still being written, or unreadable. */
  readonly waiting: number;
  /** Files in the queue that have not ended. */
  readonly unfinished: number;
  /** Counted since the start of this command. */
  readonly ready: number;
  readonly failed: number;
  /** The settings that come from the organisation. */
  readonly organisation: readonly string[];
  /** Whether desks share their limits. */
  readonly quota: QuotaStatus;
}

export type HealthFacts = Omit<Health, 'ok'>;

/** Waiting for the rate limit is normal in a large batch, so it counts as healthy. */
export function healthOf(facts: HealthFacts): Health {
  const moves = isReachable({ kind: facts.queueStatus });
  return { ok: moves && !facts.folderUnavailable, ...facts };
}

/** One object for `--json`. */
export function healthObject(health: Health): Readonly<Record<string, unknown>> {
  const { ok, queueStatus, folderUnavailable, waiting, unfinished, ready, failed, organisation, quota } =
    health;
  return {
    event: 'health',
    ok,
    hold: queueStatus.replaceAll('-', '_'),
    folder_unavailable: folderUnavailable,
    waiting,
    unfinished,
    ready,
    failed,
    ...(organisation.length > 0 && { organisation }),
    ...(quota.kind !== 'off' && { quota: quota.kind }),
    ...(quota.kind === 'shared' && { quota_desks: quota.desks }),
    ...(quota.kind === 'unavailable' && { quota_problem: quota.code }),
  };
}

/** A line for people. */
export function healthLine(health: Health): string {
  const { ok, queueStatus, folderUnavailable, waiting, unfinished, ready, failed, organisation, quota } =
    health;
  const problems = [
    ...(queueStatus === 'open' ? [] : [say(`status.${queueStatus}`)]),
    ...(folderUnavailable ? [say('health_folder_unavailable')] : []),
  ];
  const origin =
    organisation.length === 0 ? [] : [say('health_organisation', { names: organisation.join(', ') })];
  const counts = say('health_counts', { ready, failed, unfinished, waiting });
  return say('health', {
    state: say(ok ? 'health_ok' : 'health_not_ok'),
    facts: [...problems, counts, ...quotaFact(quota), ...origin].join(', '),
  });
}

function quotaFact(quota: QuotaStatus): string[] {
  switch (quota.kind) {
    case 'off':
      return [];
    case 'connecting':
      return [say('health_quota_connecting')];
    case 'shared':
      return [say(quota.desks === 1 ? 'health_quota_alone' : 'health_quota_shared', { desks: quota.desks })];
    case 'unavailable':
      return [say('health_quota_unavailable', { code: quota.code })];
  }
}
