import type {
  ConnectionDraft,
  ConnectionTest,
  HoistApi,
  Preferences,
  SystemState,
} from '../../../preload/contract/contract.ts';
import type { Scene } from './scenes.ts';

/**
 * Puts a `window.hoist` into the page that answers from a scene and changes nothing. Playwright sends this function
 * as text, so it uses nothing from outside of itself.
 */
export function fakeMain(scene: Scene): void {
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
  let preferences: Preferences = {
    language: 'system',
    theme: 'system',
    retention: 'keep',
    keepInTray: true,
    notifications: true,
    keepAwake: true,
    clipboardShortcut: null,
    dropWindow: false,
    requestsPerSecond: 60,
    requestsPerMinute: 180,
    maxBytesPerSecond: null,
    historyDays: 90,
    processingMinutes: 15,
    copyTemplate: '{name}: {id}',
    ...scene.preferences,
  };
  const system: SystemState = { startAtLogin: 'off', sendTo: null, shortcut: 'none', ...scene.system };
  const nothing = () => Promise.resolve();
  const added = () => Promise.resolve({ queued: 0, skipped: 0 });
  const hoist: HoistApi = {
    platform: 'linux',
    snapshot: () =>
      Promise.resolve({
        seq: 1,
        rows: scene.rows,
        queueStatus: scene.queueStatus,
        paused: scene.paused ?? false,
        notice: scene.notice ?? null,
      }),
    onPatch: () => () => {},
    minutesLeft: () => Promise.resolve(scene.minutesLeft ?? null),
    onMinutesLeft: () => () => {},
    addFiles: added,
    choose: added,
    cancel: nothing,
    retry: nothing,
    uploadAgain: (ids) => Promise.resolve(ids.length),
    setPaused: nothing,
    tryNow: nothing,
    remove: nothing,
    copyIds: (ids) => Promise.resolve(ids.length),
    connection: () => Promise.resolve(scene.connection),
    onConnection: () => () => {},
    testConnection: (draft) => Promise.resolve(judge(draft)),
    saveConnection: (draft) => Promise.resolve(judge(draft)),
    useSandbox: () => Promise.resolve({ ...scene.connection, mode: 'sandbox' }),
    leaveSandbox: () => Promise.resolve({ ...scene.connection, mode: 'account' }),
    folders: () => Promise.resolve(scene.folders ?? []),
    onFolders: () => () => {},
    chooseFolder: (purpose) =>
      Promise.resolve(`/home/ada/Documents/${purpose === 'watch' ? 'Contracts 2026' : 'Uploaded'}`),
    droppedFolder: () => Promise.resolve({ kind: 'folder', path: '/home/ada/Documents/Contracts 2026' }),
    addFolder: (path) =>
      Promise.resolve({ ok: false, field: 'path', message: { code: 'folder_watched', path } }),
    updateFolder: () => Promise.resolve({ ok: true }),
    setFolderPaused: nothing,
    removeFolder: nothing,
    answerAlreadyHere: nothing,
    answerEdited: nothing,
    lookAtFolders: nothing,
    copyLastId: () => Promise.resolve(true),
    copyAs: (ids) => Promise.resolve(ids.length),
    previewCopy: (ids) => Promise.resolve({ text: scene.copyPreview ?? '', count: ids.length }),
    copyWhenReady: nothing,
    stopCopyWait: nothing,
    copyWait: () => Promise.resolve(scene.copyWait ?? { kind: 'none' }),
    onCopyWait: () => () => {},
    libraryPage: (page) => {
      const { library, libraryProblem } = scene;
      if (libraryProblem) return Promise.resolve({ ok: false, problem: libraryProblem });
      if (!library) return new Promise(() => {});
      const rows = library.slice((page - 1) * 100, page * 100);
      return Promise.resolve({ ok: true, value: { rows, page, limit: 100, total: library.length } });
    },
    libraryText: () =>
      Promise.resolve(
        scene.libraryText
          ? { ok: true, value: { text: scene.libraryText, isCut: true, shownBytes: 262_144 } }
          : { ok: false, problem: { kind: 'not-ready' } },
      ),
    copyFileIds: (fileIds) => Promise.resolve(fileIds.length),
    deleteFiles: () => Promise.resolve(true),
    deletions: () => Promise.resolve(scene.deletions ?? { pending: [], failed: [] }),
    onDeletions: () => () => {},
    dismissDeletions: nothing,
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
    reveal: () => Promise.resolve(false),
    uploadPastAgain: (ids) => Promise.resolve({ queued: ids.length, skipped: 0 }),
    exportHistory: () => Promise.resolve({ kind: 'saved', count: 12, name: 'Hoist history 2026-11-23.csv' }),
    onHistory: () => () => {},
    about: () => Promise.resolve({ version: '0.1.0', dataFolder: '/home/ada/.config/Hoist' }),
    showDataFolder: nothing,
    showLog: nothing,
    showAbout: nothing,
    reportProblem: nothing,
    resetSettings: () => Promise.resolve(false),
    language: () => Promise.resolve(scene.speech ?? { language: 'en', locale: 'en-US' }),
    onLanguage: (listener) => {
      const told = () => listener({ language: 'de', locale: 'de-DE' });
      window.addEventListener('preview:german', told);
      return () => window.removeEventListener('preview:german', told);
    },
    preferences: () => Promise.resolve(preferences),
    onPreferences: () => () => {},
    uploadClipboard: added,
    onGo: () => () => {},
    system: () => Promise.resolve(system),
    setStartAtLogin: (isOn) => Promise.resolve({ ...system, startAtLogin: isOn ? 'on' : 'off' }),
    setSendTo: (isOn) => Promise.resolve({ ...system, sendTo: isOn }),
    recordShortcut: nothing,
    update: () => Promise.resolve(scene.update ?? { kind: 'none' }),
    onUpdate: () => () => {},
    restartToUpdate: () => Promise.resolve(true),
    changePreferences: (change) => {
      preferences = { ...preferences, ...change };
      return Promise.resolve(preferences);
    },
  };
  Object.defineProperty(window, 'hoist', { value: hoist });
}
