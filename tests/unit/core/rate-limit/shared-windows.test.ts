import { describe, expect, it } from 'vitest';
import type { ApiStatus } from '../../../../main/core/model/queue-status.ts';
import type { QuotaStatus } from '../../../../main/core/model/quota-status.ts';
import { RequestScheduler } from '../../../../main/core/rate-limit/request-scheduler.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { Chance } from '../../../support/model/chance.ts';
import { ModelQuotaServer } from '../../../support/quota/model-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const NO_FILES = { waiting: 0, beginning: 0, sending: 0, processing: 0, forPeople: 0, cameInAtMs: 0 };

/** Two desks whose people make calls; they have no files at first. */
function desks(limits = { perSecond: 60, perMinute: 10 }) {
  const clock = new VirtualClock();
  const server = new ModelQuotaServer(clock, () => 1);
  const chance = new Chance(1);
  const open = () => {
    const statuses: ApiStatus[] = [];
    const quotas: QuotaStatus['kind'][] = [];
    const numbersOfDesks: number[] = [];
    let processing = 0;
    const schedule = new RequestScheduler({
      store: new MemoryStore(),
      clock,
      limits,
      random: () => chance.next(),
      queueCounts: () => ({ ...NO_FILES, processing }),
      onStatus: (status) => statuses.push(status),
      onQuota: (quota) => {
        if (quotas.at(-1) !== quota.kind) quotas.push(quota.kind);
        if (quota.kind === 'shared') numbersOfDesks.push(quota.desks);
      },
    });
    schedule.share(server.connect());
    schedule.requestQueue.reopen(schedule.rateLimits.of('key', 'group'));
    let made = 0;
    const call = async () => {
      made += 1;
    };
    return {
      schedule,
      statuses,
      quotas,
      numbersOfDesks,
      /** The server has so many files of this desk in processing from now on. */
      process(files: number): void {
        processing = files;
      },
      /** @returns how many of so many calls are made within `ms` */
      async calls(count: number, ms: number): Promise<number> {
        const before = made;
        const { signal } = new AbortController();
        for (let n = 0; n < count; n += 1) void schedule.requestQueue.run('person', signal, call);
        await clock.advance(ms);
        return made - before;
      },
    };
  };
  return { clock, server, first: open(), second: open() };
}

describe('the windows of a key that desks share', () => {
  it('say who made the calls of the minute, as far as it is known', async () => {
    const { clock, server, first, second } = desks({ perSecond: 60, perMinute: 100 });
    const limits = { limit: 100, allowed: 100 };
    await second.calls(5, 1000);
    await first.calls(7, 3000);
    expect(first.schedule.usage).toEqual({ ours: 7, others: 5, ...limits });
    server.problem = 'unreachable';
    await first.calls(1, 5000);
    expect(first.schedule.usage).toMatchObject({ ours: 8, others: null, limit: 100 });
    await clock.advance(70_000);
    expect(first.schedule.usage.ours).toBe(0);
  });

  it('say what the server reports of others with the key, where nothing is shared', async () => {
    const { clock, first } = desks({ perSecond: 60, perMinute: 100 });
    first.schedule.share(null);
    await first.calls(10, 1000);
    expect(first.schedule.usage).toEqual({ ours: 10, others: null, limit: 100, allowed: 100 });
    first.schedule.noteReport({ limit: 100, remaining: 60, resetMs: 20_000 });
    expect(first.schedule.usage).toEqual({ ours: 10, others: 30, limit: 100, allowed: 70 });
    await clock.advance(20_000);
    expect(first.schedule.usage).toMatchObject({ others: null, allowed: 100 });
  });

  it('let a call start only with a place of the group, and say that it waits for the limits', async () => {
    const { clock, first, second } = desks();
    expect(await first.calls(7, 1000)).toBe(7);
    expect(await second.calls(5, 5000)).toBe(3);
    expect(second.statuses.at(-1)).toMatchObject({ kind: 'rate-limited' });
    await clock.advance(60_000);
    expect(second.schedule.quota).toMatchObject({ kind: 'shared' });
    expect(await second.calls(0, 1000)).toBe(0);
    expect(first.quotas).toEqual(['shared']);
  });

  it('leave the desk its part of the limits while the server is away', async () => {
    const { clock, server, first, second } = desks();
    await Promise.all([first.calls(1, 100), second.calls(1, 0)]);
    await clock.advance(61_000);
    // Both have something to do when it goes.
    await Promise.all([first.calls(12, 100), second.calls(12, 0)]);
    server.problem = 'unreachable';
    await clock.advance(61_000);
    expect([first.schedule.quota.kind, second.schedule.quota.kind]).toEqual(['unavailable', 'unavailable']);
    const made = (await Promise.all([first.calls(20, 59_000), second.calls(20, 0)])).reduce((a, b) => a + b);
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(10);
  });

  it('say how many desks share the limits as soon as the desk hears of it, and only when it changes', async () => {
    const { first, second } = desks();
    first.process(1);
    await first.calls(1, 5000);
    expect(first.numbersOfDesks).toEqual([1]);
    second.process(1);
    await second.calls(1, 100);
    expect(second.numbersOfDesks).toEqual([2]);
    // What the first desk has to do has not changed.
    await first.calls(0, 30_000);
    expect(first.numbersOfDesks).toEqual([1, 2]);
    second.process(0);
    await first.calls(0, 30_000);
    expect(first.numbersOfDesks).toEqual([1, 2, 1]);
    expect(first.schedule.quota).toEqual({ kind: 'shared', desks: 1 });
  });

  it('begin to count alone at once where no server can be asked', async () => {
    const { server, first } = desks();
    server.problem = 'login_refused';
    expect(await first.calls(12, 2000)).toBe(10);
    expect(first.schedule.quota).toEqual({ kind: 'unavailable', code: 'login_refused' });
    expect(first.quotas).toEqual(['unavailable']);
  });
});
