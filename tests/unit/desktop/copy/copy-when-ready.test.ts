import { describe, expect, it } from 'vitest';
import type { Upload, UploadState } from '../../../../main/core/model/upload.ts';
import type { QueueEvent } from '../../../../main/core/queue/upload-list.ts';
import { CopyWhenReady } from '../../../../main/desktop/copy/copy-when-ready.ts';
import type { CopyWait } from '../../../../preload/contract/contract.ts';
import { readyUpload } from './ready-upload.ts';

const queued: UploadState = { stage: 'queued' };
const cancelled: UploadState = { stage: 'cancelled' };

function open() {
  const byId = new Map<string, Upload>();
  const listeners: ((event: QueueEvent) => void)[] = [];
  const copied: (readonly string[])[] = [];
  const told: CopyWait[] = [];
  const uploads = {
    find: (id: string) => byId.get(id),
    subscribe: (listener: (event: QueueEvent) => void) => {
      listeners.push(listener);
      return () => {};
    },
  };
  const copy = async (ids: readonly string[]) => {
    copied.push(ids);
    return ids.filter((id) => byId.get(id)?.state.stage === 'ready').length;
  };
  const waiting = new CopyWhenReady({ uploads, copy, tell: (wait) => told.push(wait) });
  const is = (id: string, state?: UploadState) => {
    const ready = readyUpload(id);
    const upload: Upload = { ...ready, state: state ?? ready.state };
    byId.set(id, upload);
    for (const listener of listeners) listener({ type: 'upload', upload });
  };
  const remove = (id: string) => {
    byId.delete(id);
    for (const listener of listeners) listener({ type: 'removed', ids: [id] });
  };
  return { waiting, copied, told, is, remove };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('copying when all are ready', () => {
  it('copies once, when the last one has ended, and says how many there are', async () => {
    const { waiting, copied, told, is } = open();
    is('a', queued);
    is('b', queued);
    waiting.start(['a', 'b']);
    is('a');
    expect(copied).toEqual([]);
    expect(waiting.wait).toEqual({ kind: 'waiting' });
    is('b', cancelled);
    await settle();
    is('c');
    await settle();
    expect(copied).toEqual([['a', 'b']]);
    expect(told).toEqual([{ kind: 'waiting' }, { kind: 'over', copied: 1, of: 2 }]);
    expect(waiting.wait).toEqual({ kind: 'none' });
  });

  it('waits for a file that is tried again meanwhile', async () => {
    const { waiting, copied, is } = open();
    is('a', queued);
    is('b', queued);
    waiting.start(['a', 'b']);
    is('a', cancelled);
    is('a', queued);
    is('b');
    await settle();
    expect(copied).toEqual([]);
    is('a');
    await settle();
    expect(copied).toHaveLength(1);
  });

  it('copies at once where nothing is under way, and does not wait for what was taken out', async () => {
    const { waiting, copied, is, remove } = open();
    is('a');
    waiting.start(['a']);
    await settle();
    is('b', queued);
    waiting.start(['b']);
    remove('b');
    await settle();
    expect(copied).toEqual([['a'], ['b']]);
  });

  it('copies nothing once it is told not to', async () => {
    const { waiting, copied, told, is } = open();
    is('a', queued);
    waiting.start(['a']);
    waiting.stop();
    is('a');
    await settle();
    expect(copied).toEqual([]);
    expect(told.at(-1)).toEqual({ kind: 'none' });
  });
});
