import { beforeEach, describe, expect, it } from 'vitest';
import { wordsIn } from '../../../../main/desktop/shell/i18n.ts';
import { Notifier } from '../../../../main/desktop/status/notifier.ts';
import type { AppStatus } from '../../../../main/desktop/status/status.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { busy, idle, noBatch } from './statuses.ts';

const over = (ready: number): AppStatus => ({
  ...idle,
  isOver: true,
  batch: { ...noBatch, ready, total: ready, firstReady: { id: `first of ${ready}`, name: 'a.pdf' } },
});
const offline: AppStatus = { ...busy, blockedReason: { kind: 'offline' } };
const wrongKey: AppStatus = { ...busy, blockedReason: { kind: 'configuration', field: 'apiKey' } };

let clock: VirtualClock;
let told: string[];
let isWatched: boolean;
let isWanted: boolean;
let news: Notifier;

beforeEach(() => {
  clock = new VirtualClock();
  told = [];
  isWatched = false;
  isWanted = true;
  news = new Notifier({
    clock,
    translations: () => wordsIn('en'),
    isWatched: () => isWatched,
    isWanted: () => isWanted,
    show: (_kind, { title }) => told.push(title),
    withdraw: (kind) => told.push(`no ${kind}`),
  });
});

async function hear(...statuses: readonly AppStatus[]) {
  for (const status of statuses) {
    news.update(status);
    await clock.advance(500);
  }
}

describe('Notifier, on a batch', () => {
  it('notifies once, when the batch is over', async () => {
    await hear(busy, busy, { ...busy, batch: over(40).batch }, over(40), over(40));
    expect(told).toEqual(['40 files are ready']);
  });

  it('adds earlier batches that nobody has seen', async () => {
    await hear(over(3), busy, over(2));
    news.markSeen();
    await hear(busy, over(4));
    expect(told).toEqual([
      '3 files are ready',
      '5 files are ready',
      'no batch',
      'no blocked',
      '4 files are ready',
    ]);
  });

  it('begins with the connection where there are several', async () => {
    await hear({ ...over(3), connection: 'Work' });
    await hear({ ...offline, connection: 'Work' });
    await clock.advance(10_000);
    expect(told).toEqual(['Work · 3 files are ready', 'Work · Hoist is offline']);
  });

  it('never notifies a person who looks at the window, or who wants no notifications', async () => {
    isWatched = true;
    await hear(over(3), busy);
    isWatched = false;
    isWanted = false;
    await hear(over(4), busy);
    isWanted = true;
    await hear(over(2));
    expect(told).toEqual(['2 files are ready']);
  });
});

describe('Notifier, on a blocked queue', () => {
  it('notifies of wrong settings at once, and once until they are corrected', async () => {
    await hear(wrongKey, wrongKey);
    // Tried again in vain, as after sleep.
    await hear(busy, wrongKey);
    await clock.advance(60_000);
    expect(told).toEqual(['Your files wait for you']);
    await hear(busy);
    await clock.advance(10_000);
    await hear(wrongKey);
    expect(told).toEqual(['Your files wait for you', 'no blocked', 'Your files wait for you']);
  });

  it('notifies of a missing network when it lasts', async () => {
    await hear(offline, busy);
    await clock.advance(60_000);
    expect(told).toEqual([]);
    await hear(offline);
    await clock.advance(9000);
    expect(told).toEqual([]);
    await clock.advance(1000);
    expect(told).toEqual(['Hoist is offline']);
  });

  it('never notifies where no file waits, the person looks at the window, or wants no notifications', async () => {
    await hear({ ...wrongKey, batch: noBatch });
    isWatched = true;
    await hear(wrongKey);
    isWatched = false;
    await hear({ ...busy, blockedReason: { kind: 'disk' } });
    isWanted = false;
    await hear(offline);
    await clock.advance(60_000);
    expect(told).toEqual(['The disk cannot be written to']);
  });
});
