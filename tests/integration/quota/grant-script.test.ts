import { createClient, RESP_TYPES } from '@redis/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer, wordsOf } from '../../../main/core/quota-server/grant-message.ts';
import { GRANT_SCRIPT, groupKeys } from '../../../main/core/quota-server/grant-script.ts';
import {
  type LostGroup,
  type QuotaAnswer,
  type QuotaGrant,
  type QuotaRequest,
  SLICE_MS,
} from '../../../main/core/rate-limit/shared-quota.ts';
import { GroupState, grant } from '../../support/quota/grant-model.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';

/** The script with its time as the last two arguments, so that a minute takes no minute. */
const TIMED_SCRIPT = GRANT_SCRIPT.replace(
  "local time = redis.call('TIME')",
  'local time = { ARGV[#ARGV - 1], ARGV[#ARGV] }',
);

/** One desk asks, after so long. */
interface Step {
  readonly desk: number;
  readonly afterMs: number;
  readonly wants: readonly [number, number, number, number];
  readonly work: readonly [number, number, number];
  /** By how much the server's clock is set forward besides. */
  readonly jumpMs: number;
  /** How many of its calls end before it asks, and how long ago. */
  readonly ends: number;
  readonly endedMs: number;
  readonly unused: number;
  readonly signsFirst: boolean;
  readonly dueMs: number;
  readonly fault:
    | 'none'
    | 'answer lost'
    | 'asks late'
    | 'forgets what it reported'
    | 'server forgets'
    | 'server is set back';
}

const few = fc.nat({ max: 6 });
const step: fc.Arbitrary<Step> = fc.record({
  desk: fc.nat({ max: 7 }),
  afterMs: fc.oneof(
    { weight: 12, arbitrary: fc.nat({ max: 60 }) },
    { weight: 4, arbitrary: fc.nat({ max: 900 }) },
    { weight: 2, arbitrary: fc.nat({ max: 9000 }) },
    { weight: 1, arbitrary: fc.nat({ max: 70_000 }) },
    // The server's clock is set back.
    { weight: 1, arbitrary: fc.integer({ min: -100_000, max: -1 }) },
  ),
  jumpMs: fc.oneof(
    { weight: 20, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat({ max: 100_000 }) },
  ),
  wants: fc.tuple(few, few, few, few),
  work: fc.oneof(
    fc.tuple(fc.nat({ max: 40 }), few, few),
    fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 1 }), fc.nat({ max: 1 })),
  ),
  ends: few,
  endedMs: fc.nat({ max: 3000 }),
  unused: fc.nat({ max: 2 }),
  signsFirst: fc.boolean(),
  dueMs: fc.integer({ min: 1000, max: 30_000 }),
  fault: fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constant('answer lost' as const) },
    { weight: 1, arbitrary: fc.constant('asks late' as const) },
    { weight: 1, arbitrary: fc.constant('forgets what it reported' as const) },
    { weight: 1, arbitrary: fc.constant('server forgets' as const) },
    { weight: 1, arbitrary: fc.constant('server is set back' as const) },
  ),
});

/** What a desk knows of itself. It is simpler than the real one, and less careful: the script must not trust it. */
class Desk {
  number = 0;
  epoch = '';
  live = 0;
  reported = 0;
  isWhole = false;
  heard = { nowMs: 0, trueMs: 0, serial: 0 };
  complete: { readonly grant: QuotaGrant; readonly trueMs: number; readonly reported: number } | null = null;

  /** @param trueMs by a clock that nobody sets */
  request(name: string, step: Step, limits: QuotaRequest['limits'], trueMs: number): QuotaRequest {
    const ends = Math.min(step.ends, this.live);
    this.live -= ends;
    this.number += step.fault === 'asks late' ? 0 : 1;
    const [unsigned, sending, processing] = step.work;
    const skipped = step.fault === 'forgets what it reported' ? 2 : 0;
    const isLost = this.isWhole && this.complete?.grant.epoch !== this.epoch;
    const complete = isLost ? this.complete : null;
    const after = this.isWhole ? (complete?.reported ?? 0) : this.reported + skipped;
    const request = {
      desk: name,
      number: this.number,
      epoch: this.epoch,
      heardMs: this.heard.nowMs,
      heardAgoMs: Math.max(0, trueMs - this.heard.trueMs),
      heardSerial: this.heard.serial,
      limits,
      live: this.live,
      unused: step.unused,
      wants: step.wants,
      signsFirst: step.signsFirst,
      work: { unsigned, sending, processing },
      dueMs: step.dueMs,
      firstAnswered: after + 1,
      answered: new Array<number>(Math.max(ends, this.reported + ends - after)).fill(step.endedMs),
      isWhole: this.isWhole,
      lost: complete === null ? null : lostOf(complete.grant, Math.max(0, trueMs - complete.trueMs)),
    };
    this.reported += ends;
    return request;
  }

