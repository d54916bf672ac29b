import type { FolderRow, FolderSettings } from '../../../preload/contract/contract.ts';

const none = { total: 0, first: [] };

export const plainSettings: FolderSettings = {
  recursive: true,
  include: [],
  exclude: [],
  retention: 'keep',
  postUploadAction: { type: 'leave' },
  onEdit: 'new-version',
};

/** A watched folder of this name, which is its id too. */
export function folder(name: string, more: Partial<FolderRow> = {}): FolderRow {
  return {
    id: name,
    name,
    path: `/home/ada/${name}`,
    settings: plainSettings,
    state: { kind: 'watching', by: 'events' },
    alreadyHere: null,
    underWay: 0,
    ready: 0,
    lastUpload: null,
    waiting: none,
    skipped: none,
    failed: none,
    edited: none,
    failedActions: none,
    ...more,
  };
}

export const all = <T>(...first: T[]) => ({ total: first.length, first });
