import type { FolderRow } from '../../../preload/contract/contract.ts';
import { folderRow, plainSettings } from '../folder-row.ts';
import { NOW_MS } from './now.ts';

const MINUTE_MS = 60_000;
function folder(name: string, more: Partial<FolderRow> = {}): FolderRow {
  return folderRow(name, { path: `/home/ada/Documents/${name}`, ...more });
}

const last = (file: string, agoMs: number) => ({
  file,
  fileId: '3f2a9b14-7c1e-4d57-9a40-52f7c8d1e0c9',
  atMs: NOW_MS - agoMs,
});

export const folders: readonly FolderRow[] = [
  folder('Contracts 2026', {
    alreadyHere: { files: 3412, bytes: 5_210_000_000 },
    ready: 2,
    lastUpload: last('Offer Müller & Söhne.docx', 4 * MINUTE_MS),
  }),
  folder('Invoices', {
    settings: {
      ...plainSettings,
      include: ['*.pdf'],
      exclude: ['*draft*'],
      retention: 'temporary',
      postUploadAction: { type: 'move', folder: '/home/ada/Documents/Uploaded' },
    },
    ready: 1284,
    underWay: 3,
    lastUpload: last('2026/November/Invoice 4711.pdf', 26 * 60 * MINUTE_MS),
    waiting: {
      total: 2,
      first: [
        { file: 'Invoice 4712.pdf', sizeBytes: 2_140_000, sinceMs: NOW_MS - MINUTE_MS, why: 'still-written' },
        { file: '2026/Scan.pdf', sizeBytes: 88_000, sinceMs: NOW_MS - 9 * MINUTE_MS, why: 'open-elsewhere' },
      ],
    },
    skipped: {
      total: 61,
      first: [
        {
          file: 'logo.png',
          message: {
            code: 'type_not_allowed',
            extension: '.png',
            allowedExtensions: ['.csv', '.txt', '.pdf', '.docx', '.xlsx'],
          },
        },
        {
          file: 'old/Scan 2019.pdf',
          message: { code: 'too_large', sizeBytes: 14_200_000, maxSizeBytes: 10_485_760 },
        },
      ],
    },
    failed: {
      total: 1,
      first: [
        { file: 'Minutes.docx', message: { code: 'processing_failed', step: null }, uploadId: 'row-6' },
      ],
    },
    failedActions: {
      total: 1,
      first: [{ file: 'Invoice 4001.pdf', message: { code: 'stays_no_room' } }],
    },
  }),
  folder('Minutes', {
    settings: { ...plainSettings, onEdit: 'ask', recursive: false },
    ready: 12,
    lastUpload: last('May.docx', 50 * MINUTE_MS),
    edited: {
      total: 2,
      first: [
        { file: 'Minutes of the board meeting.docx', sizeBytes: 61_000 },
        { file: '2026/May.docx', sizeBytes: 24_000 },
      ],
    },
  }),
];

export const oddFolders: readonly FolderRow[] = [
  folder('Archive', {
    path: '/media/ada/USB drive/Archive',
    ready: 40,
    state: {
      kind: 'unavailable',
      message: { code: 'folder_gone' },
      sinceMs: NOW_MS - 95 * MINUTE_MS,
    },
    lastUpload: last('Report 2019.pdf', 20 * 24 * 60 * MINUTE_MS),
  }),
  folder('Scans', { state: { kind: 'scanning', seen: 1204 } }),
  folder('Letters', { state: { kind: 'paused' }, ready: 7, lastUpload: last('To Ada.docx', 3 * MINUTE_MS) }),
  folder('Team', { path: '/mnt/team/Team', state: { kind: 'watching', by: 'polling' } }),
  folder('A name of a folder that somebody let grow until nobody could read it in one go any more', {
    path: `/home/ada/${'one folder in another/'.repeat(8)}A name of a folder`,
    state: { kind: 'not-connected' },
  }),
];

/** Folders of connections that are not in use: a kept one, and one that is gone. */
export const restingFolders: readonly FolderRow[] = [
  folder('Contracts 2026', { ready: 2, lastUpload: last('Offer Müller & Söhne.docx', 4 * MINUTE_MS) }),
  folder('Scans', {
    ready: 40,
    state: {
      kind: 'resting',
      connection: 'Test',
      whom: { user: '11111111…', server: 'test.example.com' },
    },
    lastUpload: last('Scan 17.pdf', 3 * 60 * MINUTE_MS),
  }),
  folder('Archive', {
    ready: 7,
    state: {
      kind: 'resting',
      connection: null,
      whom: { user: '22222222…', server: 'api.old-server.example.com/agents' },
    },
    lastUpload: last('Report 2019.pdf', 20 * 24 * 60 * MINUTE_MS),
  }),
];

/** A folder with files that the server does not take. */
export const convertibleFolders: readonly FolderRow[] = [
  folder('Contracts', {
    ready: 12,
    lastUpload: last('Offer.docx', 4 * MINUTE_MS),
    convertible: 7,
    skipped: {
      total: 8,
      first: ['Roadmap 2027.pptx', 'Minutes.md', 'Old offer.doc'].map((file) => ({
        file,
        message: {
          code: 'type_not_allowed',
          extension: file.slice(file.lastIndexOf('.')),
          allowedExtensions: ['.csv', '.txt', '.pdf', '.docx', '.xlsx'],
        },
      })),
    },
  }),
];
