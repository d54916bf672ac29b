import { describe, expect, it } from 'vitest';
import { awaitsDecision, type Upload, type UploadState } from '../../../../main/core/model/upload.ts';
import type { QueueEvent } from '../../../../main/core/queue/upload-list.ts';
import type { AppStatus } from '../../../../main/desktop/status/status.ts';
import { StatusFeed } from '../../../../main/desktop/status/status-feed.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { readyUpload } from '../copy/ready-upload.ts';

const queued: UploadState = { stage: 'queued' };
const { state: ready } = readyUpload('any');

/** A queue whose uploads change by `is`, and all that is told of it. */
function open() {
  const hidden: { destination: string | null } = { destination: 'nobody' };
  const clock = new VirtualClock();
  const byId = new Map<string, Upload>();
  const listeners: ((event: QueueEvent) => void)[] = [];
  const feed = new StatusFeed({
    clock,
    isConnected: () => true,
    isElsewhere: (destination) => destination === hidden.destination,
    connectionName: () => null,
    queue: {
      destination: null,
      status: { kind: 'open' },
      paused: false,
      waysOf: (upload) => (awaitsDecision(upload) ? ['text'] : []),
      uploads: {
        all: () => byId.values(),
        find: (id) => byId.get(id),
        live: () => ({ sentBytes: 0, bytesPerSecond: null, retry: null, stuck: false }),
        subscribe: (listener) => {
          listeners.push(listener);
          return () => {};
        },
        get count() {
          return byId.size;
        },
      },
    },
  });
  const is = (id: string, state: UploadState, destination: string | null = null) => {
    const upload: Upload = { ...readyUpload(id), state, destination };
    byId.set(id, upload);
    for (const listener of listeners) listener({ type: 'upload', upload });
  };
  const seen: AppStatus[] = [];
  feed.subscribe((now) => seen.push(now));
  return { clock, feed, is, seen, hidden };
}

describe('StatusFeed', () => {
  it('counts the files of the connection that is shown alone', async () => {
    const { clock, feed, is, seen, hidden } = open();
    hidden.destination = 'theirs';
    is('a', queued, 'ours');
    is('b', ready, 'theirs');
    is('c', queued, 'theirs');
    await clock.advance(500);
    expect(seen.at(-1)).toMatchObject({ batch: { total: 1 }, recent: [] });
    hidden.destination = 'ours';
    feed.startOver();
    await clock.advance(500);
    expect(seen.at(-1)?.recent.map(({ id }) => id)).toEqual(['b']);
  });

  it('sends a status at once, and then twice a second at most', async () => {
    const { clock, is, seen } = open();
    expect(seen.map(({ batch }) => batch.total)).toEqual([0]);
    for (let n = 0; n < 100; n += 1) is(`${n}`, queued);
    await clock.advance(500);
    for (let n = 0; n < 100; n += 1) is(`${n}`, ready);
    await clock.advance(499);
    expect(seen.map(({ batch }) => [batch.total, batch.ready])).toEqual([
      [0, 0],
      [100, 0],
    ]);
    await clock.advance(1);
    expect(seen.at(-1)?.batch).toMatchObject({ total: 100, ready: 100 });
  });

  it('stops when nothing changes any more', async () => {
    const { clock, feed, is, seen } = open();
    is('a', queued);
    is('a', ready);
    await clock.advance(60_000);
    const { length } = seen;
    await clock.advance(60_000);
    expect(seen).toHaveLength(length);
    feed.touch();
    await clock.advance(60_000);
    expect(seen).toHaveLength(length + 1);
  });
});

describe('StatusFeed, on the end of a batch', () => {
  it('ends a batch two seconds after its last file, once', async () => {
    const { clock, is, seen } = open();
    is('a', queued);
    is('a', ready);
    await clock.advance(2000);
    expect(seen.at(-1)).toMatchObject({ isOver: false });
    await clock.advance(1000);
    expect(seen.at(-1)).toMatchObject({ isOver: true, batch: { total: 1, ready: 1 } });
  });

  it('continues a batch while files arrive in time', async () => {
    const { clock, is, seen } = open();
    for (const id of ['a', 'b', 'c']) {
      is(id, queued);
      await clock.advance(1000);
      is(id, ready);
      await clock.advance(1500);
    }
    expect(seen.some(({ isOver }) => isOver)).toBe(false);
    await clock.advance(1500);
    expect(seen.at(-1)).toMatchObject({ isOver: true, batch: { total: 3, ready: 3 } });
    is('d', queued);
    await clock.advance(500);
    expect(seen.at(-1)).toMatchObject({ isOver: false, batch: { total: 1, moving: 1 } });
  });

  it('ends a batch of files that only need a decision', async () => {
    const { clock, is, seen } = open();
    const reason = { code: 'type_not_allowed', extension: '.md', allowedExtensions: ['.txt'] } as const;
    is('a', { stage: 'skipped', reason });
    await clock.advance(3000);
    expect(seen.at(-1)).toMatchObject({ isOver: true, undecidedCount: 1, batch: { total: 0, undecided: 1 } });
  });

  it('ends no batch of cancelled files', async () => {
    const { clock, is, seen } = open();
    is('a', queued);
    is('a', { stage: 'cancelled' });
    await clock.advance(10_000);
    expect(seen.at(-1)).toMatchObject({ isOver: false, batch: { total: 0 } });
  });
});