  learn(answer: QuotaAnswer, trueMs: number): void {
    this.heard = { ...this.heard, nowMs: answer.nowMs, trueMs };
    this.isWhole = answer.kind === 'resync';
    if (answer.kind !== 'outdated') this.epoch = answer.epoch;
    if (answer.kind !== 'granted') return;
    this.heard.serial = answer.serial;
    this.live += answer.granted.reduce((sum, places) => sum + places, 0);
    if (answer.members > 0) this.complete = { grant: answer, trueMs, reported: this.reported };
  }
}

function lostOf({ epoch, serial, members, live, view }: QuotaGrant, saidAgoMs: number): LostGroup {
  const agesMs = view.flatMap((count, slice) => new Array<number>(count).fill(slice * SLICE_MS + saidAgoMs));
  return { epoch, serial, members, live, saidAgoMs, agesMs };
}

/** Gives bytes where the client gives texts. */
const binaryOf = (client: ReturnType<typeof createClient>) =>
  client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });

describe('the script of the quota server', () => {
  let server: RedisProcess;
  let client: ReturnType<typeof createClient>;
  let binary: ReturnType<typeof binaryOf>;
  beforeAll(async () => {
    server = await RedisProcess.start();
    client = createClient({ url: server.url() });
    await client.connect();
    binary = binaryOf(client);
  });
  afterAll(async () => {
    client.destroy();
    await server[Symbol.asyncDispose]();
  });

  async function ask(tag: string, request: QuotaRequest, nowMs: number): Promise<QuotaAnswer> {
    const keys = groupKeys(tag);
    const time = [Math.floor(nowMs / 1000), (nowMs % 1000) * 1000].map(String);
    const words = ['EVAL', TIMED_SCRIPT, String(keys.length), ...keys, ...wordsOf(request), ...time];
    return readAnswer(await client.sendCommand(words));
  }

  /** What the keys of a group hold, to be put back later. */
  const dump = (tag: string) => Promise.all(groupKeys(tag).map((key) => binary.dump(key)));

  async function restore(tag: string, values: readonly (Buffer | null)[]): Promise<void> {
    for (const [index, key] of groupKeys(tag).entries()) {
      const value = values[index] ?? null;
      await binary.del(key);
      if (value !== null) await binary.restore(key, 0, value);
    }
  }

  it('gives the same answers as its model, whatever desks ask, forget and lose', async () => {
    let run = 0;
    const limits = fc.record({
      perSecond: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(1000)),
      perMinute: fc.integer({ min: 1, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(
        limits,
        fc.array(step, { minLength: 1, maxLength: 150, size: 'max' }),
        async (limits, steps) => {
          run += 1;
          let tag = `run-${run}`;
          let state = new GroupState();
          let snapshot = { keys: await dump(tag), state };
          let nowMs = 1_700_000_000_000;
          let trueMs = 0;
          const desks = Array.from({ length: 8 }, () => new Desk());
          for (const [index, step] of steps.entries()) {
            nowMs += step.afterMs + step.jumpMs;
            trueMs += Math.max(0, step.afterMs);
            if (step.fault === 'server forgets') {
              tag = `run-${run}-${index}`;
              state = new GroupState();
            }
            if (step.fault === 'server is set back') {
              await restore(tag, snapshot.keys);
              state = Object.assign(new GroupState(), structuredClone(snapshot.state));
            }
            if (index % 16 === 0) snapshot = { keys: await dump(tag), state: structuredClone(state) };
            const desk = desks[step.desk] ?? new Desk();
            const request = desk.request(`desk${step.desk}`, step, limits, trueMs);
            const answer = await ask(tag, request, nowMs);
            expect(answer).toEqual(grant(state, request, nowMs));
            if (step.fault !== 'answer lost') desk.learn(answer, trueMs);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
