import { createHash } from 'node:crypto';
import type { Upload } from '../../../main/core/model/upload.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';

/** The n-th upload of a made-up list, as the queue would have stored it: ready, or as `change` says. */
export function storedUpload(n: number, change: Partial<Upload> = {}): Upload {
  const name = `document ${n}.pdf`;
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    path: `/documents/${name}`,
    name,
    fingerprint: { inode: String(n), sizeBytes: 1000 + n, mtimeNs: `17954562${n}000000000`, ctimeNs: null },
    sizeBytes: 1000 + n,
    contentType: 'application/pdf',
    sha256: hashOf(n),
    retention: 'keep',
    again: false,
    destination: 'user@http://127.0.0.1:1',
    origin: { kind: 'person' },
    earlierVersion: null,
    conversionRule: 'ask',
    way: null,
    derivation: null,
    batch: null,
    times: { addedAtMs: 1000 * n, signedAtMs: 1000 * n + 1, sentAtMs: 1000 * n + 2, endedAtMs: 1000 * n + 3 },
    state: {
      stage: 'ready',
      fileId: `id-${n}`,
      remarks: { empty: false, length: false },
      alreadyAtMs: null,
    },
    ...change,
  };
}

/** The same upload before anything was done for it. */
export function queuedUpload(n: number, change: Partial<Upload> = {}): Upload {
  const times = { addedAtMs: 1000 * n, signedAtMs: null, sentAtMs: null, endedAtMs: null };
  return storedUpload(n, { times, sha256: null, state: { stage: 'queued' }, ...change });
}

export function hashOf(n: number): string {
  return createHash('sha256').update(String(n)).digest('hex');
}

/** Opens a data folder's database, lets `use` have it, and closes it. */
export function withStore<T>(folder: string, use: (store: SqliteStore) => T): T {
  const store = new SqliteStore(folder, Date.UTC(2026, 10, 23, 12));
  try {
    return use(store);
  } finally {
    store.close();
  }
}
