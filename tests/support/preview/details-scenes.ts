import type { Connection, UploadDetails, UploadRow } from '../../../preload/contract/contract.ts';
import { NOW_MS } from './now.ts';
import type { Scene } from './scenes.ts';

const S = 1000;

function detailsOf(row: UploadRow, more: Partial<UploadDetails>): UploadDetails {
  return {
    row,
    path: `${row.folder}/${row.name}`,
    canOpen: true,
    sha256: '5d81905d6cd68a31ac166cc178741419341ab2299fb3cbb7c41ebb38248722e8',
    fileId: 'fileId' in row.state ? row.state.fileId : null,
    whom: { user: '497f6eca…', server: 'api.example.com' },
    earlierFileId: null,
    endedAtMs: null,
    marks: [],
    ahead: null,
    ...more,
  };
}

/** A file that is ready, one that waits for its turn, and one that is tried again. */
export function detailsScenes(rows: readonly UploadRow[], connection: Connection): readonly Scene[] {
  const at = (ms: number) => NOW_MS - 90 * S + ms;
  const scene = (name: string, row: number, more: Partial<UploadDetails>): Scene[] => {
    const shown = rows[row];
    if (shown === undefined) return [];
    const added = { ...shown, addedAtMs: at(0) };
    return [
      {
        name,
        rows: rows.map((other) => (other === shown ? added : other)),
        queueStatus: { kind: 'open' },
        connection,
        details: detailsOf(added, more),
      },
    ];
  };
  const before = [
    { kind: 'started', atMs: at(31 * S) },
    { kind: 'identified', atMs: at(31.2 * S) },
    { kind: 'signed', atMs: at(38 * S) },
  ] as const;
  return [
    ...scene('details-ready', 3, {
      endedAtMs: at(64 * S),
      marks: [
        ...before,
        { kind: 'sending', atMs: at(38.4 * S) },
        { kind: 'sent', atMs: at(46 * S) },
        { kind: 'step', step: 'Antivirus scanning', atMs: at(47 * S) },
        { kind: 'step', step: 'Text extraction', atMs: at(52 * S) },
        { kind: 'ended', atMs: at(64 * S) },
      ],
    }),
    ...scene('details-waiting', 10, { ahead: 12, sha256: null }),
    ...scene('details-retry', 6, {
      marks: [
        ...before,
        { kind: 'sending', atMs: at(38.4 * S) },
        {
          kind: 'retry',
          attempt: 2,
          atMs: at(82 * S),
          message: { code: 'plain', because: { code: 'answered', said: 'The service is busy', status: 503 } },
        },
      ],
    }),
  ];
}
