import { noRows, updatedCounts } from '../../../main/core/model/row-counts.ts';
import type {
  Activity,
  Connection,
  ConversionWay,
  CopyWait,
  Deletions,
  FolderRow,
  HistoryDay,
  HistoryRow,
  LibraryProblem,
  LibraryRow,
  Message,
  Organisation,
  Preferences,
  ProxyView,
  QueueSnapshot,
  RowState,
  SharedLimits,
  SharedLimitsAnswer,
  ShownStatus,
  Speech,
  SystemState,
  UpdateNotice,
  UploadDetails,
  UploadRow,
} from '../../../preload/contract/contract.ts';
import { detailsScenes } from './details-scenes.ts';
import { convertibleFolders, folders, oddFolders, restingFolders } from './folder-scenes.ts';
import { NOW_MS } from './now.ts';
import { quotaScenes } from './quota-scenes.ts';
import { systemScenes } from './system-scenes.ts';

/** The responses of the fake main process in one scene: plain data, since it is sent into the page. */
export interface Scene {
  readonly name: string;
  readonly rows: readonly UploadRow[];
  /** Of all rows, where `rows` are the first page and the others load for ever. */
  readonly loading?: Pick<QueueSnapshot, 'counts' | 'batches'>;
  readonly queueStatus: ShownStatus;
  readonly paused?: boolean;
  readonly connection: Connection;
  readonly notice?: Message;
  readonly canMakePdf?: boolean;
  readonly minutesLeft?: number;
  readonly folders?: readonly FolderRow[];
  readonly details?: UploadDetails;
  readonly history?: readonly HistoryRow[];
  readonly library?: readonly LibraryRow[];
  readonly libraryProblem?: LibraryProblem;
  readonly libraryText?: string;
  readonly deletions?: Deletions;
  readonly copyPreview?: string;
  readonly copyWait?: CopyWait;
  readonly organisation?: Partial<Organisation>;
  readonly sharedLimits?: SharedLimits;
  /** To a test and to a change; `none` never comes. */
  readonly sharedLimitsAnswer?: SharedLimitsAnswer | 'none';
  readonly preferences?: Partial<Preferences>;
  readonly system?: Partial<SystemState>;
  readonly activity?: Partial<Activity>;
  readonly historyDays?: readonly HistoryDay[];
  readonly proxyQuestion?: ProxyView['question'];
  readonly update?: UpdateNotice;
  readonly speech?: Speech;
}

const account: Connection = {
  mode: 'account',
  baseUrl: 'https://api.haufe.ai/agents',
  userId: '6f1c2b84-3d57-4c1e-9a40-52f7c8d1e0b3',
  hasKey: true,
  keyProtection: 'encrypted',
  notice: null,
  id: '6f1c2b84-3d57-4c1e-9a40-52f7c8d1e0b3@https://api.haufe.ai/agents',
  givenName: '',
  all: [
    {
      id: '6f1c2b84-3d57-4c1e-9a40-52f7c8d1e0b3@https://api.haufe.ai/agents',
      name: 'api.haufe.ai',
      server: 'api.haufe.ai',
      waiting: 0,
    },
  ],
  mayAdd: true,
};

/** The same connection, named, and a second one. */
const several: Connection = {
  ...account,
  givenName: 'Work',
  all: [
    { id: 'trial', name: 'Test', server: 'test.example.com', waiting: 3 },
    ...account.all.map((entry) => ({ ...entry, name: 'Work' })),
  ],
};

export const firstRun: Connection = {
  ...account,
  mode: 'none',
  userId: '',
  hasKey: false,
  id: null,
  all: [],
};

const hex = (seed: number) => (((seed + 1) * 2654435761) % 4294967296).toString(16).padStart(8, '0');
const fileId = (seed: number) =>
  `${hex(seed)}-${hex(seed + 7).slice(0, 4)}-4${hex(seed + 3).slice(0, 3)}-9${hex(seed + 5).slice(0, 3)}-${hex(seed + 11)}${hex(seed + 2).slice(0, 4)}`;

let count = 0;

