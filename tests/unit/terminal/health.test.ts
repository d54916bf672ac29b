import { describe, expect, it } from 'vitest';
import { type HealthFacts, healthLine, healthObject, healthOf } from '../../../main/terminal/watch/health.ts';

const CALM: HealthFacts = {
  queueStatus: 'open',
  folderUnavailable: false,
  waiting: 0,
  unfinished: 2,
  ready: 40,
  failed: 1,
  organisation: [],
  quota: { kind: 'off' },
};

describe('the health of a watching Hoist', () => {
  it.each([
    ['open', true],
    ['rate-limited', true],
    ['offline', false],
    ['configuration', false],
    ['disk', false],
  ] as const)('with the queue %s is ok: %s', (queueStatus, ok) => {
    expect(healthOf({ ...CALM, queueStatus }).ok).toBe(ok);
  });

  it('is not ok if a folder cannot be read', () => {
    expect(healthOf({ ...CALM, folderUnavailable: true }).ok).toBe(false);
  });

  it('becomes an object for programs', () => {
    expect(healthObject(healthOf({ ...CALM, queueStatus: 'rate-limited' }))).toEqual({
      event: 'health',
      ok: true,
      hold: 'rate_limited',
      folder_unavailable: false,
      waiting: 0,
      unfinished: 2,
      ready: 40,
      failed: 1,
    });
  });

  it('names the settings that come from the organisation', () => {
    const health = healthOf({ ...CALM, organisation: ['baseUrl', 'requestsPerMinute'] });
    expect(healthObject(health)).toMatchObject({ organisation: ['baseUrl', 'requestsPerMinute'] });
    expect(healthLine(health)).toMatch(/, 0 waiting, from your organisation: baseUrl, requestsPerMinute$/);
  });

  it.each([
    [{ kind: 'connecting' }, 'quota: connecting', { quota: 'connecting' }],
    [{ kind: 'shared', desks: 1 }, 'quota: shared, 1 desk', { quota: 'shared', quota_desks: 1 }],
    [{ kind: 'shared', desks: 12 }, 'quota: shared, 12 desks', { quota: 'shared', quota_desks: 12 }],
    [
      { kind: 'unavailable', code: 'unreachable' },
      'quota: unavailable (unreachable)',
      { quota: 'unavailable', quota_problem: 'unreachable' },
    ],
  ] as const)('with the shared quota %o says “%s” and stays ok', (quota, fact, object) => {
    const health = healthOf({ ...CALM, quota });
    expect(health.ok).toBe(true);
    expect(healthLine(health)).toBe(`health   ok  40 ready, 1 failed, 2 in the queue, 0 waiting, ${fact}`);
    expect(healthObject(health)).toMatchObject(object);
  });

  it('becomes a line for people', () => {
    expect(healthLine(healthOf(CALM))).toBe('health   ok  40 ready, 1 failed, 2 in the queue, 0 waiting');
    expect(healthLine(healthOf({ ...CALM, queueStatus: 'offline', folderUnavailable: true }))).toBe(
      'health   not ok  offline, folder unavailable, 40 ready, 1 failed, 2 in the queue, 0 waiting',
    );
  });
});
