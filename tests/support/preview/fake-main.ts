import type {
  ConnectionDraft,
  ConnectionTest,
  HoistApi,
  Preferences,
  RowCounts,
  SharedLimitsAnswer,
  SystemState,
} from '../../../preload/contract/contract.ts';
import type { Scene } from './scenes.ts';

/** The fake's inputs, beside the scene. */
export interface FakeMainOptions {
  readonly scene: Scene;
  readonly firstPreferences: Preferences;
  /** The counts of an empty list. */
  readonly noCounts: RowCounts;
  /** The bridge's methods that make a call, and those that subscribe to an event. */
  readonly calls: readonly string[];
  readonly events: readonly string[];
}

/** The methods that need no answer of the scene: calls that return nothing, and subscriptions. */
type Silent = {
  [M in keyof HoistApi]: HoistApi[M] extends (...payload: never) => Promise<void> | (() => void) ? M : never;
}[keyof HoistApi];

/** The answers that a scene must give, and others that it may. */
type Answers = Omit<HoistApi, Silent> & Partial<HoistApi>;

/**
 * Puts a `window.hoist` into the page that answers from a scene and changes nothing. Playwright sends this function
 * as text, so it uses nothing from outside of itself.
 */
export function fakeMain({ scene, firstPreferences, noCounts, calls, events }: FakeMainOptions): void {
  function judge(draft: ConnectionDraft): ConnectionTest {
    if (!/^https?:\/\/./.test(draft.baseUrl)) {
      return { ok: false, field: 'baseUrl', message: { code: 'base_url_no_address' } };
    }
    if (draft.apiKey === 'wrong') {
      return {
        ok: false,
        field: 'apiKey',
        message: { code: 'key_refused' },
      };
    }
    if (draft.userId.length !== 36) {
      return {
        ok: false,
        field: 'userId',
        message: { code: 'user_id_no_uuid' },
      };
    }
    return { ok: true, message: { code: 'test_works' } };
  }
  let preferences: Preferences = { ...firstPreferences, ...scene.preferences };
  const system: SystemState = { startAtLogin: 'off', sendTo: null, shortcut: 'none', ...scene.system };
  const answerLimits = (usual: SharedLimitsAnswer): Promise<SharedLimitsAnswer> => {
    const { sharedLimitsAnswer: answer = usual } = scene;
    return answer === 'none' ? new Promise(() => {}) : Promise.resolve(answer);
  };
  const libraryText = (): ReturnType<HoistApi['libraryText']> =>
    Promise.resolve(
      scene.libraryText
        ? { ok: true, value: { text: scene.libraryText, isCut: true, shownBytes: 262_144 } }
        : { ok: false, problem: { kind: 'not-ready' } },
    );
  const added = () => Promise.resolve({ queued: 0, skipped: 0, undecided: 0 });
  const answers: Answers = {
    platform: 'linux',
    snapshot: () =>
      Promise.resolve({
        id: 1,
        seq: 1,
        connectionId: scene.connection.id,
        rows: scene.rows,
        hasMore: scene.loading !== undefined,
        ...(scene.loading ?? { counts: noCounts, batches: [] }),
        queueStatus: scene.queueStatus,
        paused: scene.paused ?? false,
        notice: scene.notice ?? null,
      }),
    snapshotPage: () => new Promise(() => {}),
    minutesLeft: () => Promise.resolve(scene.minutesLeft ?? null),
    addFiles: added,
    choose: added,
    uploadAgain: (ids) => Promise.resolve(ids.length),
    convert: (ids) => Promise.resolve(ids.length),
    canMakePdf: () => Promise.resolve(scene.canMakePdf ?? true),
    openDerived: () => Promise.resolve(true),
    copyIds: (ids) => Promise.resolve(ids.length),
    connection: () => Promise.resolve(scene.connection),
    testConnection: (draft) => Promise.resolve(judge(draft)),
    saveConnection: (draft) => Promise.resolve(judge(draft)),
    switchConnection: () => Promise.resolve(scene.connection),
    removeConnection: () => Promise.resolve(true),
    useSandbox: () => Promise.resolve({ ...scene.connection, mode: 'sandbox' }),
    leaveSandbox: () => Promise.resolve({ ...scene.connection, mode: 'account' }),
    folders: () => Promise.resolve(scene.folders ?? []),
    chooseFolder: (purpose) =>
      Promise.resolve(`/home/ada/Documents/${purpose === 'watch' ? 'Contracts 2026' : 'Uploaded'}`),
    droppedFolder: () => Promise.resolve({ kind: 'folder', path: '/home/ada/Documents/Contracts 2026' }),
    addFolder: (path) =>
      Promise.resolve({ ok: false, field: 'path', message: { code: 'folder_watched', path } }),
    updateFolder: () => Promise.resolve({ ok: true }),
    copyLastId: () => Promise.resolve(true),
    copyAs: (ids) => Promise.resolve(ids.length),
    previewCopy: (ids) => Promise.resolve({ text: scene.copyPreview ?? '', count: ids.length }),
    copyWait: () => Promise.resolve(scene.copyWait ?? { kind: 'none' }),
    libraryPage: (page) => {
      const { library, libraryProblem } = scene;
      if (libraryProblem) return Promise.resolve({ ok: false, problem: libraryProblem });
      if (!library) return new Promise(() => {});
      const rows = library.slice((page - 1) * 100, page * 100);
      return Promise.resolve({ ok: true, value: { rows, page, limit: 100, total: library.length } });
    },
    libraryText,
    uploadText: libraryText,
    copyFileIds: (fileIds) => Promise.resolve(fileIds.length),
    deleteFiles: () => Promise.resolve(true),
    undoDeletion: () => Promise.resolve(true),
    deletions: () => Promise.resolve(scene.deletions ?? { pending: [], failed: [], deleted: null }),
    historyPage: ({ search, outcome }, after) => {
      const of = { ready: ['ready'], failed: ['failed'], 'not-sent': ['cancelled', 'skipped'] };
      const found = (scene.history ?? []).filter(
        ({ name, state }) =>
          name.toLowerCase().includes(search.toLowerCase()) &&
          (outcome === 'all' || of[outcome].includes(state.stage)),
      );
      const from = after?.seq ?? 0;
      const next = from + 200 < found.length ? { endedAtMs: 0, seq: from + 200 } : null;
      const total = after === null ? found.length : null;
      return Promise.resolve({ rows: found.slice(from, from + 200), next, total });
    },
    historyDays: () => Promise.resolve(scene.historyDays ?? []),
    reveal: () => Promise.resolve(false),
    details: (id) => Promise.resolve(scene.details?.row.id === id ? scene.details : null),
    openFile: () => Promise.resolve('opened'),
    uploadPastAgain: (ids) => Promise.resolve({ queued: ids.length, skipped: 0, undecided: 0 }),
    exportHistory: () => Promise.resolve({ kind: 'saved', count: 12, name: 'Hoist history 2026-11-23.csv' }),
    about: () => Promise.resolve({ version: '0.1.0', dataFolder: '/home/ada/.config/Hoist' }),
    resetSettings: () => Promise.resolve(false),
    language: () => Promise.resolve(scene.speech ?? { language: 'en', locale: 'en-US' }),
    onLanguage: (listener) => {
      const toGerman = () => listener({ language: 'de', locale: 'de-DE' });
      window.addEventListener('preview:german', toGerman);
      return () => window.removeEventListener('preview:german', toGerman);
    },
    organisation: () => Promise.resolve({ locked: [], problems: [], ...scene.organisation }),
    sharedLimits: () =>
      Promise.resolve(scene.sharedLimits ?? { url: '', hasPassword: false, status: { kind: 'off' } }),
    testSharedLimits: () => answerLimits({ ok: true, code: 'works', otherDesks: 3 }),
    saveSharedLimits: () => answerLimits({ ok: true, code: 'saved' }),
    activity: () =>
      Promise.resolve({
        calls: { ours: 0, others: null, limit: 180, allowed: 180 },
        quota: { kind: 'off' },
        uploads: { waiting: 0, sending: 0, processing: 0 },
        speed: { sampleMs: 5000, bytesPerSecond: new Array<number>(60).fill(0) },
        processing: null,
        ...scene.activity,
      }),
    proxy: () => Promise.resolve({ question: scene.proxyQuestion ?? null }),
    answerProxy: () => Promise.resolve('kept'),
    preferences: () => Promise.resolve(preferences),
    uploadClipboard: added,
    system: () => Promise.resolve(system),
    setStartAtLogin: (isOn) => Promise.resolve({ ...system, startAtLogin: isOn ? 'on' : 'off' }),
    setSendTo: (isOn) => Promise.resolve({ ...system, sendTo: isOn }),
    update: () => Promise.resolve(scene.update ?? { kind: 'none' }),
    restartToUpdate: () => Promise.resolve(true),
    changePreferences: (change) => {
      preferences = { ...preferences, ...change };
      return Promise.resolve(preferences);
    },
  };
  const silent = Object.fromEntries<unknown>([
    ...calls.map((name) => [name, () => Promise.resolve()] as const),
    ...events.map((name) => [name, () => () => {}] as const),
  ]);
  Object.defineProperty(window, 'hoist', { value: { ...silent, ...answers } });
}
