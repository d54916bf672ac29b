import { describe, expect, it } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

function limited(requestsPerSecond: number, requestsPerMinute: number) {
  const clock = { ms: 1_800_000_000_000, now: () => clock.ms };
  return { clock, opened: openSandbox({ clock, requestsPerSecond, requestsPerMinute }) };
}

describe('the rate limit', () => {
  it('allows so many calls in any second, and says when to come again', async () => {
    const { clock, opened } = limited(3, 100);
    await using box = await opened;
    const statuses = async (calls: number) => {
      const seen: number[] = [];
      for (let call = 0; call < calls; call++) seen.push((await box.call('/v1/files')).status);
      return seen;
    };
    expect(await statuses(2)).toEqual([200, 200]);
    clock.ms += 600;
    expect(await statuses(2)).toEqual([200, 429]);
    clock.ms += 399;
    expect(await statuses(1)).toEqual([429]);
    clock.ms += 1;
    expect(await statuses(3)).toEqual([200, 200, 429]);
  });

  it('allows so many calls in any minute; a refused call does not count', async () => {
    const { clock, opened } = limited(100, 4);
    await using box = await opened;
    for (let call = 0; call < 4; call++) await box.call('/v1/files');
    clock.ms += 29_500;
    for (let call = 0; call < 20; call++) expect((await box.call('/v1/files')).status).toBe(429);
    const refused = await box.call('/v1/files');
    expect(refused.headers.get('retry-after')).toBe('31');
    expect(await refused.json()).toEqual({ message: 'Rate limit exceeded!' });
    clock.ms += 30_500;
    expect((await box.call('/v1/files')).status).toBe(200);
  });

  it('reports the calls left', async () => {
    const { opened } = limited(10, 4);
    await using box = await opened;
    await box.call('/v1/files');
    const answer = await box.call('/v1/files');
    expect(Object.fromEntries([...answer.headers].filter(([name]) => name.includes('ratelimit')))).toEqual({
      'ratelimit-limit': '4',
      'ratelimit-remaining': '2',
      'ratelimit-reset': '60',
      'x-ratelimit-limit-second': '10',
      'x-ratelimit-remaining-second': '8',
      'x-ratelimit-limit-minute': '4',
      'x-ratelimit-remaining-minute': '2',
    });
  });

  it('counts a call whatever its answer, but no PUT and no call without the key', async () => {
    const { opened } = limited(3, 100);
    await using box = await opened;
    const { file_url } = await box.sign('a.txt');
    for (let put = 0; put < 5; put++) expect((await box.put(file_url, 'x')).status).toBe(200);
    for (let call = 0; call < 5; call++) await box.call('/v1/files', { headers: { 'api-key': 'wrong' } });
    expect((await box.call('/v1/files/signed-url')).status).toBe(422);
    expect((await box.call(`/v1/files/${box.userId}`)).status).toBe(404);
    expect((await box.call('/v1/files')).status).toBe(429);
  });

  it('is shared by all users of a key', async () => {
    const { opened } = limited(1, 100);
    await using box = await opened;
    await box.call('/v1/files');
    expect((await box.call('/v1/files', { headers: box.otherUser })).status).toBe(429);
  });

  it('holds for calls that come side by side', async () => {
    const { clock, opened } = limited(60, 180);
    await using box = await opened;
    const accepted: number[] = [];
    for (let second = 0; second < 4; second++) {
      const answers = await Promise.all(Array.from({ length: 70 }, () => box.call('/v1/files')));
      accepted.push(answers.filter(({ status }) => status === 200).length);
      clock.ms += 1_000;
    }
    expect(accepted).toEqual([60, 60, 60, 0]);
  });
});
