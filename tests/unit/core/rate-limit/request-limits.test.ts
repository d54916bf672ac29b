import { describe, expect, it } from 'vitest';
import { requestLimits } from '../../../../main/core/rate-limit/request-limits.ts';

describe('the request limits', () => {
  it('are the documented ones where nobody has said otherwise', () => {
    expect(requestLimits({})).toEqual({ perSecond: 60, perMinute: 180 });
  });

  it('are those of the environment before those of the settings', () => {
    const settings = { perSecond: 10, perMinute: 20 };
    expect(requestLimits({ HOIST_RATE_RPM: ' 600 ', HOIST_RATE_RPS: '' }, settings)).toEqual({
      perSecond: 10,
      perMinute: 600,
    });
  });

  it.each(['0', '-1', '1.5', 'many', '1e99x'])('are refused by name where one is %s', (text) => {
    expect(() => requestLimits({ HOIST_RATE_RPS: text })).toThrow(
      new TypeError(`HOIST_RATE_RPS: expected a whole number of 1 or more, but it is “${text}”.`),
    );
  });
});
