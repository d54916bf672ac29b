import { describe, expect, it } from 'vitest';
import { rateLimitReport } from '../../../../main/core/files-api/rate-limit-headers.ts';

const nowMs = 1_700_000_000_000;
const minute = { limit: 180, remaining: 42, resetMs: 30_000 };

describe('the limit in the headers', () => {
  it.each([
    [
      'X-RateLimit-*',
      { 'x-ratelimit-limit': '180', 'x-ratelimit-remaining': '42', 'x-ratelimit-reset': '30' },
    ],
    ['RateLimit-*', { 'ratelimit-limit': '180', 'ratelimit-remaining': '42', 'ratelimit-reset': '30' }],
    [
      'a policy beside the limit',
      { 'ratelimit-limit': '180, 180;w=60', 'ratelimit-remaining': '42', 'ratelimit-reset': '30' },
    ],
    ['the newer form', { 'ratelimit-limit': '180', ratelimit: '"minute";r=42;t=30' }],
    [
      'an epoch',
      {
        'x-ratelimit-limit': '180',
        'x-ratelimit-remaining': '42',
        'x-ratelimit-reset': String(nowMs / 1000 + 30),
      },
    ],
    [
      'a header given twice',
      { 'x-ratelimit-limit': ['180', '60'], 'x-ratelimit-remaining': '42', 'x-ratelimit-reset': '30' },
    ],
  ])('is read from %s', (_what, headers) => {
    expect(rateLimitReport(headers, nowMs)).toEqual(minute);
  });

  it.each([
    ['there are none', {}],
    [
      'they speak of a second',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '1' },
    ],
    [
      'they speak of an hour',
      { 'x-ratelimit-limit': '9000', 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '3000' },
    ],
    [
      'more is left than there is',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '61', 'x-ratelimit-reset': '30' },
    ],
    ['one is missing', { 'x-ratelimit-limit': '60', 'x-ratelimit-reset': '30' }],
    [
      'they are no numbers',
      { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-4', 'x-ratelimit-reset': 'soon' },
    ],
    [
      'the limit is none',
      { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' },
    ],
  ])('is unknown if %s', (_what, headers) => {
    expect(rateLimitReport(headers, nowMs)).toBeNull();
  });
});
