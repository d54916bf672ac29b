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
    words: () => wordsIn('en'),
    isWatched: () => isWatched,
    isWanted: () => isWanted,
    show: (_kind, { title }) => told.push(title),
    withdraw: (kind) => told.push(`no ${kind}`),
  });
});

async function hear(...overviews: readonly AppStatus[]) {
  for (const status of overviews) {
    news.update(status);
    await clock.advance(500);
  }
}

describe('a batch', () => {
  it('is told once, when it is over', async () => {
    await hear(busy, busy, { ...busy, batch: over(40).batch }, over(40), over(40));
    expect(told).toEqual(['40 files are ready']);
  });

  it('is told with those before it that nobody has seen, and alone once somebody looked', async () => {
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

  it('is not told to whoever looks at the window, or wants none, then or later', async () => {
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

describe('the notification of a blocked queue', () => {
  it('of settings is told at once, and once until it is over', async () => {
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

  it('of the network is told where it lasts', async () => {
    await hear(offline, busy);
    await clock.advance(60_000);
    expect(told).toEqual([]);
    await hear(offline);
    await clock.advance(9000);
    expect(told).toEqual([]);
    await clock.advance(1000);
    expect(told).toEqual(['Hoist is offline']);
  });

  it('is not told where no file waits for it, to whoever looks at the window, or wants nothing told', async () => {
    await hear({ ...wrongKey, batch: noBatch });
    isWatched = true;
    await hear(wrongKey);
    isWatched = false;
    await hear({ ...busy, blockedReason: { kind: 'disk' } });
    isWanted = false;
    await hear(offline);
    await clock.advance(60_000);
    expect(told).toEqual(['The disk takes nothing more']);
  });
});
