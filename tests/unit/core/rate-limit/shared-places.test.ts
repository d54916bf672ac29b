import { describe, expect, it } from 'vitest';
import type { QuotaStatus } from '../../../../main/core/model/quota-status.ts';
import { CurrentLimits, type RequestLimits } from '../../../../main/core/rate-limit/request-limits.ts';
import { SharedPlaces } from '../../../../main/core/rate-limit/shared-places.ts';
import { ModelQuotaServer } from '../../../support/quota/model-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const LIMITS = { perSecond: 60, perMinute: 20 };

/** A desk of the group, whose work is what it wants. */
function desk(
  server: ModelQuotaServer,
  clock: VirtualClock,
  name: string,
  earlierAgesMs: number[] = [],
  limits: RequestLimits = LIMITS,
) {
  const changes: QuotaStatus['kind'][] = [];
  const places: SharedPlaces = new SharedPlaces({
    clock,
    limits,
    tag: 'group',
    random: () => 0,
    plan: () => ({ work: { unsigned: 0, sending: 0, processing: 30 }, dueMs: 1000, signsFirst: false }),
    onChange: () => {
      changes.push(places.status.kind);
      onChange();
    },
    earlierAgesMs,
  });
  let onChange = () => {};
  places.use(server.connect(), name);
  return {
    places,
    changes,
    /** Makes so many calls as soon as there are places; each takes 10 ms. @returns how many were made within `ms` */
    async call(count: number, ms: number): Promise<number> {
      let made = 0;
      onChange = () => {
        while (made < count && places.has('asking')) {
          made += 1;
          clock.after(10, places.begin('asking'));
        }
        places.want([count - made, 0, 0, 0]);
      };
      onChange();
      await clock.advance(ms);
      onChange = () => {};
      places.want([0, 0, 0, 0]);
      return made;
    },
  };
}

function group() {
  const clock = new VirtualClock();
  return { clock, server: new ModelQuotaServer(clock, () => 1) };
}

/** Two desks that know of each other and have made 11 calls. */
async function twoBusyDesks() {
  const { clock, server } = group();
  const first = desk(server, clock, 'first');
  const second = desk(server, clock, 'second');
  await first.call(6, 1000);
  await second.call(5, 1000);
  await clock.advance(11_000);
  return { clock, server, first, second };
}

const counted = (server: ModelQuotaServer): number => server.state.calls.size;

