import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../../main/core/model/upload.ts';
import { CommonValues } from '../../../../main/core/store/common-values.ts';
import { queuedUpload, storedUpload } from '../../../support/store/stored.ts';

/** An upload as it comes out of the database: with values of its own. */
const read = (upload: Upload): Upload => structuredClone(upload);

const batch = { id: 'b', title: 'Invoices' };
const watched = { kind: 'watched-folder', folderId: 'f', root: '/scans' } as const;
const skipped = { stage: 'skipped', reason: { code: 'empty_file' } } as const;

describe('common values', () => {
  it('leave each upload equal to what was stored', () => {
    const common = new CommonValues();
    const uploads = [
      storedUpload(1),
      storedUpload(2, { batch, origin: watched, retention: 'temporary' }),
      queuedUpload(3, { destination: null, contentType: null, fingerprint: null }),
      queuedUpload(4, { destination: '{"kind":"person"}', contentType: 'null' }),
      storedUpload(5, { state: skipped, batch: { ...batch, title: null } }),
      storedUpload(6, { fingerprint: { inode: '1', sizeBytes: 1, mtimeNs: '5', ctimeNs: '5' } }),
      storedUpload(7, {
        state: { stage: 'failed', fileId: null, reason: { code: 'infected' } } as const,
      }),
    ];
    // Twice, so that each comes upon what the others left.
    for (const upload of [...uploads, ...uploads]) expect(common.share(read(upload))).toEqual(upload);
  });

  it('are one object for all uploads that have them', () => {
    const common = new CommonValues();
    const [first, second] = [1, 2].map((n) =>
      common.share(read(queuedUpload(n, { batch, origin: watched }))),
    );
    expect(first?.batch).toBe(second?.batch);
    expect(first?.origin).toBe(second?.origin);
    expect(first?.state).toBe(second?.state);
  });
});
