import type { Upload, UploadState } from '../../main/core/model/upload.ts';

/** An upload in this state, with arbitrary values apart from `change`. */
export function uploadOf(state: UploadState, change: Partial<Upload> = {}): Upload {
  return {
    id: 'x',
    path: '/docs/a.pdf',
    name: 'a.pdf',
    fingerprint: null,
    sizeBytes: 5,
    contentType: 'application/pdf',
    sha256: 'ab',
    retention: 'keep',
    again: false,
    destination: 'user@https://server',
    origin: { kind: 'person' },
    earlierVersion: null,
    conversionRule: 'ask',
    way: null,
    derivation: null,
    batch: null,
    times: { addedAtMs: 1, signedAtMs: null, sentAtMs: null, endedAtMs: null },
    state,
    ...change,
  };
}
