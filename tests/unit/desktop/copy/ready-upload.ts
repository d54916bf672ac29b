import type { Upload } from '../../../../main/core/model/upload.ts';
import type { ReadyUpload } from '../../../../main/desktop/copy/copy-text.ts';

export const readyUpload = (name: string, change: Partial<Upload> = {}): ReadyUpload => ({
  id: name,
  path: `/docs/${name}`,
  name,
  fingerprint: null,
  sizeBytes: 5,
  contentType: 'application/pdf',
  sha256: 'ab',
  retention: 'keep',
  again: false,
  destination: 'user@https://server',
  origin: { kind: 'person' },
  earlierVersion: null,
  times: { addedAtMs: 0, signedAtMs: 0, sentAtMs: 0, endedAtMs: 0 },
  ...change,
  state: {
    stage: 'ready',
    fileId: `id of ${name}`,
    alreadyAtMs: null,
    remarks: { empty: false, length: false },
  },
});
