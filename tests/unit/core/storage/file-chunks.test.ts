import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BandwidthLimit } from '../../../../main/core/storage/bandwidth-limit.ts';
import { BufferPool, MAX_CHUNK_BYTES } from '../../../../main/core/storage/buffer-pool.ts';
import { FileChunks, nextChunkBytes } from '../../../../main/core/storage/file-chunks.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { sha256Of, writeRandom } from '../../../support/uploads.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

it('chunks grow on a quick connection, shrink on a slow one, and stay between 64 KiB and the buffer', () => {
  const tookMs = fc.integer({ min: 0, max: 5000 });
  fc.assert(
    fc.property(fc.array(tookMs, { maxLength: 60 }), (times) => {
      let chunkBytes = 256 * 1024;
      for (const ms of times) {
        const next = nextChunkBytes(chunkBytes, ms);
        if (ms <= 25) expect(next).toBeGreaterThanOrEqual(chunkBytes);
        if (ms > 25) expect(next).toBeLessThanOrEqual(chunkBytes);
        expect(next).toBeGreaterThanOrEqual(64 * 1024);
        expect(next).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
        chunkBytes = next;
      }
    }),
  );
});

const unhindered = () => ({
  bandwidth: new BandwidthLimit(new VirtualClock()),
  signal: new AbortController().signal,
});

/** Sends a file's chunks as fast or slowly as `takesMs` says, and answers their hash and the buffers that were used. */
async function sendAll(options: {
  path: string;
  sizeBytes: number;
  pool: BufferPool;
  takesMs: () => number;
}) {
  const { path, sizeBytes, pool, takesMs } = options;
  await using file = await open(path);
  const clock = new VirtualClock();
  const chunks = new FileChunks({ file, sizeBytes, pool, clock });
  const hash = createHash('sha256');
  const buffers = new Set<ArrayBufferLike>();
  const progress: number[] = [];
  const onSent = (sentBytes: number) => progress.push(sentBytes);
  for await (const chunk of chunks.send({ ...unhindered(), onSent })) {
    await clock.advance(takesMs());
    // Looked at after the next read had its time: it must not have gone into the same buffer.
    hash.update(chunk);
    buffers.add(chunk.buffer);
  }
  await chunks.end();
  return { hash: hash.digest('hex'), buffers, progress };
}

it('every byte comes once and in order, whatever the pace', async () => {
  await using folder = await tempFolder();
  const pool = new BufferPool(2);
  for (const sizeBytes of [0, 1, 65_536, 262_144, 262_145, 5_000_001]) {
    const path = await writeRandom(folder.at('a.pdf'), sizeBytes);
    let turn = 0;
    const takesMs = () => [0, 300, 100, 0, 0][turn++ % 5] ?? 0;
    const { hash, progress } = await sendAll({ path, sizeBytes, pool, takesMs });
    expect(hash).toBe(await sha256Of(path));
    expect(progress.at(-1) ?? 0).toBe(sizeBytes);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  }
});

it('the next file has the buffers of the one before, and a body that broke off gives none back', async () => {
  await using folder = await tempFolder();
  const pool = new BufferPool(2);
  const sizeBytes = 3_000_000;
  const path = await writeRandom(folder.at('a.pdf'), sizeBytes);
  const first = await sendAll({ path, sizeBytes, pool, takesMs: () => 0 });
  const second = await sendAll({ path, sizeBytes, pool, takesMs: () => 0 });
  expect(second.buffers).toEqual(first.buffers);

  await using file = await open(path);
  const broken = new FileChunks({ file, sizeBytes, pool, clock: new VirtualClock() });
  const body = broken.send({ ...unhindered(), onSent: () => {} });
  const { value } = await body.next();
  await body.return(undefined);
  await broken.end();
  const taken = [pool.take(), pool.take()].map(({ buffer }) => buffer);
  expect(taken).not.toContain(value?.buffer);
});
