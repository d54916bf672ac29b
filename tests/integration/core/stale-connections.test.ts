import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { type PutOutcome, StorageClient } from '../../../main/core/storage/put.ts';
import { ClosingStorage } from '../../support/closing-storage.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { writeRandom } from '../../support/uploads.ts';

/** Far more than a connection takes in one go: when it breaks, not all can have gone. */
const LARGE_BYTES = 24 * 1024 * 1024;

/** PUTs files of these sizes one after the other. All are there before: a connection is idle for no longer than it is kept. */
async function putAll(storage: ClosingStorage, sizes: readonly number[]): Promise<PutOutcome[]> {
  await using folder = await tempFolder();
  const paths = await Promise.all(
    sizes.map((bytes, number) => writeRandom(folder.at(`${number}.pdf`), bytes)),
  );
  const client = new StorageClient();
  const outcomes: PutOutcome[] = [];
  for (const path of paths) {
    const fingerprint = await fingerprintOf(path);
    const { signal } = new AbortController();
    const request = { url: storage.url, path, fingerprint, contentType: 'application/pdf', signal };
    outcomes.push(await client.put({ ...request, onProgress: () => {} }));
  }
  client.close();
  return outcomes;
}

describe('a kept connection that the storage closes as the request comes', () => {
  it('costs nothing but another connection', async () => {
    await using storage = await ClosingStorage.start();
    storage.deeds.push('take', 'reset');
    expect(await putAll(storage, [1000, LARGE_BYTES])).toEqual([{ kind: 'stored' }, { kind: 'stored' }]);
    expect(storage.puts).toEqual([
      { connection: 1, deed: 'take' },
      { connection: 1, deed: 'reset' },
      { connection: 2, deed: 'take' },
    ]);
  });

  it('is forgiven once', async () => {
    await using storage = await ClosingStorage.start();
    storage.deeds.push('take', 'reset', 'reset');
    const [, second] = await putAll(storage, [1000, LARGE_BYTES]);
    expect(second).toMatchObject({ kind: 'not-stored', unreachable: false });
    expect(storage.puts).toHaveLength(3);
  });

  it('leaves it open what became of a file whose bytes all went: it is not sent again unasked', async () => {
    await using storage = await ClosingStorage.start();
    storage.deeds.push('take', 'reset');
    const [, second] = await putAll(storage, [1000, 1000]);
    expect(second?.kind).toBe('unknown');
    expect(storage.puts).toHaveLength(2);
  });
});

it('a new connection that is cut is no stale one', async () => {
  await using storage = await ClosingStorage.start();
  storage.deeds.push('reset');
  const [only] = await putAll(storage, [LARGE_BYTES]);
  expect(only).toMatchObject({ kind: 'not-stored', unreachable: false });
  expect(storage.puts).toHaveLength(1);
});
