import type {
  Activity,
  AddResult,
  Connection,
  ConnectionDraft,
  ConnectionTest,
  CopyFormat,
  CopyWait,
  Deletions,
  DraftTarget,
  DroppedFolder,
  FolderOutcome,
  FolderRow,
  FolderSettings,
  Go,
  HistoryDay,
  HistoryPage,
  HistoryPlace,
  HistoryQuery,
  HoistApi,
  LibraryAnswer,
  LibraryPage,
  LibraryText,
  OpenOutcome,
  Organisation,
  Preferences,
  ProxyAnswer,
  ProxyAnswered,
  ProxyView,
  QueuePatch,
  QueueSnapshot,
  Retention,
  SharedLimits,
  SharedLimitsAnswer,
  SharedLimitsDraft,
  Speech,
  SystemState,
  UpdateNotice,
  UploadDetails,
} from '../../../preload/contract/contract.ts';
import { snapshot } from './rows.ts';

export const account: Connection = {
  mode: 'account',
  baseUrl: 'https://api.haufe.ai/agents',
  userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
  hasKey: true,
  keyProtection: 'encrypted',
  notice: null,
  id: '497f6eca-6276-4993-bfeb-53cbbbba6f08@https://api.haufe.ai/agents',
  givenName: '',
  all: [
    {
      id: '497f6eca-6276-4993-bfeb-53cbbbba6f08@https://api.haufe.ai/agents',
      name: 'api.haufe.ai',
      server: 'api.haufe.ai',
      waiting: 0,
    },
  ],
  mayAdd: true,
};

export const noAccount: Connection = {
  ...account,
  mode: 'none',
  userId: '',
  hasKey: false,
  id: null,
  all: [],
};

const firstPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  retention: 'keep',
  conversionRule: 'ask',
  groupBatches: true,
  keepInTray: true,
  notifications: true,
  keepAwake: true,
  clipboardShortcut: null,
  dropWindow: false,
  requestsPerSecond: 60,
  requestsPerMinute: 180,
  maxBytesPerSecond: null,
  historyDays: 365,
  updateChannel: 'stable',
  processingMinutes: 15,
  copyTemplate: '{name}: {id}',
};

type Call = readonly [name: string, ...args: unknown[]];

/** A main process that a test speaks for: it answers what it is told to, and remembers what it was asked. */
export class FakeHoist implements HoistApi {
  readonly platform = 'linux';
  readonly calls: Call[] = [];
  now: QueueSnapshot = snapshot(0);
  connected: Connection = account;
  added: AddResult = { queued: 0, skipped: 0, undecided: 0 };
  /** How many files `uploadAgain` finds to be sent again. */
  again = 1;
  testResult: ConnectionTest = { ok: true, message: { code: 'plain', because: 'It works.' } };
  /** Where set, each call that does something fails with it. */
  failure: Error | null = null;
  watched: readonly FolderRow[] = [];
  /** What the person chooses in the dialog for a folder. */
  chosen: string | null = null;
  /** The details of uploads, by their ids. */
  readonly known = new Map<string, UploadDetails>();
  dropped: DroppedFolder = { kind: 'files' };
  outcome: FolderOutcome = { ok: true };
  readonly #patchListeners = new Set<(patch: QueuePatch) => void>();
  readonly #folderListeners = new Set<(folders: readonly FolderRow[]) => void>();
  speech: Speech = { language: 'en', locale: 'en-US' };
  readonly #speechListeners = new Set<(speech: Speech) => void>();
  preferred: Preferences = firstPreferences;
  readonly #updateListeners = new Set<(notice: UpdateNotice) => void>();
  updateNotice: UpdateNotice = { kind: 'none' };
  readonly #preferencesListeners = new Set<(preferences: Preferences) => void>();
  readonly #goListeners = new Set<(go: Go) => void>();
  readonly #connectionListeners = new Set<(connection: Connection) => void>();

  minutes: number | null = null;
  readonly #finishListeners = new Set<(minutesLeft: number | null) => void>();