function row(
  name: string,
  sizeBytes: number | null,
  state: RowState,
  more: Partial<UploadRow> = {},
): UploadRow {
  count += 1;
  return {
    id: `row-${count}`,
    name,
    madeFrom: null,
    batch: null,
    earlierVersion: null,
    ways: [],
    folder: '/home/ada/Documents/Contracts 2026',
    from: null,
    sizeBytes,
    retention: 'keep',
    addedAtMs: NOW_MS,
    state,
    retry: null,
    ...more,
  };
}

const DAY_MS = 86_400_000;

const queued: RowState = { stage: 'queued', waitsFor: null };
const processing = (step: string, stuckSinceMs: number | null = null): RowState => ({
  stage: 'processing',
  step,
  stuckSinceMs,
});
const ready = (seed: number, note: Message | null = null, alreadyAtMs: number | null = null): RowState => ({
  stage: 'ready',
  fileId: fileId(seed),
  note,
  alreadyAtMs,
});
const uploading = (sentBytes: number, bytesPerSecond: number | null): RowState => ({
  stage: 'uploading',
  sentBytes,
  bytesPerSecond,
});

const BUSY: Message = {
  code: 'plain',
  because: { code: 'answered', said: 'The service is busy', status: 503 },
};
const wrongType = (extension: string): Message => ({
  code: 'type_not_allowed',
  extension,
  allowedExtensions: ['.csv', '.txt', '.pdf', '.docx', '.xlsx'],
});

const few: readonly UploadRow[] = [
  row('Annual report 2025.pdf', 2_140_000, uploading(920_000, 1_210_000)),
  row('Offer Müller & Söhne.docx', 88_200, processing('Antivirus scanning')),
  row('Customer list.csv', 12_400, ready(1), { retention: 'temporary' }),
  row('Price calculation Q4.xlsx', 341_000, ready(2)),
  row('Scan 2026-11-02.pdf', 14_200_000, {
    stage: 'failed',
    message: { code: 'too_large', sizeBytes: 14_200_000, maxSizeBytes: 10_485_760 },
    canRetry: false,
  }),
  row('Minutes of the board meeting.docx', 61_000, {
    stage: 'failed',
    message: { code: 'processing_failed', step: null },
    canRetry: true,
  }),
  row('Invoice 4711.pdf', 402_000, uploading(120_000, null), {
    retry: { atMs: NOW_MS + 8_000, attempt: 2, message: BUSY },
  }),
  row('Blank page.pdf', 9_800, ready(3, { code: 'remark_empty' })),
  row('logo.png', 48_000, {
    stage: 'skipped',
    message: wrongType('.png'),
  }),
  row('Old draft.txt', 3_100, { stage: 'cancelled' }),
  row('Terms and conditions.pdf', 780_000, queued),
  row('Handbook.pdf', 8_100_000, uploading(8_100_000, 900_000)),
];

/** Two batches, one of them without a name, a single file after them, and what a watched folder brought. */
const batches: readonly UploadRow[] = [
  ...few.slice(0, 8).map((one) => ({ ...one, batch: { id: 'contracts', title: 'Contracts 2026' } })),
  ...few.slice(8, 10).map((one) => ({ ...one, batch: { id: 'mixed', title: null } })),
  ...few.slice(10, 11).map((one) => ({ ...one, batch: { id: 'single', title: 'Documents' } })),
  ...few.slice(0, 3).map((one) => ({
    ...one,
    id: `watched-${one.id}`,
    from: 'Invoices',
    batch: { id: 'watched', title: 'Invoices' },
  })),
];

const waitsFor: RowState = { stage: 'queued', waitsFor: { user: '497f6eca…', server: 'api.example.com' } };

const fromFolders = few.map((each, index) =>
  index % 3 === 1
    ? each
    : { ...each, from: index % 2 === 0 ? 'Invoices' : 'Minutes of all meetings since 2019' },
);

