import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../main/core/files-api/rate-limit-headers.ts';

const nowMs = Date.UTC(2026, 10, 23, 12, 0, 0);
const read = (headers: Record<string, string | string[]>) => retryAfterMs({ headers, nowMs });
const TEN_MINUTES_MS = 600_000;

describe('the wait that a 429 asks for', () => {
  it.each<[string, Record<string, string | string[]>, number | null]>([
    ['nothing said', {}, null],
    ['seconds', { 'retry-after': '7' }, 7000],
    ['seconds with spaces', { 'retry-after': ' 7 ' }, 7000],
    ['a fraction', { 'retry-after': '0.5' }, 500],
    ['zero', { 'retry-after': '0' }, 0],
    ['less than nothing', { 'retry-after': '-5' }, 0],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT' }, 30_000],
    ['a date that is over', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    ['several', { 'retry-after': ['3', '9'] }, 3000],
    ['a year', { 'retry-after': '31536000' }, TEN_MINUTES_MS],
    ['more than a number holds', { 'retry-after': '9'.repeat(400) }, null],
    ['a date far off', { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }, TEN_MINUTES_MS],
    ['garbage', { 'retry-after': 'soon' }, null],
    ['nothing in it', { 'retry-after': '' }, null],
    ['RateLimit-Reset', { 'ratelimit-reset': '12' }, 12_000],
    ['X-RateLimit-Reset in seconds', { 'x-ratelimit-reset': '12' }, 12_000],
    ['X-RateLimit-Reset as a time', { 'x-ratelimit-reset': String(nowMs / 1000 + 20) }, 20_000],
    ['a time that is over', { 'x-ratelimit-reset': String(nowMs / 1000 - 20) }, 0],
    ['RateLimit, drafts 3 to 7', { ratelimit: 'limit=180, remaining=0, reset=9' }, 9000],
    ['RateLimit, draft 8', { ratelimit: '"minute";r=0;t=9' }, 9000],
    ['garbage in the family', { 'x-ratelimit-reset': 'later', 'ratelimit-remaining': '0' }, null],
    ['Retry-After before the family', { 'retry-after': '2', 'ratelimit-reset': '40' }, 2000],
    ['the family where Retry-After is garbage', { 'retry-after': 'soon', 'ratelimit-reset': '40' }, 40_000],
  ])('%s', (_what, headers, expected) => {
    expect(read(headers)).toBe(expected);
  });

  it('is null or at most ten minutes, whatever the header says', () => {
    const name = fc.constantFrom('retry-after', 'ratelimit', 'ratelimit-reset', 'x-ratelimit-reset');
    const value = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value), (headers) => {
        const ms = read(headers);
        if (ms === null) return;
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(TEN_MINUTES_MS);
      }),
      { numRuns: 1000 },
    );
  });
});
