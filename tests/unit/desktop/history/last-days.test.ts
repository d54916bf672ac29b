import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastDays } from '../../../../main/desktop/history/last-days.ts';

const HOUR_MS = 3_600_000;
const before = process.env['TZ'];

describe('lastDays', () => {
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  afterAll(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it('ends with today, and each day follows on the one before', () => {
    const days = lastDays(30, new Date('2026-11-03T12:00:00+01:00'));
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toEqual({
      startMs: Date.parse('2026-11-03T00:00:00+01:00'),
      endMs: Date.parse('2026-11-04T00:00:00+01:00'),
    });
    expect(days[0]?.startMs).toBe(Date.parse('2026-10-05T00:00:00+02:00'));
    for (const [index, { endMs }] of days.slice(0, -1).entries())
      expect(days[index + 1]?.startMs).toBe(endMs);
  });

  it('has a day of 25 hours where the clock goes back, and one of 23 where it goes on', () => {
    const hours = (now: string) =>
      lastDays(30, new Date(now)).map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS);
    expect(hours('2026-11-03T12:00:00+01:00').filter((length) => length !== 24)).toEqual([25]);
    expect(hours('2026-04-03T12:00:00+02:00').filter((length) => length !== 24)).toEqual([23]);
  });
});
