import type { FolderRow, FolderSettings } from '../../preload/contract/contract.ts';

/** An empty list of files. */
export const none = { total: 0, first: [] };

export const plainSettings: FolderSettings = {
  recursive: true,
  include: [],
  exclude: [],
  retention: 'keep',
  postUploadAction: { type: 'leave' },
  onEdit: 'new-version',
  conversionRule: 'ask',
};

/** A watched folder without files, as the window shows it. */
export const emptyFolder = {
  alreadyHere: null,
  underWay: 0,
  ready: 0,
  lastUpload: null,
  waiting: none,
  convertible: 0,
  skipped: none,
  failed: none,
  edited: none,
  failedActions: none,
} satisfies Partial<FolderRow>;

/** A watched folder of this name, which is its id too. */
export function folderRow(name: string, more: Partial<FolderRow> = {}): FolderRow {
  return {
    id: name,
    name,
    path: `/home/ada/${name}`,
    settings: plainSettings,
    state: { kind: 'watching', by: 'events' },
    ...emptyFolder,
    ...more,
  };
}
