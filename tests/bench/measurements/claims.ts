import { randomBytes, randomUUID } from 'node:crypto';
import { quotaProgram } from '../../../build/quota-program.ts';
import type { ClaimRequest } from '../../../main/core/job/claim-server.ts';
import { openQuotaServer } from '../../../main/core/quota-server/quota-server.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { atMost, measured } from '../harness/finding.ts';
import type { Measurement } from '../harness/workbench.ts';

/** So many contents ask at once. */
const AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** What the contents that desks have sent cost the quota server: each is taken, signed and ready. */
export const claims: Measurement = {
  name: 'claims',
  title: 'Claims on a quota server',
  limitMs: 2 * 60_000,
  async run(bench) {
    if (quotaProgram() === null) {
      const why = 'neither redis-server nor valkey-server is installed';
      return [{ kind: 'skipped', what: 'a real server', why }];
    }
    const count = bench.pick(20_000, 2000);
    const redis = bench.own(await RedisProcess.start());
    const server = openQuotaServer({ url: redis.url() });
    const tag = randomBytes(16).toString('hex');
    const claim = async () => {
      const [content, holder, fileId] = [randomBytes(16).toString('hex'), randomUUID(), randomUUID()];
      const usual = { holder, fileId, signedAgoMs: 0, leaseMs: 10_000, usableMs: DAY_MS };
      const ask = (request: ClaimRequest) => server.claim(tag, content, request);
      await ask({ ...usual, step: 'take', fileId: null });
      await ask({ ...usual, step: 'keep' });
      await ask({ ...usual, step: 'ready' });
    };
    // The first question loads the script.
    await claim();
    const [bytes, cpuMs] = [await redis.usedBytes(), await redis.cpuMs()];
    for (let done = 0; done < count; done += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, claim));
    const [usedBytes, usedMs] = [(await redis.usedBytes()) - bytes, (await redis.cpuMs()) - cpuMs];
    await server.close();
    return [
      measured(
        'memory of the claims of ready files',
        'MB/1,000 files',
        [(usedBytes * 1000) / count / 2 ** 20],
        {
          target: atMost(0.5),
        },
      ),
      measured('CPU time of 1,000 questions', 'ms', [(usedMs * 1000) / (3 * count)], { target: atMost(50) }),
    ];
  },
};