/** One of each that asks for some thought: stuck, waiting, there before. */
const thoughtful: readonly UploadRow[] = [
  row('Annual report 2025.pdf', 2_140_000, uploading(920_000, 1_210_000)),
  row('Construction plans, all floors.pdf', 9_340_000, processing('Text extraction', NOW_MS - 2_700_000)),
  row('Price calculation Q4.xlsx', 341_000, ready(2, null, NOW_MS - 6 * DAY_MS)),
  row('Terms and conditions.pdf', 780_000, ready(4, null, NOW_MS - 3_600_000)),
  row('Blank page.pdf', 9_800, ready(3, { code: 'remark_empty' }, NOW_MS - DAY_MS)),
  row('Handbook.pdf', 8_100_000, ready(5, null, NOW_MS - 400 * DAY_MS), { retention: 'temporary' }),
  row('Invoice 4711.pdf', 402_000, uploading(120_000, null), {
    retry: { atMs: NOW_MS + 8_000, attempt: 2, message: BUSY },
  }),
  row('Salary list.csv', 14_000, waitsFor),
  row('Minutes of the board meeting.docx', 61_000, {
    stage: 'failed',
    message: { code: 'processing_failed', step: null },
    canRetry: true,
  }),
  row('Offer Müller & Söhne.docx', 88_200, queued),
  row('Customer list.csv', 12_400, ready(1)),
];

const odd: readonly UploadRow[] = [
  row(
    `${'A very long name that goes on and on '.repeat(5)}final version 3.docx`,
    91_000,
    uploading(30_000, 22_000),
  ),
  row('invoice\u202efdp.exe', 1_000, {
    stage: 'skipped',
    message: wrongType('.exe'),
  }),
  row('two\nlines\tand a "quote" \u0007.txt', 0, {
    stage: 'skipped',
    message: { code: 'empty_file' },
  }),
  row('👩‍👩‍👧‍👦 Familienfoto-Übersicht 🇩🇪 zum Ausdrucken.pdf', 640_000, ready(9)),
  row('التقرير السنوي للشركة.pdf', 220_000, processing('Text extraction')),
  row('年度报告二〇二五最终版本给董事会审阅用.xlsx', 18_500, ready(10), { retention: 'temporary' }),
  row('.gitignore', 12, { stage: 'skipped', message: { code: 'hidden_file' } }),
  row('Locked.pdf', null, {
    stage: 'failed',
    message: { code: 'file_unreadable', because: 'EACCES' },
    canRetry: true,
  }),
  row('x'.repeat(250), 5, queued),
  row('Offer.pdf', 5_000, {
    stage: 'queued',
    waitsFor: {
      user: '497f6eca…',
      server: 'a-very-long-name-of-a-test-server.intranet.example.com:8443/agents',
    },
  }),
];

function manyState(index: number): RowState {
  if (index < 3700)
    return index % 40 === 7
      ? { stage: 'failed', message: { code: 'infected' }, canRetry: false }
      : ready(index);
  if (index < 3708) return uploading(40_000 + index * 20, 310_000 + index);
  if (index < 3730) return processing('Antivirus scanning');
  return queued;
}

const endings = ['pdf', 'docx', 'xlsx', 'csv', 'txt'] as const;
const many = Array.from({ length: 10_000 }, (_, index) =>
  row(
    `Document ${String(index + 1).padStart(5, '0')}.${endings[index % 5]}`,
    120_000 + (index % 90) * 1000,
    manyState(index),
  ),
);

/** Of one folder, of which the first page is there. */
const inFolder = many.map((each) => ({ ...each, batch: { id: 'scans', title: 'Scans 2026' } }));
const countsOfMany = updatedCounts(
  noRows,
  many.map((after) => ({ before: null, after })),
);
const loading = {
  counts: countsOfMany,
  batches: [{ id: 'scans', counts: countsOfMany, sizeBytes: 1_645_000_000 }],
};

const failedBecause = (message: Message, canRetry = true): RowState => ({
  stage: 'failed',
  message,
  canRetry,
});
const busyServer: Message = { code: 'server_error', detail: { code: 'answered', said: 'Busy', status: 503 } };

/** Several of the same cause, among others. */
const failures: readonly UploadRow[] = [
  row('Annual report 2025.pdf', 2_140_000, failedBecause(busyServer)),
  ...few.filter(({ state }) => state.stage !== 'processing'),
  row('Plans of all floors.pdf', 19_340_000, {
    ...failedBecause({ code: 'too_large', sizeBytes: 19_340_000, maxSizeBytes: 10_485_760 }, false),
  }),
  row('Contract of sale.docx', 88_200, failedBecause(busyServer)),
  row('Macro collection.docx', 61_000, failedBecause({ code: 'infected' }, false)),
  row(
    'Salary list.csv',
    14_000,
    failedBecause({ code: 'network_error', detail: { code: 'connection_cut' } }),
  ),
];

