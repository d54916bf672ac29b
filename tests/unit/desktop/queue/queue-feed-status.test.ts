import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../../main/core/model/store-error.ts';
import { Queue } from '../../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { QueueFeed } from '../../../../main/desktop/queue/queue-feed.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { limited } from '../../../support/paced-calls.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const FULL = 'The disk is full, so Hoist cannot save its list of uploads.';

class FullStore extends MemoryStore {
  override save(): never {
    throw new StoreError('disk_full');
  }
}

function feedOver(
  store: MemoryStore,
  {
    isConnected,
    isAwaited = false,
    silentPath = null,
  }: { isConnected: boolean; isAwaited?: boolean; silentPath?: string | null },
) {
  const queue = new Queue({ store, clock: new VirtualClock(), limits: DOCUMENTED_LIMITS });
  const feed = new QueueFeed({
    silentPath: () => silentPath,
    queue,
    notice: null,
    isConnected: () => isConnected,
    isAwaited: () => isAwaited,
    folderName: () => null,
    shownId: () => null,
    isElsewhere: () => false,
    send: () => {},
  });
  return { queue, shown: () => feed.snapshot() };
}

describe('QueueFeed, on the status of the queue', () => {
  it('shows the pause and the missing connection separately', () => {
    const { queue, shown } = feedOver(new MemoryStore(), { isConnected: false });
    expect(shown()).toMatchObject({ queueStatus: { kind: 'not-connected' }, paused: false });
    queue.pause();
    expect(shown()).toMatchObject({ queueStatus: { kind: 'not-connected' }, paused: true });
  });

  it('shows what the library waits for, also while the queue is paused', async () => {
    const never = new AbortController().signal;
    for (const isAwaited of [true, false]) {
      const { queue, shown } = feedOver(new MemoryStore(), { isConnected: true, isAwaited });
      queue.pause();
      void queue.schedule.requestQueue.run('person', never, () => Promise.reject(limited(60_000)));
      await new Promise(setImmediate);
      expect(shown()).toMatchObject({
        queueStatus: { kind: isAwaited ? 'rate-limited' : 'open' },
        paused: true,
      });
      // No upload needs the server, but somebody does.
      queue.schedule.requestQueue.becomeIdle();
      expect(queue.status.kind).toBe('rate-limited');
    }
  });

  it('shows a path whose drive does not respond, where nothing else blocks the queue', () => {
    const told = { isConnected: true, silentPath: '/net/a' };
    expect(feedOver(new MemoryStore(), told).shown()).toMatchObject({
      queueStatus: { kind: 'drive-silent', path: '/net/a' },
    });
    expect(feedOver(new MemoryStore(), { ...told, isConnected: false }).shown()).toMatchObject({
      queueStatus: { kind: 'not-connected' },
    });
  });

  it('shows a full disk that adding files found, and the pause beside it', () => {
    const { queue, shown } = feedOver(new FullStore(), { isConnected: true });
    const item = {
      kind: 'skipped',
      path: '/a',
      name: 'a',
      sizeBytes: null,
      reason: { code: 'hidden_file' },
    } as const;
    expect(() => queue.add([item], 'keep')).toThrow(FULL);
    const queueStatus = { kind: 'disk', message: { code: 'disk_full' } };
    expect(shown()).toMatchObject({ queueStatus, paused: false });
    queue.pause();
    expect(shown()).toMatchObject({ queueStatus, paused: true });
  });
});
