import { describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../../../main/core/model/store-error.ts';
import { StoreHealth } from '../../../../main/core/queue/store-health.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

describe('StoreHealth', () => {
  function watched() {
    const clock = new VirtualClock();
    const store = new MemoryStore();
    const probe = vi.spyOn(store, 'probe');
    const changes: (string | null)[] = [];
    const health = new StoreHealth(store, clock);
    health.onChange(() => changes.push(health.problem));
    return { clock, probe, changes, health };
  }
  const full = () => {
    throw new StoreError('disk_full');
  };

  it('reports a problem once, probes every 5 s, and reports when it is over', async () => {
    const { clock, probe, changes, health } = watched();
    expect(health.problem).toBeNull();
    probe.mockImplementation(full);
    health.markFailed(new StoreError('disk_full'));
    health.markFailed(new StoreError('io'));
    expect(changes).toEqual(['disk_full']);
    await clock.advance(4999);
    expect(probe).not.toHaveBeenCalled();
    await clock.advance(10_001);
    expect(probe).toHaveBeenCalledTimes(3);
    expect(changes).toHaveLength(1);
    probe.mockImplementation(() => {});
    await clock.advance(5000);
    expect([changes.length, health.problem]).toEqual([2, null]);
    await clock.advance(60_000);
    expect(probe).toHaveBeenCalledTimes(4);
  });

  it('reports a second problem after the first is over', async () => {
    const { clock, changes, health } = watched();
    health.markFailed(new StoreError('disk_full'));
    await clock.advance(5000);
    health.markFailed(new StoreError('not_writable'));
    expect(changes).toEqual(['disk_full', null, 'not_writable']);
  });

  it('probes no more once it is closed', async () => {
    const { clock, probe, health } = watched();
    health.markFailed(new StoreError('io'));
    health.close();
    await clock.advance(60_000);
    expect(probe).not.toHaveBeenCalled();
  });
});