describe('the places of a desk in a shared quota', () => {
  it('are granted within a minute’s limit, over all desks', async () => {
    const { clock, server } = group();
    const first = desk(server, clock, 'first');
    const second = desk(server, clock, 'second');
    const made = [await first.call(15, 5000), await second.call(15, 5000)];
    // One place is kept for newcomers.
    expect(made).toEqual([15, 4]);
    await clock.advance(60_000);
    expect(await second.call(11, 5000)).toBe(11);
  });

  it('follow limits that change: those in hand go back, and the server hears of the new ones', async () => {
    const { clock, server } = group();
    const limits = new CurrentLimits(LIMITS);
    const one = desk(server, clock, 'one', [], limits);
    expect(await one.call(10, 5000)).toBe(10);
    const release = one.places.keepOne();
    await clock.advance(100);
    expect(one.places.has('asking')).toBe(true);
    limits.change({ perSecond: 60, perMinute: 8 });
    one.places.limitsChanged();
    expect(one.places.has('asking')).toBe(false);
    release();
    expect(await one.call(5, 5000)).toBe(0);
    limits.change({ perSecond: 60, perMinute: 30 });
    one.places.limitsChanged();
    expect(await one.call(5, 5000)).toBe(5);
  });

  it('granted within limits that have changed meanwhile are not used', async () => {
    const { clock, server } = group();
    const limits = new CurrentLimits(LIMITS);
    const one = desk(server, clock, 'one', [], limits);
    await one.call(8, 5000);
    const calling = one.call(4, 500);
    // The request is under way.
    await Promise.resolve();
    limits.change({ perSecond: 60, perMinute: 8 });
    one.places.limitsChanged();
    expect(await calling).toBe(0);
  });

  it('go back where nobody takes them', async () => {
    const { clock, server } = group();
    const first = desk(server, clock, 'first');
    first.places.want([4, 0, 0, 0]);
    await clock.advance(100);
    first.places.want([0, 0, 0, 0]);
    await clock.advance(2000);
    expect(server.state.desks.get('first')?.live).toBe(0);
    expect(counted(server)).toBe(0);
  });

  it('are reported to a server that has lost them, once each, and come again once all desks have reported', async () => {
    const { clock, server, first, second } = await twoBusyDesks();
    expect(counted(server)).toBe(11);
    server.forget();
    expect(await first.call(1, 2000)).toBe(0);
    expect(await second.call(1, 2000)).toBe(1);
    expect(await first.call(1, 2000)).toBe(1);
    await clock.advance(2000);
    expect(counted(server)).toBe(13);
  });

  it('come from a server that has lost them after the lease of another desk that is gone', async () => {
    const { server, first, second } = await twoBusyDesks();
    server.forget();
    second.places.use(null, 'second');
    expect(await first.call(1, 14_000)).toBe(0);
    expect(await first.call(1, 3000)).toBe(1);
  });

  it('count once though the answer to their report is lost', async () => {
    const { clock, server } = group();
    const first = desk(server, clock, 'first');
    await first.call(5, 30);
    let losses = 2;
    server.losesAnswer = () => losses-- > 0;
    await clock.advance(5000);
    expect(losses).toBeLessThan(0);
    expect(counted(server)).toBe(5);
    expect(server.state.desks.get('first')?.live).toBe(0);
  });

  it('include the calls of an earlier process only where the server is new', async () => {
    const { clock, server } = group();
    const first = desk(server, clock, 'first', [50_000, 20_000]);
    await first.call(1, 1000);
    expect(counted(server)).toBe(3);
    await clock.advance(61_000);
    const later = desk(server, clock, 'later', [50_000, 20_000]);
    await later.call(1, 1000);
    expect(counted(server)).toBe(1);
  });

  it('come back by themselves after a failure, and the calls made meanwhile are reported', async () => {
    const { clock, server } = group();
    const first = desk(server, clock, 'first');
    await first.call(2, 1000);
    server.problem = 'full';
    await first.call(1, 1000);
    expect(first.places.status).toEqual({ kind: 'unavailable', code: 'full' });
    for (let call = 0; call < 3; call += 1) first.places.begin('asking')();
    server.problem = null;
    await clock.advance(4000);
    expect(first.places.status.kind).toBe('shared');
    expect(counted(server)).toBe(5);
    expect(first.changes).toContain('unavailable');
  });

  it('count on though the server’s clock is set forward', async () => {
    const { clock, server } = group();
    const first = desk(server, clock, 'first');
    const second = desk(server, clock, 'second');
    expect(await first.call(15, 4000)).toBe(15);
    server.aheadMs += 3_600_000;
    expect(await second.call(15, 5000)).toBe(4);
  });

  it('count for a minute where several desks find that the server’s clock was set forward', async () => {
    const { clock, server } = group();
    const first = desk(server, clock, 'first');
    const second = desk(server, clock, 'second');
    await first.call(15, 3000);
    // From here on they ask three seconds apart.
    await second.call(1, 1000);
    server.aheadMs += 3_600_000;
    await clock.advance(56_800);
    expect(await second.call(11, 1000)).toBe(11);
  });

  it('come for a test of the connection also after the server was changed during another test', async () => {
    const { clock, server } = group();
    const { places } = desk(server, clock, 'first');
    const release = places.keepOne();
    await clock.advance(100);
    void places.leave();
    await clock.advance(100);
    places.use(server.connect(), 'first');
    release();
    await clock.advance(2000);
    places.keepOne();
    await clock.advance(2000);
    expect(places.has('asking')).toBe(true);
  });

  it('ask nothing of the server while there is nothing to do', async () => {
    const { clock, server } = group();
    const places = new SharedPlaces({
      clock,
      limits: LIMITS,
      tag: 'group',
      random: () => 0,
      plan: () => ({ work: { unsigned: 0, sending: 0, processing: 0 }, dueMs: 0, signsFirst: false }),
      onChange: () => {},
      earlierAgesMs: [],
    });
    places.use(server.connect(), 'idle');
    await clock.advance(5000);
    const before = server.requests;
    await clock.advance(10 * 60_000);
    expect(server.requests).toBe(before);
  });
});