const none: ShownStatus = { kind: 'open' };
const waiting = few.map((each) =>
  each.state.stage === 'uploading' ? { ...each, state: queued, retry: null } : each,
);

const past = (all: readonly UploadRow[], everyMs: number): readonly HistoryRow[] =>
  all
    .filter(
      ({ state, retry }) => retry === null && !['queued', 'uploading', 'processing'].includes(state.stage),
    )
    .map((each, index) => ({
      ...each,
      id: `past-${index}`,
      endedAtMs: NOW_MS - index * everyMs,
      at:
        index % 7 === 3
          ? { kind: 'other', whom: { user: '497f6eca…', server: 'api.example.com/agents' } }
          : { kind: index % 7 === 5 ? 'sandbox' : 'here' },
    }));

const onServer = (all: readonly UploadRow[]): readonly LibraryRow[] =>
  all.map(({ name, sizeBytes }, index) => ({
    fileId: fileId(index + 40),
    name,
    uploadedAtMs: index % 3 === 1 ? null : NOW_MS - index * 9 * 3_600_000,
    sizeBytes: index % 3 === 1 ? null : sizeBytes,
    madeFrom: index % 5 === 2 ? 'Roadmap 2027.pptx' : null,
    uploadId: null,
  }));
const library = onServer([...few, ...thoughtful].filter(({ name }) => !name.endsWith('.png')));
const bare = { rows: [], queueStatus: none, connection: account } as const;
const text = Array.from(
  { length: 60 },
  (_, index) =>
    `§ ${index + 1}  The parties agree that <b>nothing</b> in this paragraph changes another one.`,
).join('\n\n');

const fromOriginal = (name: string, way: ConversionWay, part: number, of: number): Partial<UploadRow> => ({
  madeFrom: { name, way, groupId: name, part, of },
});
const undecided = (extension: string, ...ways: readonly ConversionWay[]) =>
  [{ stage: 'skipped', message: wrongType(extension) }, { ways }] as const;

/** Files that the server does not take: undecided ones, one on its way, and those that were converted. */
const conversions: readonly UploadRow[] = [
  row('Roadmap 2027.pptx', 3_400_000, ...undecided('.pptx', 'text', 'pdf')),
  row(
    'Notes of the workshop with the works council and both external advisers, final version.md',
    18_200,
    ...undecided('.md', 'text'),
  ),
  row('Mail archive.zip', 7_100_000, ...undecided('.zip', 'contents')),
  row(
    'Export of all orders.csv',
    84_000_000,
    {
      stage: 'failed',
      message: { code: 'too_large', sizeBytes: 84_000_000, maxSizeBytes: 10_485_760 },
      canRetry: true,
    },
    { ways: ['parts'] },
  ),
  row('Old contract.doc', 91_000, { stage: 'converting', way: 'text' }),
  row('Handbook.odt.txt', 48_100, ready(31), fromOriginal('Handbook.odt', 'text', 1, 1)),
  row('Plan.odp.pdf', 880_000, uploading(410_000, 900_000), fromOriginal('Plan.odp', 'pdf', 1, 1)),
  row('Orders (part 1 of 3).csv', 10_480_000, ready(32), fromOriginal('Orders 2026.csv', 'parts', 1, 3)),
  row('Orders (part 2 of 3).csv', 10_480_000, ready(33), fromOriginal('Orders 2026.csv', 'parts', 2, 3)),
  row(
    'Orders (part 3 of 3).csv',
    6_200_000,
    uploading(2_100_000, 800_000),
    fromOriginal('Orders 2026.csv', 'parts', 3, 3),
  ),
  row('Offer.pdf', 120_000, ready(34), fromOriginal('Tender.zip', 'contents', 1, 3)),
  row(
    'Prices.xlsx',
    44_000,
    { stage: 'failed', message: { code: 'processing_failed', step: null }, canRetry: true },
    fromOriginal('Tender.zip', 'contents', 2, 3),
  ),
  row(
    'logo.png',
    8_000,
    { stage: 'skipped', message: wrongType('.png') },
    fromOriginal('Tender.zip', 'contents', 3, 3),
  ),
  row('Secret.docx', 33_000, {
    stage: 'failed',
    message: { code: 'conversion_failed', because: { code: 'document_encrypted' } },
    canRetry: true,
  }),
];

