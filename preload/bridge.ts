import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Calls, Events, HoistApi, QueuePage, QueueSnapshot } from './contract/contract.ts';

function call<C extends keyof Calls>(
  channel: C,
  ...payload: Parameters<Calls[C]>
): Promise<ReturnType<Calls[C]>> {
  return ipcRenderer.invoke(channel, ...payload);
}

/** A file that was made by script has no path, and so nothing to upload from. */
const pathsOf = (files: readonly File[]) =>
  files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');

/** The listener gets the payload alone: Electron's event would hand the window the way to `ipcRenderer`. */
function subscribe<E extends keyof Events>(channel: E, listener: (payload: Events[E]) => void): () => void {
  const forward = (_event: unknown, payload: Events[E]) => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.removeListener(channel, forward);
}

/** What changes while the pages come is in the patches that follow on the first one. */
async function snapshot(): Promise<QueueSnapshot> {
  const { hasMore, ...first } = await call('queue:snapshot');
  const rows = [...first.rows];
  for (let page: QueuePage = { rows: [], hasMore }; page.hasMore; rows.push(...page.rows)) {
    page = await call('queue:snapshot-page');
  }
  return { ...first, rows };
}

const api: HoistApi = {
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  snapshot,
  onPatch: (listener) => subscribe('queue:patch', listener),
  addFiles: async (files, retention) => call('queue:add', pathsOf(files), retention),
  choose: (what, retention) => call('queue:choose', what, retention),
  cancel: (ids) => call('queue:cancel', ids),
  retry: (ids) => call('queue:retry', ids),
  uploadAgain: (ids) => call('queue:upload-again', ids),
  setPaused: (paused) => call('queue:set-paused', paused),
  tryNow: (ids) => call('queue:try-now', ids),
  remove: (ids) => call('queue:remove', ids),
  copyIds: (ids) => call('queue:copy-ids', ids),
  connection: () => call('connection:get'),
  onConnection: (listener) => subscribe('connection:changed', listener),
  testConnection: (draft) => call('connection:test', draft),
  saveConnection: (draft) => call('connection:save', draft),
  useSandbox: () => call('connection:use-sandbox'),
  leaveSandbox: () => call('connection:leave-sandbox'),
  folders: () => call('folders:get'),
  onFolders: (listener) => subscribe('folders:changed', listener),
  chooseFolder: (purpose) => call('folders:choose', purpose),
  droppedFolder: async (files) => call('folders:dropped', pathsOf(files)),
  addFolder: (path, settings) => call('folders:add', path, settings),
  updateFolder: (id, settings) => call('folders:update', id, settings),
  setFolderPaused: (id, paused) => call('folders:set-paused', id, paused),
  removeFolder: (id) => call('folders:remove', id),
  answerAlreadyHere: (id, answer) => call('folders:answer-already-here', id, answer),
  answerEdited: (id, files, answer) => call('folders:answer-edited', id, files, answer),
  lookAtFolders: () => call('folders:look'),
  copyLastId: (id) => call('folders:copy-id', id),
  historyPage: (query, after) => call('history:page', query, after),
  reveal: (id) => call('history:reveal', id),
  uploadPastAgain: (ids) => call('history:upload-again', ids),
  exportHistory: (query, format) => call('history:export', query, format),
  libraryPage: (page) => call('library:page', page),
  libraryText: (fileId) => call('library:text', fileId),
  copyFileIds: (fileIds) => call('library:copy-ids', fileIds),
  deleteFiles: (fileIds) => call('library:delete', fileIds),
  deletions: () => call('library:deletions'),
  onDeletions: (listener) => subscribe('library:deletions-changed', listener),
  dismissDeletions: () => call('library:dismiss'),
  onHistory: (listener) => subscribe('history:changed', () => listener()),
  copyAs: (ids, format) => call('copy:as', ids, format),
  previewCopy: (ids, format) => call('copy:preview', ids, format),
  copyWhenReady: (ids) => call('copy:when-ready', ids),
  stopCopyWait: () => call('copy:stop-waiting'),
  copyWait: () => call('copy:waiting'),
  onCopyWait: (listener) => subscribe('copy:waiting-changed', listener),
  about: () => call('data:about'),
  showDataFolder: () => call('data:show-folder'),
  showLog: () => call('data:show-log'),
  showAbout: () => call('data:show-about'),
  reportProblem: () => call('data:report-problem'),
  resetSettings: () => call('data:reset'),
  language: () => call('language:get'),
  onLanguage: (listener) => subscribe('language:changed', listener),
  preferences: () => call('preferences:get'),
  onPreferences: (listener) => subscribe('preferences:changed', listener),
  changePreferences: (change) => call('preferences:change', change),
  uploadClipboard: (retention) => call('clipboard:upload', retention),
  system: () => call('system:get'),
  setStartAtLogin: (isOn) => call('system:start-at-login', isOn),
  setSendTo: (isOn) => call('system:send-to', isOn),
  recordShortcut: (isRecording) => call('system:record-shortcut', isRecording),
  update: () => call('update:get'),
  onUpdate: (listener) => subscribe('update:changed', listener),
  restartToUpdate: () => call('update:restart'),
  minutesLeft: () => call('finish:get'),
  onMinutesLeft: (listener) => subscribe('finish:changed', listener),
  onGo: (listener) => subscribe('window:go', listener),
};

contextBridge.exposeInMainWorld('hoist', api);