  push(patch: QueuePatch) {
    for (const listener of this.#patchListeners) listener(patch);
  }

  pushConnection(connection: Connection) {
    this.connected = connection;
    for (const listener of this.#connectionListeners) listener(connection);
  }

  pushFolders(...folders: FolderRow[]) {
    this.watched = folders;
    for (const listener of this.#folderListeners) listener(folders);
  }

  pushGo(go: Go) {
    for (const listener of this.#goListeners) listener(go);
  }

  /** What was asked under this name, one list of arguments for each call. */
  asked(name: keyof HoistApi): unknown[][] {
    return this.calls.filter(([called]) => called === name).map(([, ...args]) => args);
  }

  async #answer<T>(answer: T, ...call: Call): Promise<T> {
    this.calls.push(call);
    if (this.failure) throw this.failure;
    return answer;
  }

  managed: Organisation = { locked: [], problems: [] };
  organisation = async () => this.managed;

  snapshot: HoistApi['snapshot'] = async () => this.now;
  snapshotPage: HoistApi['snapshotPage'] = async () => null;
  connection = async () => this.connected;
  folders = async () => this.watched;

  minutesLeft = async () => this.minutes;
  onMinutesLeft(listener: (minutesLeft: number | null) => void) {
    this.#finishListeners.add(listener);
    return () => void this.#finishListeners.delete(listener);
  }

  pushMinutesLeft(minutesLeft: number | null) {
    for (const listener of this.#finishListeners) listener(minutesLeft);
  }

  onPatch(listener: (patch: QueuePatch) => void) {
    this.#patchListeners.add(listener);
    return () => void this.#patchListeners.delete(listener);
  }

  onConnection(listener: (connection: Connection) => void) {
    this.#connectionListeners.add(listener);
    return () => void this.#connectionListeners.delete(listener);
  }

  addFiles(files: readonly File[], retention: Retention) {
    return this.#answer(
      this.added,
      'addFiles',
      files.map(({ name }) => name),
      retention,
    );
  }
  choose(what: 'files' | 'folder', retention: Retention) {
    return this.#answer(this.added, 'choose', what, retention);
  }
  cancel(ids: readonly string[]) {
    return this.#answer(undefined, 'cancel', ids);
  }
  retry(ids: readonly string[]) {
    return this.#answer(undefined, 'retry', ids);
  }
  convert(ids: readonly string[], rule: 'text' | 'pdf') {
    return this.#answer(ids.length, 'convert', ids, rule);
  }

  /** Whether LibreOffice is there. */
  hasOffice = false;
  canMakePdf = async () => this.hasOffice;

  openDerived(id: string) {
    return this.#answer(true, 'openDerived', id);
  }

  uploadAgain(ids: readonly string[]) {
    return this.#answer(this.again, 'uploadAgain', ids);
  }
  setPaused(paused: boolean) {
    return this.#answer(undefined, 'setPaused', paused);
  }
  tryNow(ids: readonly string[] | null) {
    return this.#answer(undefined, 'tryNow', ids);
  }
  remove(ids: readonly string[]) {
    return this.#answer(undefined, 'remove', ids);
  }
  copyIds(ids: readonly string[]) {
    return this.#answer(ids.length, 'copyIds', ids);
  }
  testConnection(draft: ConnectionDraft, target: DraftTarget) {
    return this.#answer(this.testResult, 'testConnection', draft, target);
  }
  saveConnection(draft: ConnectionDraft, target: DraftTarget) {
    return this.#answer(this.testResult, 'saveConnection', draft, target);
  }
  /** Whether the person answers that they stay in the sandbox. */
  keepsSandbox = false;
  switchConnection(id: string) {
    const next: Connection = this.keepsSandbox ? this.connected : { ...this.connected, mode: 'account', id };
    return this.#answer(next, 'switchConnection', id);
  }
  removeConnection(id: string) {
    return this.#answer(true, 'removeConnection', id);
  }
  useSandbox() {
    return this.#answer<Connection>({ ...this.connected, mode: 'sandbox' }, 'useSandbox');
  }
  leaveSandbox() {
    return this.#answer<Connection>({ ...this.connected, mode: 'account' }, 'leaveSandbox');
  }

  onFolders(listener: (folders: readonly FolderRow[]) => void) {
    this.#folderListeners.add(listener);
    return () => void this.#folderListeners.delete(listener);
  }

  chooseFolder(purpose: 'watch' | 'move-target') {
    return this.#answer(this.chosen, 'chooseFolder', purpose);
  }
  droppedFolder(files: readonly File[]) {
    return this.#answer(
      this.dropped,
      'droppedFolder',
      files.map(({ name }) => name),
    );
  }
  addFolder(path: string, settings: FolderSettings) {
    return this.#answer(this.outcome, 'addFolder', path, settings);
  }
  updateFolder(id: string, settings: FolderSettings) {
    return this.#answer(this.outcome, 'updateFolder', id, settings);
  }
  setFolderPaused(id: string, paused: boolean) {
    return this.#answer(undefined, 'setFolderPaused', id, paused);
  }
  watchFolderHere(id: string) {
    return this.#answer(undefined, 'watchFolderHere', id);
  }
  removeFolder(id: string) {
    return this.#answer(undefined, 'removeFolder', id);
  }
  answerAlreadyHere(id: string, answer: 'upload' | 'only-new') {
    return this.#answer(undefined, 'answerAlreadyHere', id, answer);
  }
  answerEdited(id: string, files: readonly string[], answer: 'upload' | 'leave') {
    return this.#answer(undefined, 'answerEdited', id, files, answer);
  }
  convertSkipped(id: string) {
    return this.#answer(undefined, 'convertSkipped', id);
  }

  lookAtFolders() {
    return this.#answer(undefined, 'lookAtFolders');
  }
  copyLastId(id: string) {
    return this.#answer(true, 'copyLastId', id);
  }

  uploadClipboard(retention: Retention) {
    return this.#answer(this.added, 'uploadClipboard', retention);
  }
  onGo(listener: (go: Go) => void) {
    this.#goListeners.add(listener);
    return () => void this.#goListeners.delete(listener);
  }

  copyAs(ids: readonly string[], format: CopyFormat) {
    return this.#answer(ids.length, 'copyAs', ids, format);
  }
  previewCopy(ids: readonly string[], format: CopyFormat) {
    return this.#answer({ text: 'a preview', count: ids.length }, 'previewCopy', ids, format);
  }
  copyWhenReady(ids: readonly string[]) {
    return this.#answer(undefined, 'copyWhenReady', ids);
  }
  stopCopyWait() {
    return this.#answer(undefined, 'stopCopyWait');
  }
  copyWait = async (): Promise<CopyWait> => ({ kind: 'none' });
  onCopyWait() {
    return () => {};
  }
  systemState: SystemState = { startAtLogin: 'off', sendTo: null, shortcut: 'none' };
  system() {
    return Promise.resolve(this.systemState);
  }
  setStartAtLogin(isOn: boolean) {
    this.systemState = { ...this.systemState, startAtLogin: isOn ? 'on' : 'off' };
    return this.#answer(this.systemState, 'setStartAtLogin', isOn);
  }
  setSendTo(isOn: boolean) {
    this.systemState = { ...this.systemState, sendTo: isOn };
    return this.#answer(this.systemState, 'setSendTo', isOn);
  }
  recordShortcut(isRecording: boolean) {
    return this.#answer(undefined, 'recordShortcut', isRecording);
  }
  update() {
    return Promise.resolve(this.updateNotice);
  }
  onUpdate(listener: (notice: UpdateNotice) => void) {
    this.#updateListeners.add(listener);
    return () => void this.#updateListeners.delete(listener);
  }
  tellUpdate(notice: UpdateNotice) {
    for (const listener of this.#updateListeners) listener(notice);
  }
  restartToUpdate() {
    return this.#answer(true, 'restartToUpdate');
  }

  /** What `historyPage` answers, one after the other; then nothing more. */
  history: HistoryPage[] = [];
  isThere = true;
  readonly #historyListeners = new Set<() => void>();
  historyPage(query: HistoryQuery, after: HistoryPlace | null) {
    const nothing: HistoryPage = { rows: [], next: null, total: after === null ? 0 : null };
    return this.#answer(this.history.shift() ?? nothing, 'historyPage', query, after);
  }
  details(id: string) {
    return this.#answer(this.known.get(id) ?? null, 'details', id);
  }

  /** What `openFile` answers. */
  opening: OpenOutcome = 'opened';
  openFile(id: string) {
    return this.#answer(this.opening, 'openFile', id);
  }
  reveal(id: string) {
    return this.#answer(this.isThere, 'reveal', id);
  }
  uploadPastAgain(ids: readonly string[]) {
    return this.#answer(this.added, 'uploadPastAgain', ids);
  }
  exportHistory(query: HistoryQuery, format: 'csv' | 'json') {
    const saved = { kind: 'saved', count: 2, name: `receipts.${format}` } as const;
    return this.#answer<typeof saved>(saved, 'exportHistory', query, format);
  }
  onHistory(listener: () => void) {
    this.#historyListeners.add(listener);
    return () => void this.#historyListeners.delete(listener);
  }
  pushHistory() {
    for (const listener of this.#historyListeners) listener();
  }

  /** What `libraryPage`, and `libraryText` or `uploadText`, answer, one after the other; then nothing for as long as the test goes. */
  pages: LibraryAnswer<LibraryPage>[] = [];
  texts: LibraryAnswer<LibraryText>[] = [];
  deleting: Deletions = { pending: [], failed: [], deleted: null };
  readonly #deletionListeners = new Set<(deletions: Deletions) => void>();
  libraryPage(page: number) {
    this.calls.push(['libraryPage', page]);
    const answer = this.pages.shift();
    return answer === undefined ? new Promise<never>(() => {}) : Promise.resolve(answer);
  }
  libraryText(fileId: string) {
    return this.#text('libraryText', fileId);
  }
  uploadText(uploadId: string) {
    return this.#text('uploadText', uploadId);
  }
  #text(method: string, id: string) {
    this.calls.push([method, id]);
    const answer = this.texts.shift();
    return answer === undefined ? new Promise<never>(() => {}) : Promise.resolve(answer);
  }
  copyFileIds(fileIds: readonly string[]) {
    return this.#answer(fileIds.length, 'copyFileIds', fileIds);
  }
  deleteFiles(fileIds: readonly string[]) {
    return this.#answer(true, 'deleteFiles', fileIds);
  }
  /** Whether a deletion can still be taken back. */
  isUndoable = true;
  undoDeletion() {
    return this.#answer(this.isUndoable, 'undoDeletion');
  }
  pauseUndo(isPaused: boolean) {
    return this.#answer(undefined, 'pauseUndo', isPaused);
  }
  deletions = async () => this.deleting;
  onDeletions(listener: (deletions: Deletions) => void) {
    this.#deletionListeners.add(listener);
    return () => void this.#deletionListeners.delete(listener);
  }
  pushDeletions(deletions: Deletions) {
    for (const listener of this.#deletionListeners) listener(deletions);
  }
  dismissDeletions() {
    return this.#answer(undefined, 'dismissDeletions');
  }

  about = async () => ({ version: '1.2.3', dataFolder: '/home/ada/.config/Hoist' });
  showDataFolder() {
    return this.#answer(undefined, 'showDataFolder');
  }
  showLog() {
    return this.#answer(undefined, 'showLog');
  }

  showAbout() {
    return this.#answer(undefined, 'showAbout');
  }
  reportProblem() {
    return this.#answer(undefined, 'reportProblem');
  }
  resetSettings() {
    return this.#answer(true, 'resetSettings');
  }

  language = async () => this.speech;
  onLanguage(listener: (speech: Speech) => void) {
    this.#speechListeners.add(listener);
    return () => void this.#speechListeners.delete(listener);
  }
  speak(speech: Speech) {
    this.speech = speech;
    for (const listener of this.#speechListeners) listener(speech);
  }

  limits: SharedLimits = { url: '', hasPassword: false, status: { kind: 'off' } };
  limitsAnswer: SharedLimitsAnswer = { ok: true, code: 'works', otherDesks: null };
  readonly #limitsListeners = new Set<(limits: SharedLimits) => void>();
  sharedLimits = async () => this.limits;
  testSharedLimits(draft: SharedLimitsDraft) {
    return this.#answer(this.limitsAnswer, 'testSharedLimits', draft);
  }
  saveSharedLimits(draft: SharedLimitsDraft) {
    return this.#answer(this.limitsAnswer, 'saveSharedLimits', draft);
  }
  onSharedLimits(listener: (limits: SharedLimits) => void) {
    this.#limitsListeners.add(listener);
    return () => void this.#limitsListeners.delete(listener);
  }
  pushLimits(limits: SharedLimits) {
    this.limits = limits;
    for (const listener of this.#limitsListeners) listener(limits);
  }

  days: readonly HistoryDay[] = [];
  historyDays() {
    return this.#answer(this.days, 'historyDays');
  }

  activityNow: Activity = {
    calls: { ours: 0, others: null, limit: 180, allowed: 180 },
    quota: { kind: 'off' },
    uploads: { waiting: 0, sending: 0, processing: 0 },
    speed: { sampleMs: 5000, bytesPerSecond: new Array<number>(60).fill(0) },
    processing: null,
  };
  activity() {
    return this.#answer(this.activityNow, 'activity');
  }

  proxyView: ProxyView = { question: null };
  proxyAnswered: ProxyAnswered = 'kept';
  readonly #proxyListeners = new Set<(view: ProxyView) => void>();
  proxy = async () => this.proxyView;
  answerProxy(proxy: string, answer: ProxyAnswer) {
    return this.#answer(this.proxyAnswered, 'answerProxy', proxy, answer);
  }
  onProxy(listener: (view: ProxyView) => void) {
    this.#proxyListeners.add(listener);
    return () => void this.#proxyListeners.delete(listener);
  }
  pushProxy(view: ProxyView) {
    this.proxyView = view;
    for (const listener of this.#proxyListeners) listener(view);
  }

  preferences() {
    return Promise.resolve(this.preferred);
  }
  onPreferences(listener: (preferences: Preferences) => void) {
    this.#preferencesListeners.add(listener);
    return () => void this.#preferencesListeners.delete(listener);
  }
  changePreferences(change: Partial<Preferences>) {
    this.preferred = { ...this.preferred, ...change };
    for (const listener of this.#preferencesListeners) listener(this.preferred);
    return this.#answer(this.preferred, 'changePreferences', change);
  }
}
