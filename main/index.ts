import { join } from 'node:path';
import { app, dialog, nativeTheme } from 'electron';
import { Engine } from './core/engine.ts';
import { EtaEstimator } from './core/eta/eta-estimator.ts';
import { leaveDrives, startWorkersBy } from './core/files/drive/drive.ts';
import { HandoverServer } from './core/handover/handover-server.ts';
import { resumePendingScans, savePendingScans } from './core/intake/pending-scans.ts';
import { Deletions } from './core/library/deletions.ts';
import { Library } from './core/library/library.ts';
import { requestLimits } from './core/rate-limit/request-limits.ts';
import { keepForgetting } from './core/store/forgetting.ts';
import { SqliteStore } from './core/store/sqlite-store.ts';
import { systemClock } from './core/util/clock.ts';
import { WatchedFolders } from './core/watch/watched-folders.ts';
import { AddActions } from './desktop/add/add-actions.ts';
import { addNamed } from './desktop/add/add-files.ts';
import { ClipboardUpload } from './desktop/add/clipboard-upload.ts';
import { LaunchRequests } from './desktop/add/launch-requests.ts';
import { OpenEvents } from './desktop/app/open-events.ts';
import { setupPower } from './desktop/app/power-events.ts';
import { setupLinks } from './desktop/app/protocol-client.ts';
import { setupQuit } from './desktop/app/quit.ts';
import { hardenSession } from './desktop/app/security.ts';
import { handOver, setupHandOver } from './desktop/app/single-instance.ts';
import { startFailure } from './desktop/app/start-error.ts';
import { setupUncaughtErrors } from './desktop/app/uncaught-errors.ts';
import { confirmAccountChange } from './desktop/connection/confirm-account-change.ts';
import { ConnectionControl } from './desktop/connection/connection-control.ts';
import { systemNetwork } from './desktop/connection/electron-proxy.ts';
import { utilityWorker } from './desktop/folders/drive-workers.ts';
import { FolderFeed } from './desktop/folders/folder-feed.ts';
import { folderName } from './desktop/folders/folder-rows.ts';
import { lookOnFocus } from './desktop/folders/rescan-on-focus.ts';
import { moveToTrash } from './desktop/folders/trash.ts';
import { followHistory } from './desktop/history/history-feed.ts';
import { setupCalls } from './desktop/ipc-handlers.ts';
import { viewOf } from './desktop/library/library-calls.ts';
import { setupMenu } from './desktop/menu/menu.ts';
import { QueueFeed } from './desktop/queue/queue-feed.ts';
import { makeHelp } from './desktop/report/help.ts';
import { showLog } from './desktop/report/show-log.ts';
import { FileDialogs } from './desktop/settings/file-dialogs.ts';
import { LanguageControl } from './desktop/settings/language.ts';
import { OneTimeHints } from './desktop/settings/one-time-hints.ts';
import { PreferencesControl } from './desktop/settings/preferences.ts';
import { SettingsFile } from './desktop/settings/settings.ts';
import { registerAppScheme, serveApp } from './desktop/shell/app-scheme.ts';
import { launchOptionsFrom, PLAIN_START, workingFolder } from './desktop/shell/command-line.ts';
import { spokenLanguage, wordsIn } from './desktop/shell/i18n.ts';
import { push } from './desktop/shell/ipc.ts';
import { Log } from './desktop/shell/log.ts';
import { setupKeepAwake } from './desktop/status/power-save-blocker.ts';
import { setupNotifications } from './desktop/status/setup-notifications.ts';
import { setupTray } from './desktop/status/setup-tray.ts';
import { StatusFeed } from './desktop/status/status-feed.ts';
import { setupTaskbar } from './desktop/status/taskbar.ts';
import { askDesktopForShortcuts, ClipboardShortcut } from './desktop/system/clipboard-shortcut.ts';
import { wasOpenedAtLogin } from './desktop/system/system-login-item.ts';
import { SystemPlaces } from './desktop/system/system-places.ts';
import { setupUpdates } from './desktop/updates/setup-updates.ts';
import { offerWindow } from './desktop/windows/ask-reopen.ts';
import { CloseBehavior } from './desktop/windows/close-behavior.ts';
import { MainWindow } from './desktop/windows/main-window.ts';
import { Navigation } from './desktop/windows/navigation.ts';
import { openFirstWindow } from './desktop/windows/open-first-window.ts';
import { makeDropWindow, setupDropWindow } from './desktop/windows/setup-drop-window.ts';

