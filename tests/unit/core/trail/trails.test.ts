import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../../main/core/model/mark.ts';
import { StoreError } from '../../../../main/core/model/store-error.ts';
import type { QueueEvent } from '../../../../main/core/queue/upload-list.ts';
import { Trail } from '../../../../main/core/trail/trail.ts';
import type { TrailStore } from '../../../../main/core/trail/trail-store.ts';
import { Trails } from '../../../../main/core/trail/trails.ts';
import { Listeners } from '../../../../main/core/util/listeners.ts';
import { simulateBatch } from '../../../support/simulation/simulate-batch.ts';
import { uploadOf } from '../../../support/upload-of.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

class TrailsInMemory implements TrailStore {
  readonly kept = new Map<string, readonly Mark[]>();
  saves = 0;
  isFull = false;

  marksOf(id: string): readonly Mark[] {
    return this.kept.get(id) ?? [];
  }

  save(trails: ReadonlyMap<string, readonly Mark[]>): void {
    this.saves += 1;
    if (this.isFull) throw new StoreError('disk_full');
    for (const [id, marks] of trails) this.kept.set(id, marks);
  }
}

const kinds = (marks: readonly Mark[]) => marks.map(({ kind }) => kind);

describe('the trails of a batch', () => {
  it('tell each step of each file in its order, and are saved together', async () => {
    const store = new TrailsInMemory();
    let ids: string[] = [];
    let trails: Trails | null = null;
    await simulateBatch({
      files: 40,
      seed: 1,
      watch: (queue, clock) => {
        trails = new Trails(queue, store, clock);
        queue.onJobStart((id) => {
          ids = [...ids, id];
        });
      },
    });
    (trails as Trails | null)?.close();
    expect(new Set(ids).size).toBe(40);
    for (const id of ids) {
      const marks = store.marksOf(id);
      const told = kinds(marks).filter((kind) => kind !== 'sending' && kind !== 'step');
      expect(told).toEqual(['started', 'identified', 'signed', 'sent', 'ended']);
      expect(marks.map(({ atMs }) => atMs)).toEqual(marks.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    }
    // A write for each mark would be hundreds.
    expect(store.saves).toBeLessThan(60);
  });

  it('are all kept where Hoist is closed in the middle', async () => {
    const store = new TrailsInMemory();
    const clock = new VirtualClock();
    const queued = uploadOf({ stage: 'queued' });
    const starts = new Listeners<string>();
    const events = new Listeners<QueueEvent>();
    const trails = new Trails(
      {
        onJobStart: (listener) => void starts.add(listener),
        uploads: { find: () => queued, subscribe: (listener) => events.add(listener) },
      },
      store,
      clock,
    );
    starts.emit(queued.id);
    await clock.advance(3000);
    expect(kinds(store.marksOf(queued.id))).toEqual(['started']);
    events.emit({ type: 'upload', upload: { ...queued, state: { stage: 'uploading', fileId: 'f' } } });
    trails.close();
    expect(kinds(store.marksOf(queued.id))).toEqual(['started', 'signed']);
  });

  it('cost no upload anything where the disk takes nothing', async () => {
    const store = new TrailsInMemory();
    store.isFull = true;
    const { knownMs } = await simulateBatch({
      files: 5,
      seed: 1,
      watch: (queue, clock) => new Trails(queue, store, clock),
    });
    expect(knownMs).toHaveLength(5);
    expect(store.saves).toBeGreaterThan(0);
    expect(store.kept.size).toBe(0);
  });
});

describe('a trail', () => {
  it('says that Hoist was closed where it goes on in another run', () => {
    const trail = new Trail([{ kind: 'started', atMs: 1 }], 50);
    trail.started(uploadOf({ stage: 'uploading', fileId: 'f' }), 51);
    expect(kinds(trail.marks)).toEqual(['started', 'resumed', 'started']);
  });

  it('keeps each attempt that came to nothing, and of very many the first and the latest', () => {
    const trail = new Trail([], 0);
    trail.started(uploadOf({ stage: 'queued' }), 1);
    for (let attempt = 2; attempt < 200; attempt += 1) {
      const retry = { atMs: attempt * 100, attempt, message: { code: 'plain', because: 'busy' } } as const;
      trail.progressed({ sentBytes: 0, bytesPerSecond: null, retry, stuck: false }, attempt);
      // The same retry is told once.
      trail.progressed({ sentBytes: 0, bytesPerSecond: null, retry, stuck: false }, attempt);
    }
    expect(trail.marks).toHaveLength(60);
    expect(trail.marks[0]).toMatchObject({ kind: 'started' });
    expect(trail.marks[1]).toMatchObject({ kind: 'retry', attempt: 2 });
    expect(trail.marks.at(-1)).toMatchObject({ kind: 'retry', attempt: 199 });
    expect(trail.marks.at(-2)).toMatchObject({ attempt: 198 });
  });

  it('tells the first bytes and each step of the server once', () => {
    const trail = new Trail([], 0);
    trail.started(uploadOf({ stage: 'queued' }), 1);
    trail.changed(uploadOf({ stage: 'uploading', fileId: 'f' }), 2);
    for (const sentBytes of [0, 10, 20])
      trail.progressed({ sentBytes, bytesPerSecond: null, retry: null, stuck: false }, 3);
    for (const step of [null, 'Scan', 'Scan', 'Text'])
      trail.changed(uploadOf({ stage: 'processing', fileId: 'f', step }), 4);
    trail.changed(uploadOf({ stage: 'queued' }), 5);
    expect(kinds(trail.marks)).toEqual(['started', 'signed', 'sending', 'sent', 'step', 'step', 'restarted']);
  });
});
