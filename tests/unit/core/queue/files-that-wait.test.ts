import { describe, expect, it } from 'vitest';
import { FileError } from '../../../../main/core/files/file-error.ts';
import type { FileAccess } from '../../../../main/core/files/fingerprint.ts';
import { Queue } from '../../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { Chance } from '../../../support/model/chance.ts';
import { requestCounter } from '../../../support/simulation/request-counter.ts';
import { SimulatedServer } from '../../../support/simulation/simulated-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const FINGERPRINT = { inode: '1', sizeBytes: 9, mtimeNs: '1', ctimeNs: '1' };
const ORIGIN = { kind: 'watched-folder', folderId: 'f', root: null } as const;

async function watching(fingerprint: FileAccess['fingerprint']) {
  const clock = new VirtualClock();
  const chance = new Chance(1);
  const server = new SimulatedServer({
    clock,
    chance,
    processingMs: () => 5000,
    delayMs: () => 20,
    putMs: () => 50,
    counter: requestCounter('rolling', DOCUMENTED_LIMITS),
  });
  const queue = new Queue({
    store: new MemoryStore(),
    clock,
    limits: DOCUMENTED_LIMITS,
    random: () => chance.next(),
    concurrentPuts: 1,
    files: { fingerprint, sha256: async (path) => path },
  });
  await queue.connect({ api: server, put: server.put, destination: 'd', budget: 'b' });
  const names = ['waits.txt', 'other.txt'];
  const items = names.map((name) => ({
    kind: 'accepted' as const,
    path: `/${name}`,
    name,
    contentType: 'text/plain',
    fingerprint: FINGERPRINT,
  }));
  const [first] = queue.addWatched(items, {
    retention: 'keep',
    conversionRule: 'ask',
    destination: 'd',
    origin: ORIGIN,
  });
  const id = first?.id ?? '';
  return {
    clock,
    queue,
    stages: () => [...queue.uploads.all()].map(({ state }) => state.stage),
    message: () => queue.uploads.live(id).retry?.message,
  };
}

describe('a watched file', () => {
  it('that never holds still waits visibly, holds up no other, and is sent once it does', async () => {
    let looks = 0;
    let isStable = false;
    const { clock, queue, stages, message } = await watching(async (path) => {
      if (path !== '/waits.txt' || isStable) return FINGERPRINT;
      looks += 1;
      return { ...FINGERPRINT, sizeBytes: looks };
    });
    // Nine times two minutes of looks.
    await clock.advance(19 * MINUTE_MS);
    expect(stages()).toEqual(['queued', 'ready']);
    expect(message()).toEqual({ code: 'plain', because: { code: 'file_keeps_changing' } });
    isStable = true;
    await clock.advance(10 * MINUTE_MS);
    expect(stages()).toEqual(['ready', 'ready']);
    await queue.close();
  });

  it('whose drive does not answer waits visibly, holds up no other, and is sent once it does', async () => {
    let isAway = true;
    const { clock, queue, stages, message } = await watching(async (path) => {
      if (path === '/waits.txt' && isAway) throw new FileError('file_unreadable', 'ETIMEDOUT');
      return FINGERPRINT;
    });
    await clock.advance(60 * MINUTE_MS);
    expect(stages()).toEqual(['queued', 'ready']);
    expect(message()).toEqual({ code: 'plain', because: { code: 'drive_silent' } });
    isAway = false;
    await clock.advance(6 * MINUTE_MS);
    expect(stages()).toEqual(['ready', 'ready']);
    await queue.close();
  });
});
