import { expect, it } from 'vitest';
import { keepForgetting } from '../../../main/core/store/forgetting.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { storedUpload } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const DAY_MS = 24 * 60 * 60_000;
const START_MS = Date.UTC(2026, 10, 27, 12);

/** A store with receipts of so many days ago, none of which is in the list. */
async function storeWith(...agesInDays: readonly number[]) {
  const folder = await tempFolder();
  const store = new SqliteStore(folder.path, START_MS);
  const uploads = agesInDays.map((days, n) => {
    const upload = storedUpload(n);
    return { ...upload, times: { ...upload.times, endedAtMs: START_MS - days * DAY_MS } };
  });
  store.save(uploads);
  store.remove(uploads.map(({ id }) => id));
  const clock = new VirtualClock(START_MS);
  /** One run of a program, on a day of its own. */
  const runOnce = () => keepForgetting(store, () => 365, clock)();
  const close = async () => {
    store.close();
    await folder[Symbol.asyncDispose]();
  };
  return { store, clock, runOnce, [Symbol.asyncDispose]: close };
}

it('Starts with a clock that is years ahead forget nothing, and the clock is believed again once it is right', async () => {
  await using hoist = await storeWith(0, 1, 200);
  for (let day = 0; day < 4; day += 1) {
    hoist.runOnce();
    await hoist.clock.advance(DAY_MS);
  }
  hoist.clock.set(730 * DAY_MS);
  for (let start = 0; start < 5; start += 1) hoist.runOnce();
  expect(hoist.store.history.count()).toBe(3);
  hoist.clock.set(-730 * DAY_MS);
  hoist.runOnce();
  expect(hoist.store.history.count()).toBe(3);
  expect(hoist.store.lookDays.at(-1)).toBe(Math.floor(hoist.clock.now() / DAY_MS));
});

it('Receipts whose time is over are forgotten once the clock has been so for three days of use', async () => {
  await using hoist = await storeWith(0, 1, 366, 700);
  hoist.runOnce();
  await hoist.clock.advance(DAY_MS);
  hoist.runOnce();
  expect(hoist.store.history.count()).toBe(4);
  await hoist.clock.advance(7 * DAY_MS);
  hoist.runOnce();
  expect(hoist.store.history.count()).toBe(2);
});

it('Many receipts are forgotten some at a time, so that the program can do other work in between', async () => {
  await using hoist = await storeWith(...Array.from({ length: 500 }, () => 400));
  hoist.runOnce();
  await hoist.clock.advance(DAY_MS);
  hoist.runOnce();
  await hoist.clock.advance(DAY_MS);
  const stop = keepForgetting(hoist.store, () => 365, hoist.clock);
  expect(hoist.store.history.count()).toBe(300);
  await hoist.clock.advance(1000);
  expect(hoist.store.history.count()).toBe(0);
  stop();
  expect(hoist.clock.awaited).toBe(false);
});

it('a store that is open for days forgets once a day, by the present setting', async () => {
  await using hoist = await storeWith(0, 10, 40);
  let days = 365;
  const stop = keepForgetting(hoist.store, () => days, hoist.clock);
  await hoist.clock.advance(3 * DAY_MS);
  expect(hoist.store.history.count()).toBe(3);
  days = 30;
  await hoist.clock.advance(DAY_MS);
  expect(hoist.store.history.count()).toBe(2);
  stop();
  expect(hoist.clock.awaited).toBe(false);
});
