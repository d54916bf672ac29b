import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../../../main/core/policy/limits.ts';
import { NO_POLICY } from '../../../../main/core/policy/policy.ts';

describe('the request limits', () => {
  it('are the documented ones where nobody has said otherwise', () => {
    expect(limitsOf({}, {}, NO_POLICY)).toEqual({ perSecond: 60, perMinute: 180 });
  });

  it('are those of the environment before those of the settings', () => {
    const settings = { requestsPerSecond: 10, requestsPerMinute: 20 };
    expect(limitsOf({ HOIST_RATE_RPM: ' 600 ', HOIST_RATE_RPS: '' }, settings, NO_POLICY)).toEqual({
      perSecond: 10,
      perMinute: 600,
    });
  });

  it.each(['0', '-1', '1.5', 'many', '1e99x'])('are refused by name where one is %s', (text) => {
    expect(() => limitsOf({ HOIST_RATE_RPS: text }, {}, NO_POLICY)).toThrow(
      expect.objectContaining({
        message: `HOIST_RATE_RPS: expected a whole number of 1 or more, but it is “${text}”.`,
        variable: 'HOIST_RATE_RPS',
        value: text,
      }),
    );
  });

  it('are the organisation’s: a locked one before everything, a preset one after everything else', () => {
    const policy = { locked: { requestsPerSecond: 5 }, preset: { requestsPerMinute: 90 } };
    expect(limitsOf({ HOIST_RATE_RPS: 'many' }, { requestsPerSecond: 10 }, policy)).toEqual({
      perSecond: 5,
      perMinute: 90,
    });
    expect(limitsOf({}, { requestsPerMinute: 20 }, policy).perMinute).toBe(20);
    expect(limitsOf({ HOIST_RATE_RPM: '30' }, { requestsPerMinute: 20 }, policy).perMinute).toBe(30);
  });
});
