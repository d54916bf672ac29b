import { createHash, randomUUID } from 'node:crypto';
import type { Upload, UploadState } from '../../../main/core/model/upload.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';

/** The receipts saved in one transaction. */
const BATCH = 5000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Gives a data folder a past: receipts of the last months, and rows in the list, half of which wait in a paused queue.
 * @param destination of all of them
 */
export function fillHistory(
  dataFolder: string,
  { receipts, rows, destination }: { receipts: number; rows: number; destination: string },
): void {
  const store = new SqliteStore(dataFolder, Date.now());
  try {
    const firstMs = Date.now() - 100 * DAY_MS;
    const make = (from: number, count: number, isQueued: (n: number) => boolean) =>
      Array.from({ length: count }, (_, index) => {
        const n = from + index;
        return uploadOf(n, firstMs + n * 60_000, isQueued(n) ? 'queued' : 'ready', destination);
      });
    for (let from = 0; from < receipts; from += BATCH) {
      const uploads = make(from, Math.min(BATCH, receipts - from), () => false);
      store.save(uploads);
      store.remove(uploads.map(({ id }) => id));
      store.trails.save(new Map(uploads.map(({ id, times }) => [id, marksOf(times.addedAtMs)])));
    }
    store.save(make(receipts, rows, (n) => n % 2 === 0));
    store.paused = true;
  } finally {
    store.close();
  }
}

function marksOf(atMs: number) {
  const kinds = ['started', 'identified', 'signed', 'sending', 'sent', 'ended'] as const;
  return kinds.map((kind, index) => ({ kind, atMs: atMs + index }));
}

function uploadOf(n: number, addedAtMs: number, stage: 'queued' | 'ready', destination: string): Upload {
  const name = `invoice ${n}.pdf`;
  const sizeBytes = 20_000 + (n % 10_000);
  const timeNs = String(BigInt(addedAtMs) * 1_000_000n);
  const isReady = stage === 'ready';
  const at = (offsetMs: number) => (isReady ? addedAtMs + offsetMs : null);
  const state: UploadState = isReady
    ? { stage, fileId: randomUUID(), remarks: { empty: false, length: false }, alreadyAtMs: null }
    : { stage };
  return {
    id: randomUUID(),
    path: `/home/person/Documents/Invoices/${name}`,
    name,
    fingerprint: { inode: String(1_000_000 + n), sizeBytes, mtimeNs: timeNs, ctimeNs: timeNs },
    sizeBytes,
    contentType: 'application/pdf',
    sha256: isReady ? createHash('sha256').update(name).digest('hex') : null,
    retention: 'keep',
    again: false,
    destination,
    origin: { kind: 'person' },
    batch: null,
    earlierVersion: null,
    conversionRule: 'ask',
    way: null,
    derivation: null,
    times: { addedAtMs, signedAtMs: at(200), sentAtMs: at(400), endedAtMs: at(9000) },
    state,
  };
}