/** A month with quiet weekends and a busy end. */
const DAYS = Array.from({ length: 30 }, (_, at) => {
  const isQuiet = at % 7 > 4;
  const ready = isQuiet ? at % 2 : 12 + ((at * 37) % 45) + (at > 26 ? 60 : 0);
  return {
    startMs: new Date(new Date(NOW_MS).setHours(0, 0, 0, 0)).setDate(new Date(NOW_MS).getDate() - 29 + at),
    ready,
    failed: at % 6 === 2 ? 3 : 0,
    bytes: ready * (400_000 + ((at * 91) % 17) * 120_000),
  };
});

export const scenes: readonly Scene[] = [
  { name: 'library-none', ...bare, library: [] },
  { name: 'library', ...bare, library, libraryText: text },
  { name: 'library-odd', ...bare, library: onServer(odd) },
  { name: 'library-many', ...bare, library: onServer(many) },
  { name: 'library-loading', ...bare },
  { name: 'library-no-listing', ...bare, libraryProblem: { kind: 'not-there' } },
  {
    name: 'library-rate-limited',
    ...bare,
    queueStatus: { kind: 'rate-limited', untilMs: NOW_MS + 24_000 },
  },
  {
    name: 'library-offline',
    ...bare,
    queueStatus: {
      kind: 'offline',
      message: { code: 'unreachable', because: { code: 'name_unknown' } },
      untilMs: NOW_MS + 15_000,
    },
  },
  {
    name: 'library-wrong-key',
    ...bare,
    queueStatus: { kind: 'configuration', field: 'apiKey', message: { code: 'key_refused' } },
  },
  {
    name: 'library-deleting',
    ...bare,
    library,
    deletions: {
      pending: library.slice(1, 3),
      failed: [
        { fileId: 'gone-1', name: 'Offer Müller & Söhne.docx', failure: 'refused' },
        { fileId: 'gone-2', name: 'Minutes of the board meeting.docx', failure: 'unconfirmed' },
      ],
      deleted: null,
    },
  },
  { name: 'history-none', rows: [], queueStatus: none, connection: account, history: [] },
  {
    name: 'history',
    rows: few,
    queueStatus: none,
    connection: account,
    folders,
    history: past([...fromFolders, ...thoughtful, ...few], 5 * 3_600_000),
    historyDays: DAYS,
  },
  {
    name: 'history-odd',
    rows: odd,
    queueStatus: none,
    connection: account,
    history: past([...odd, ...odd], 7_200_000),
  },
  { name: 'history-many', rows: few, queueStatus: none, connection: account, history: past(many, 180_000) },
  {
    name: 'history-sandbox',
    rows: few,
    queueStatus: none,
    connection: { ...account, mode: 'sandbox' },
    history: past(few, 600_000),
  },
  { name: 'empty', rows: [], queueStatus: none, connection: account },
  { name: 'few', rows: few, queueStatus: none, connection: account, minutesLeft: 2 },
  { name: 'batches', rows: batches, queueStatus: none, connection: account, minutesLeft: 2 },
  ...detailsScenes(few, account),
  { name: 'failures', rows: failures, queueStatus: none, connection: account },
  {
    name: 'conversions',
    rows: conversions,
    queueStatus: none,
    connection: account,
    libraryText: text,
    folders: convertibleFolders,
    history: past(
      conversions.filter(({ ways, state }) => ways.length === 0 && state.stage !== 'converting'),
      5 * 3_600_000,
    ),
  },
  {
    name: 'conversions-without-office',
    rows: conversions,
    queueStatus: none,
    connection: account,
    canMakePdf: false,
    folders: convertibleFolders,
  },
  { name: 'odd-names', rows: odd, queueStatus: none, connection: account },
  {
    name: 'loading',
    rows: inFolder.slice(0, 500),
    loading,
    queueStatus: none,
    connection: account,
  },
  { name: 'many', rows: many, queueStatus: none, connection: account, minutesLeft: 90 },
  {
    name: 'copying',
    rows: few,
    queueStatus: none,
    connection: account,
    copyWait: { kind: 'waiting' },
    copyPreview:
      'Customer list.csv: 6f1c2b84-3d57-4c1e-9a40-52f7c8d1e0b3\nPrice calculation Q4.xlsx: 0b3a2b84-3d57-4c1e-9a40-52f7c8d1e0c9',
  },
  { name: 'one', rows: few.slice(0, 1), queueStatus: none, connection: account },
  {
    name: 'all-ready',
    rows: few.filter(({ state }) => state.stage === 'ready'),
    queueStatus: none,
    connection: account,
  },
  {
    name: 'rate-limited',
    rows: waiting,
    queueStatus: { kind: 'rate-limited', untilMs: NOW_MS + 24_000 },
    connection: account,
  },
  {
    name: 'offline',
    rows: waiting,
    queueStatus: {
      kind: 'offline',
      message: { code: 'unreachable', because: { code: 'name_unknown' } },
      untilMs: NOW_MS + 15_000,
    },
    connection: account,
  },
  { name: 'thoughtful', rows: thoughtful, queueStatus: none, connection: account },
  { name: 'paused', rows: waiting, queueStatus: none, paused: true, connection: account },
  { name: 'paused-empty', rows: [], queueStatus: none, paused: true, connection: account },
  {
    name: 'disk-full',
    rows: waiting,
    queueStatus: {
      kind: 'disk',
      message: { code: 'disk_full' },
    },
    connection: account,
  },
  {
    name: 'paused-disk-full',
    rows: waiting,
    queueStatus: { kind: 'disk', message: { code: 'disk_full' } },
    paused: true,
    connection: account,
  },
  {
    name: 'list-damaged',
    rows: few,
    queueStatus: none,
    connection: account,
    notice: {
      code: 'list_salvaged_partly',
      aside: '/home/ada/.config/Hoist/hoist.db.damaged-2026-11-23T09-00-00.000Z',
      taken: 12,
    },
  },
  {
    name: 'connections',
    rows: few,
    queueStatus: none,
    connection: several,
  },
  {
    name: 'wrong-key',
    rows: waiting,
    queueStatus: {
      kind: 'configuration',
      field: 'apiKey',
      message: { code: 'key_refused' },
    },
    connection: account,
  },
  {
    name: 'not-connected',
    rows: waiting.slice(0, 3),
    queueStatus: { kind: 'not-connected' },
    connection: firstRun,
  },
  {
    name: 'paused-not-connected',
    rows: waiting.slice(0, 3),
    queueStatus: { kind: 'not-connected' },
    paused: true,
    connection: firstRun,
  },
  { name: 'sandbox', rows: few, queueStatus: none, connection: { ...account, mode: 'sandbox' } },
  { name: 'sandbox-empty', rows: [], queueStatus: none, connection: { ...firstRun, mode: 'sandbox' } },
  { name: 'first-run', rows: [], queueStatus: { kind: 'not-connected' }, connection: firstRun },
  { name: 'from-folders', rows: fromFolders, queueStatus: none, connection: account, folders },
  { name: 'folders-none', rows: [], queueStatus: none, connection: account, folders: [] },
  { name: 'folders', rows: few, queueStatus: none, connection: account, folders },
  { name: 'folders-resting', rows: few, queueStatus: none, connection: several, folders: restingFolders },
  { name: 'folders-odd', rows: few, queueStatus: none, connection: account, folders: oddFolders },
  {
    name: 'settings-system',
    rows: few,
    queueStatus: none,
    connection: account,
    preferences: { clipboardShortcut: 'Control+Alt+Shift+U' },
    system: { startAtLogin: 'needs-approval', sendTo: true, shortcut: 'taken' },
  },
  {
    name: 'settings-damaged',
    rows: [],
    queueStatus: none,
    connection: {
      ...account,
      keyProtection: 'plain-text-key',
      notice: { code: 'settings_damaged' },
    },
  },
  ...quotaScenes(account, few),
  ...systemScenes({ account, firstRun, few, waiting }),
];
