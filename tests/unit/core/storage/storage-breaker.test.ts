import { expect, it } from 'vitest';
import type { PutOutcome } from '../../../../main/core/storage/put.ts';
import { StorageBreaker, type StorageTurn } from '../../../../main/core/storage/storage-breaker.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const AWAY: PutOutcome = { kind: 'not-stored', detail: { code: 'no_connections_taken' }, unreachable: true };

function turn(change: Partial<StorageTurn> = {}): StorageTurn {
  return {
    signal: new AbortController().signal,
    isUsable: () => true,
    isFresh: () => true,
    send: async () => AWAY,
    isServerThere: async () => true,
    ...change,
  };
}

it('StorageBreaker counts the old URL of a probe against no file, even where the probe did not wait', async () => {
  const clock = new VirtualClock();
  const breaker = new StorageBreaker(
    clock,
    () => 0,
    () => {},
  );
  expect(await breaker.put('https://storage.test/a', turn())).toEqual({ outcome: AWAY, isShared: true });
  await clock.advance(60_000);
  const old = await breaker.put('https://storage.test/b', turn({ isUsable: ({ isProbe }) => !isProbe }));
  expect(old).toEqual({ outcome: { kind: 'url-spent' }, isShared: true });
});

it('StorageBreaker counts a URL that expired before its turn against its file while the storage serves', async () => {
  const breaker = new StorageBreaker(
    new VirtualClock(),
    () => 0,
    () => {},
  );
  const spent = await breaker.put('https://storage.test/a', turn({ isUsable: () => false }));
  expect(spent).toEqual({ outcome: { kind: 'url-spent' }, isShared: false });
});
