import { expect, it } from 'vitest';
import { Queue } from '../../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { Chance } from '../../../support/model/chance.ts';
import { requestCounter } from '../../../support/simulation/request-counter.ts';
import { SimulatedServer } from '../../../support/simulation/simulated-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const SIZES: Readonly<Record<string, number>> = { '/huge.txt': 3_000_000, '/huger.txt': 4_000_000 };
const SMALL_BYTES = 9;
const fingerprintOf = (path: string) => ({
  inode: path,
  sizeBytes: SIZES[path] ?? SMALL_BYTES,
  mtimeNs: '1',
  ctimeNs: '1',
});

/** Reading a large file ends with its signal alone. */
function queueOf(maxSizeBytes: number | null) {
  const clock = new VirtualClock();
  const chance = new Chance(1);
  const server = new SimulatedServer({
    clock,
    chance,
    processingMs: () => 1000,
    delayMs: () => 20,
    putMs: () => 50,
    maxSizeBytes,
    counter: requestCounter('rolling', DOCUMENTED_LIMITS),
  });
  const read: string[] = [];
  const stopped: string[] = [];
  const sha256 = (path: string, _state: unknown, signal: AbortSignal) => {
    read.push(path);
    if (SIZES[path] === undefined) return Promise.resolve(path);
    return new Promise<string>((_, reject) => {
      signal.addEventListener('abort', () => {
        stopped.push(path);
        reject(signal.reason);
      });
    });
  };
  const queue = new Queue({
    store: new MemoryStore(),
    clock,
    limits: DOCUMENTED_LIMITS,
    random: () => chance.next(),
    files: { fingerprint: async (path) => fingerprintOf(path), sha256 },
  });
  const add = (...paths: string[]) =>
    queue.add(
      paths.map((path) => ({
        kind: 'accepted' as const,
        path,
        name: path.slice(1),
        contentType: 'text/plain',
        fingerprint: fingerprintOf(path),
      })),
      'keep',
    );
  const states = () => [...queue.uploads.all()].map(({ path, state }) => [path, state]);
  return { clock, server, queue, read, stopped, add, states };
}

it('the job stops hashing a file, and fails it, as soon as the server says that it is too large', async () => {
  const { clock, server, queue, read, stopped, add, states } = queueOf(1_000_000);
  await queue.connect({ api: server, put: server.put, destination: 'd', budget: 'b' });
  add('/huge.txt');
  await clock.advance(500);
  expect([read, stopped]).toEqual([['/huge.txt'], []]);
  add('/small.txt');
  await clock.advance(10_000);
  const reason = { code: 'too_large', sizeBytes: 3_000_000, maxSizeBytes: 1_000_000 };
  expect(states()).toMatchObject([
    ['/huge.txt', { stage: 'failed', reason }],
    ['/small.txt', { stage: 'ready' }],
  ]);
  expect(stopped).toEqual(['/huge.txt']);
  add('/huger.txt');
  await clock.advance(1000);
  expect(states()[2]).toMatchObject(['/huger.txt', { stage: 'failed', reason: { code: 'too_large' } }]);
  expect(read, 'nobody reads what is known to be too large').toEqual(['/huge.txt', '/small.txt']);
  expect([...server.files.values()].map(({ name }) => name)).toEqual(['small.txt']);
  await queue.close();
});

it('the job goes on hashing a file that the arriving limits allow', async () => {
  const { clock, server, queue, stopped, add, states } = queueOf(3_000_000);
  await queue.connect({ api: server, put: server.put, destination: 'd', budget: 'b' });
  add('/huge.txt', '/small.txt');
  await clock.advance(60_000);
  expect(states()).toMatchObject([
    ['/huge.txt', { stage: 'queued' }],
    ['/small.txt', { stage: 'ready' }],
  ]);
  expect(stopped).toEqual([]);
  await queue.close();
});
