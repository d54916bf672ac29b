import type { Upload } from '../../../../main/core/model/upload.ts';
import type { ReadyUpload } from '../../../../main/desktop/copy/copy-text.ts';
import { uploadOf } from '../../../support/upload-of.ts';

export function readyUpload(name: string, change: Partial<Upload> = {}): ReadyUpload {
  const state = {
    stage: 'ready',
    fileId: `id of ${name}`,
    alreadyAtMs: null,
    remarks: { empty: false, length: false },
  } as const;
  return { ...uploadOf(state, { id: name, path: `/docs/${name}`, name, ...change }), state };
}
