/** Hoist's own PUTs, alone in a process: `node hoist-put-process.ts <plan.json>`. Prints {@link HoistPutRun} as JSON. */
import { readFile } from 'node:fs/promises';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { FILES_READY, StorageClient } from '../../../main/core/storage/put.ts';
import type { HoistPutPlan, HoistPutRun } from './hoist-put.ts';

const { jobs, atOnce, warmUpJobs }: HoistPutPlan = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'));
// As in the app, the files were looked at before it is their turn.
const requests = await Promise.all(
  jobs.map(async ({ path, url }) => ({ path, url, fingerprint: await fingerprintOf(path) })),
);

const storage = new StorageClient({ maxSockets: atOnce });
const { signal } = new AbortController();

async function sendAll(chosen: typeof requests): Promise<number> {
  const startedMs = performance.now();
  const waiting = chosen.values();
  const work = async (): Promise<void> => {
    for (const request of waiting) {
      const outcome = await storage.put({ ...request, contentType: 'text/csv', signal, onProgress() {} });
      if (outcome.kind !== 'stored') throw new Error(`${request.path}: ${JSON.stringify(outcome)}`);
    }
  };
  // As in the app, a connection has its next file at once.
  const ready = atOnce > 1 ? FILES_READY : 0;
  await Promise.all(Array.from({ length: atOnce + ready }, work));
  return performance.now() - startedMs;
}

const coldWallMs = await sendAll(requests.slice(0, warmUpJobs));
const cpuBefore = process.cpuUsage();
const wallMs = await sendAll(requests);
const { user, system } = process.cpuUsage(cpuBefore);
const run: HoistPutRun = { wallMs, coldWallMs, cpuMs: (user + system) / 1000 };
console.log(JSON.stringify(run));
storage.close();