const log = new Log(join(app.getPath('userData'), 'logs'));
const outFolder = join(import.meta.dirname, '..');
const wish = launchOptionsFrom(process.argv, process.defaultApp === true, workingFolder());
const opened = new OpenEvents();

// It would take the switch back, and as root Chromium's processes end where that is missing.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
askDesktopForShortcuts();

if (handOver(wish)) app.quit();
else app.whenReady().then(onReady).catch(failToStart);

async function onReady(): Promise<void> {
  let handoverServer: HandoverServer | null = null;
  let hasTray = false;
  const store = new SqliteStore(app.getPath('userData'), Date.now());
  const settings = new SettingsFile();
  const kept = settings.read();
  const stopForgetting = keepForgetting(store, () => settings.read().historyDays, systemClock);
  const keptLimits = { perSecond: kept.requestsPerSecond, perMinute: kept.requestsPerMinute };
  const engine = new Engine({
    store,
    limits: requestLimits(process.env, keptLimits),
    processingBudgetMs: kept.processingMinutes * 60_000,
    network: systemNetwork(),
  });
  const preferences = new PreferencesControl(settings);
  const language = new LanguageControl(preferences);
  const words = () => language.words;
  const mainWindow = () => window.current;
  const dialogs = new FileDialogs(settings, mainWindow);
  const closeBehavior = new CloseBehavior({
    saidOnce: new OneTimeHints(settings),
    words,
    window: mainWindow,
    hasTray: () => hasTray,
    keepInTray: () => preferences.now.keepInTray,
    hasWork: () => !engine.queue.idle || engine.isReading,
  });
  const window: MainWindow = new MainWindow({
    outFolder,
    log,
    keptPlace: () => settings.read().windowPlace,
    keepPlace: (windowPlace) => settings.write({ windowPlace }),
    closing: () => closeBehavior.closing(),
    closed: (closing) => closeBehavior.closed(closing),
    opened: (opened) => {
      lookOnFocus(opened, folders);
      navigation.opened(opened);
      opened.on('focus', () => news.seen());
    },
    broken: () => offerWindow(words(), { open: () => window.show(), quit: () => closeBehavior.quit() }),
  });
  preferences.follow((now) => {
    engine.bandwidth.change(now.maxBytesPerSecond);
    nativeTheme.themeSource = now.theme;
    push(window.current, 'preferences:changed', now);
  });
  const connection = new ConnectionControl({
    engine,
    file: settings,
    sandboxFolder: join(app.getPath('userData'), 'sandbox'),
    changed: (view) => {
      push(window.current, 'connection:changed', view);
      deletions.connected();
      feed.touchAll();
      status.touch();
    },
    confirmChange: (account) => confirmAccountChange(account, words(), window.current),
  });
  const library = new Library({ session: () => engine.session, clock: systemClock });
  const deletions: Deletions = new Deletions({
    store: store.deletions,
    queue: engine.queue,
    session: () => engine.session,
    clock: systemClock,
    changed: (deleted) => {
      push(window.current, 'library:deletions-changed', viewOf(deletions));
      if (deleted !== null) push(window.current, 'history:changed');
    },
  });
  log.hide((text) => connection.withoutKey(text));
  const nameOfFolder = (folderId: string): string | null => {
    const folder = folders.folders.find(({ id }) => id === folderId);
    return folder === undefined ? null : folderName(folder.settings.path);
  };
  const feed: QueueFeed = new QueueFeed({
    queue: engine.queue,
    notice: store.notice,
    isConnected: () => connection.isConnected,
    isAwaited: () => engine.queue.schedule.requestQueue.isAwaited,
    silentPath: () => engine.silentPath,
    folderName: nameOfFolder,
    send: (patch) => push(window.current, 'queue:patch', patch),
  });
  engine.onSilentPath(() => feed.touch());
  const finish = new EtaEstimator(engine.queue, systemClock, (minutesLeft) =>
    push(window.current, 'finish:changed', minutesLeft),
  );
  startWorkersBy(utilityWorker);
  const folders: WatchedFolders = new WatchedFolders({
    queue: engine.queue,
    store: store.watch.keptBy('app'),
    clock: systemClock,
    trash: moveToTrash,
    alreadyHere: 'unanswered',
    isTrial: (destination) => connection.isSandbox(destination),
  });
  const folderFeed = new FolderFeed({
    folders,
    isWanted: () => window.current !== null,
    send: (rows) => push(window.current, 'folders:changed', rows),
  });
  const status: StatusFeed = new StatusFeed({
    queue: engine.queue,
    clock: systemClock,
    isConnected: () => connection.isConnected,
  });
  language.follow((speech) => {
    push(window.current, 'language:changed', speech);
    push(dropWindow.current, 'language:changed', speech);
    status.touch();
  });
  const navigation: Navigation = new Navigation(() => window.show());
  const iconFolder = join(outFolder, 'main', 'tray');
  setupTaskbar({ status, window: mainWindow, words, iconFolder });
  const news = setupNotifications({
    status,
    clock: systemClock,
    navigation,
    preferences,
    log,
    words,
    window: mainWindow,
  });
  const clipboardFolder = join(app.getPath('userData'), 'clipboard');
  const clipboardUpload = new ClipboardUpload({ engine, folder: clipboardFolder, words });
  const addActions = new AddActions({
    engine,
    preferences,
    clipboardUpload,
    dialogs,
    navigation,
    words,
    log,
    window: mainWindow,
  });
  const shortcut = new ClipboardShortcut(preferences, () => void addActions.uploadClipboard());
  const system = new SystemPlaces(shortcut);
  const dropWindow = makeDropWindow({ outFolder, log, settings, preferences });
  const help = makeHelp({
    queue: engine.queue,
    folders,
    settings,
    log,
    words,
    mainWindow,
    dialogs,
    outFolder,
    hide: (text) => connection.withoutKey(text),
  });
  const updates = setupUpdates(engine.queue, (notice) => push(window.current, 'update:changed', notice));

  setupUncaughtErrors({ log, words, showLog: () => showLog(log) });
  hardenSession();
  setupMenu(language, () => dropWindow.current, {
    choose: (what) => void addActions.choose(what),
    uploadClipboard: () => void addActions.uploadClipboard(),
    show: (screen) => navigation.go({ screen, uploadId: null }),
    about: () => void help.about(),
    showLog: () => void showLog(log),
    reportProblem: () => void help.report(),
    quit: () => void closeBehavior.quit(),
  });
  serveApp(join(outFolder, 'renderer'));
  setupCalls({
    engine,
    feed,
    finish,
    connection,
    folders,
    folderFeed,
    preferences,
    clipboardUpload,
    updates,
    system,
    help,
    showLog: () => showLog(log),
    language,
    history: store.history,
    library,
    deletions,
    dialogs,
    folderName: nameOfFolder,
    mainWindow,
    dropWindow: () => dropWindow.current,
  });
  followHistory(engine.queue.uploads, () => push(window.current, 'history:changed'));
  setupPower(engine.queue, folders);
  setupKeepAwake(engine.queue, preferences);
  const isLeaving = setupQuit({
    log,
    letGo: () => {
      window.letGo();
      dropWindow.letGo();
    },
    close: async () => {
      connection.stopReadingForSandbox();
      savePendingScans(engine, store);
      finish.close();
      updates.stop();
      stopForgetting();
      shortcut.close();
      handoverServer?.close();
      leaveDrives();
      await folders.close();
      await connection.close();
      store.close();
    },
  });
  const launchRequests = new LaunchRequests({ engine, preferences, addActions, window, isLeaving });
  setupHandOver((second) => void launchRequests.inSight(second));
  setupLinks();
  app.on('activate', () => window.show());

  log.info(`Hoist ${app.getVersion()} started on ${process.platform} ${process.arch}`);
  hasTray = setupTray({
    history: store.history,
    engine,
    status,
    addActions,
    preferences,
    navigation,
    closeBehavior,
    log,
    words,
    iconFolder,
    showWindow: () => window.show(),
  });
  // Before the keyring answers, which may take as long as a person looks for its password.
  openFirstWindow(window, { isHidden: wish.isHidden || wasOpenedAtLogin(), hasTray }).catch(failToStart);
  setupDropWindow(dropWindow, preferences);
  await connection.start();
  // Whoever quits while the keyring still asks gets no error any more.
  if (isLeaving()) return;
  handoverServer = await HandoverServer.open({ folder: app.getPath('userData'), engine });
  folders.start();
  // Neither a dialog over it nor what goes wrong with it may keep Hoist from starting.
  void clipboardUpload.goOn();
  resumePendingScans(store, ({ paths, retention }) => void addNamed(engine, paths, retention));
  void launchRequests.quietly(wish);
  opened.follow({
    take: (files) => void launchRequests.inSight({ ...PLAIN_START, files }),
    showWindow: () => window.show(),
  });
}

function failToStart(error: unknown): void {
  log.error('starting', error);
  const t = wordsIn(spokenLanguage('system', app.getLocale()));
  dialog.showErrorBox(t('trouble.startMessage'), startFailure(error, t));
  app.exit(1);
}
