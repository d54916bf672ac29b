/** `node --expose-gc quota-memory.ts <address>`: prints how much memory the client of the quota server holds, in MB. */
import 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { testQuota } from '../../../main/core/quota-server/quota-test.ts';

async function heldMb(): Promise<number> {
  // Several rounds: what one frees may hold what the next one frees.
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await sleep(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

await heldMb();
const before = await heldMb();
const result = await testQuota({ url: process.argv[2] ?? '' }, null);
if (!result.ok) throw new Error(result.code);
console.log((await heldMb()) - before);
