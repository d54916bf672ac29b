import { createClient } from '@redis/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimRequest } from '../../../main/core/job/claim-server.ts';
import { claimWords, readClaim } from '../../../main/core/quota-server/claim-message.ts';
import { CLAIM_SCRIPT, claimKey } from '../../../main/core/quota-server/claim-script.ts';
import { openQuotaServer } from '../../../main/core/quota-server/quota-server.ts';
import { answerClaim, ClaimState } from '../../support/quota/claim-model.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';

/** The script with its time as the last two arguments, so that a lease takes no time. */
const TIMED_SCRIPT = CLAIM_SCRIPT.replace(
  "local time = redis.call('TIME')",
  'local time = { ARGV[#ARGV - 1], ARGV[#ARGV] }',
)
  // The server's own clock stands still meanwhile.
  .replaceAll(/'PEXPIRE', claim, .*\)$/gm, "'PERSIST', claim)");
const LEASE_MS = 10_000;
const DAY_MS = 24 * 60 * 60_000;

const request: fc.Arbitrary<ClaimRequest> = fc.record({
  step: fc.constantFrom('take', 'take', 'keep', 'ready', 'release'),
  holder: fc.constantFrom('a', 'b', 'c'),
  fileId: fc.constantFrom(null, 'f1', 'f2', 'f3'),
  signedAgoMs: fc.nat({ max: 20_000 }),
  leaseMs: fc.constant(LEASE_MS),
  usableMs: fc.integer({ min: 1, max: DAY_MS }),
});
/** A ready file has an id. */
const sensible = request.filter(({ step, fileId }) => step !== 'ready' || fileId !== null);
const step = fc.record({
  request: sensible,
  afterMs: fc.oneof(fc.nat({ max: 4000 }), fc.nat({ max: 25_000 })),
});

describe('the script of the claims', () => {
  let redis: RedisProcess;
  let client: ReturnType<typeof createClient>;
  beforeAll(async () => {
    redis = await RedisProcess.start();
    client = createClient({ url: redis.url() });
    await client.connect();
  });
  afterAll(async () => {
    client.destroy();
    await redis[Symbol.asyncDispose]();
  });

  it('gives the same answers as its model, whatever uploads ask and whenever they fall silent', async () => {
    let run = 0;
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), async (steps) => {
        run += 1;
        const state = new ClaimState();
        let nowMs = 1_700_000_000_000;
        for (const { request, afterMs } of steps) {
          nowMs += afterMs;
          const time = [Math.floor(nowMs / 1000), (nowMs % 1000) * 1000].map(String);
          const key = claimKey('model', `${run}`);
          const reply = await client.sendCommand([
            'EVAL',
            TIMED_SCRIPT,
            '1',
            key,
            ...claimWords(request),
            ...time,
          ]);
          const answer = readClaim(reply);
          expect(answer).toEqual(answerClaim(state, request, nowMs));
          kinds.add(`${request.step} ${answer.kind}`);
        }
      }),
      { numRuns: 300 },
    );
    expect([...kinds].sort()).toEqual([
      'keep lost',
      'keep mine',
      'ready lost',
      'ready mine',
      'release lost',
      'release mine',
      'take held',
      'take mine',
      'take ready',
    ]);
  });

  it('needs no more rights than the one that grants calls', async () => {
    const rights = [
      'on',
      '>right',
      '~hoist:*',
      '-@all',
      '+@connection',
      '+@scripting',
      '+@sortedset',
      '+@hash',
    ];
    const more = ['+time', '+del', '+pexpire', '-script', '-function'];
    await redis.command('ACL', 'SETUSER', 'desk', ...rights, ...more);
    const server = openQuotaServer({ url: redis.url('desk:right@') });
    const asked = { holder: 'a', fileId: 'f', signedAgoMs: 0, leaseMs: LEASE_MS, usableMs: DAY_MS } as const;
    for (const step of ['take', 'keep', 'release', 'ready'] as const)
      expect(await server.claim('rights', 'c', { ...asked, step })).toEqual({ kind: 'mine', left: null });
    const taken = await server.claim('rights', 'c', { ...asked, step: 'take', holder: 'b', fileId: null });
    expect(taken).toMatchObject({ kind: 'ready', file: { fileId: 'f' } });
    await server.close();
  });

  it('forgets a claim without a file with its lease, one with a file after a day, and a ready file when it is of no use', async () => {
    const server = openQuotaServer({ url: redis.url() });
    const ask = (step: ClaimRequest['step'], fileId: string | null = null) =>
      server.claim('g', 'c', {
        step,
        holder: 'a',
        fileId,
        signedAgoMs: 0,
        leaseMs: LEASE_MS,
        usableMs: 20_000,
      });
    const leftMs = async () => Number(await client.sendCommand(['PTTL', claimKey('g', 'c')]));
    const expectLeft = async (ms: number) => {
      const left = await leftMs();
      expect(left).toBeGreaterThan(ms - 5000);
      expect(left).toBeLessThanOrEqual(ms);
    };
    await ask('take');
    await expectLeft(LEASE_MS);
    await ask('keep', 'f');
    await expectLeft(DAY_MS);
    await ask('ready', 'f');
    await expectLeft(20_000);
    await ask('take', 'f');
    await expectLeft(LEASE_MS);
    await ask('release');
    expect(await leftMs()).toBe(-2);
    await server.close();
  });
});
