import { join } from 'node:path';
import { app, dialog, nativeTheme } from 'electron';
import { systemClock } from './core/clock.ts';
import { leaveDrives, startWorkersBy } from './core/drive/drive.ts';
import { Engine } from './core/engine.ts';
import { FinishClock } from './core/finish/finish-clock.ts';
import { Reception } from './core/handover/reception.ts';
import { Deletions } from './core/library/deletions.ts';
import { Library } from './core/library/library.ts';
import { requestLimits } from './core/request-limits.ts';
import { keepForgetting } from './core/store/forgetting.ts';
import { SqliteStore } from './core/store/sqlite-store.ts';
import { goOnReading, keepUnread } from './core/unread.ts';
import { WatchedFolders } from './core/watch/watched-folders.ts';
import { confirmAccountChange } from './desktop/account-change.ts';
import { registerAppScheme, serveApp } from './desktop/app-scheme.ts';
import { offerWindow } from './desktop/broken-window.ts';
import { setupCalls } from './desktop/calls.ts';
import { ClipboardUpload } from './desktop/clipboard/clipboard-upload.ts';
import { PLAIN_START, wishFrom, workingFolder } from './desktop/command-line.ts';
import { ConnectionControl } from './desktop/connection-control.ts';
import { utilityWorker } from './desktop/drive-workers.ts';
import { makeDropWindow, setupDropWindow } from './desktop/drop-window/setup-drop-window.ts';
import { FileDialogs } from './desktop/file-dialogs.ts';
import { openFirstWindow } from './desktop/first-window.ts';
import { FolderFeed } from './desktop/folder-feed.ts';
import { folderName } from './desktop/folder-rows.ts';
import { Fulfilment } from './desktop/fulfilment.ts';
import { makeHelp } from './desktop/help.ts';
import { followHistory } from './desktop/history/history-feed.ts';
import { push } from './desktop/ipc.ts';
import { setupKeepAwake } from './desktop/keep-awake.ts';
import { LanguageControl } from './desktop/language.ts';
import { Leaving } from './desktop/leaving.ts';
import { viewOf } from './desktop/library/library-calls.ts';
import { unlistDeleted } from './desktop/library/unlist-deleted.ts';
import { setupLinks } from './desktop/links.ts';
import { lockDown } from './desktop/lock-down.ts';
import { Log } from './desktop/log.ts';
import { lookOnFocus } from './desktop/look-on-focus.ts';
import { MainWindow } from './desktop/main-window.ts';
import { setupMenu } from './desktop/menu.ts';
import { addNamed } from './desktop/named-files.ts';
import { Navigation } from './desktop/navigation.ts';
import { setupNotifications } from './desktop/notifications/setup-notifications.ts';
import { Opened } from './desktop/opened.ts';
import { OverviewFeed } from './desktop/overview/overview-feed.ts';
import { setupPower } from './desktop/power.ts';
import { PreferencesControl } from './desktop/preferences.ts';
import { QueueFeed } from './desktop/queue-feed.ts';
import { QuickWays } from './desktop/quick-ways.ts';
import { setupQuit } from './desktop/quit.ts';
import { SaidOnce } from './desktop/said-once.ts';
import { SettingsFile } from './desktop/settings.ts';
import { showLog } from './desktop/show-log.ts';
import { handOver, setupHandOver } from './desktop/single-instance.ts';
import { startFailure } from './desktop/start-failure.ts';
import { askDesktopForShortcuts, ClipboardShortcut } from './desktop/system/clipboard-shortcut.ts';
import { wasOpenedAtLogin } from './desktop/system/system-login-item.ts';
import { SystemPlaces } from './desktop/system/system-places.ts';
import { systemNetwork } from './desktop/system-network.ts';
import { setupTaskbar } from './desktop/taskbar.ts';
import { moveToTrash } from './desktop/trash.ts';
import { setupTray } from './desktop/tray/setup-tray.ts';
import { setupTrouble } from './desktop/trouble.ts';
import { setupUpdates } from './desktop/updates/setup-updates.ts';
import { spokenLanguage, wordsIn } from './desktop/words.ts';

const log = new Log(join(app.getPath('userData'), 'logs'));
const outFolder = join(import.meta.dirname, '..');
const wish = wishFrom(process.argv, process.defaultApp === true, workingFolder());
const opened = new Opened();

// It would take the switch back, and as root Chromium's processes end where that is missing.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
askDesktopForShortcuts();

if (handOver(wish)) app.quit();
else app.whenReady().then(onReady).catch(failToStart);

async function onReady(): Promise<void> {
  let reception: Reception | null = null;
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
  const leaving = new Leaving({
    ...{ saidOnce: new SaidOnce(settings), words, window: mainWindow, hasTray: () => hasTray },
    keepInTray: () => preferences.now.keepInTray,
    hasWork: () => !engine.queue.idle || engine.isReading,
  });
  const window: MainWindow = new MainWindow({
    ...{ outFolder, log },
    keptPlace: () => settings.read().windowPlace,
    keepPlace: (windowPlace) => settings.write({ windowPlace }),
    closing: () => leaving.closing(),
    closed: (closing) => leaving.closed(closing),
    opened: (opened) => {
      lookOnFocus(opened, folders);
      navigation.opened(opened);
      opened.on('focus', () => news.seen());
    },
    broken: () => offerWindow(words(), { open: () => window.show(), quit: () => leaving.quit() }),
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
      overview.touch();
    },
    confirmChange: (account) => confirmAccountChange(account, words(), window.current),
  });
  const library = new Library({ line: () => engine.line, clock: systemClock });
  const deletions: Deletions = new Deletions({
    ...{ store: store.deletions, line: () => engine.line, clock: systemClock },
    changed: () => push(window.current, 'library:deletions-changed', viewOf(deletions)),
    deleted: (file) => {
      unlistDeleted(engine.queue, file);
      push(window.current, 'history:changed', null);
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
    isAwaited: () => engine.queue.schedule.pacer.isAwaited,
    silentPath: () => engine.silentPath,
    folderName: nameOfFolder,
    send: (patch) => push(window.current, 'queue:patch', patch),
  });
  engine.onSilentPath(() => feed.touch());
  const finish = new FinishClock(engine.queue, systemClock, (minutesLeft) =>
    push(window.current, 'finish:changed', minutesLeft),
  );
  startWorkersBy(utilityWorker);
  const folders: WatchedFolders = new WatchedFolders({
    ...{ queue: engine.queue, store: store.watch.keptBy('app'), clock: systemClock },
    trash: moveToTrash,
    alreadyHere: 'unanswered',
    isTrial: (destination) => connection.isSandbox(destination),
  });
  const folderFeed = new FolderFeed({
    folders,
    isWanted: () => window.current !== null,
    send: (rows) => push(window.current, 'folders:changed', rows),
  });
  const overview: OverviewFeed = new OverviewFeed({
    ...{ queue: engine.queue, clock: systemClock },
    isConnected: () => connection.isConnected,
  });
  language.follow((speech) => {
    push(window.current, 'language:changed', speech);
    push(dropWindow.current, 'language:changed', speech);
    overview.touch();
  });
  const navigation: Navigation = new Navigation(() => window.show());
  const iconFolder = join(outFolder, 'main', 'tray');
  setupTaskbar({ overview, window: mainWindow, words, iconFolder });
  const news = setupNotifications({
    ...{ overview, clock: systemClock, navigation, preferences, log, words },
    window: mainWindow,
  });
  const clipboardFolder = join(app.getPath('userData'), 'clipboard');
  const clipboardUpload = new ClipboardUpload({ engine, folder: clipboardFolder, words });
  const quickWays = new QuickWays({
    ...{ engine, preferences, clipboardUpload, dialogs, navigation, words, log },
    window: mainWindow,
  });
  const shortcut = new ClipboardShortcut(preferences, () => void quickWays.uploadClipboard());
  const system = new SystemPlaces(shortcut);
  const dropWindow = makeDropWindow({ outFolder, log, settings, preferences });
  const help = makeHelp({
    ...{ queue: engine.queue, folders, settings, log, words, mainWindow, dialogs, outFolder },
    hide: (text) => connection.withoutKey(text),
  });
  const updates = setupUpdates(engine.queue, (notice) => push(window.current, 'update:changed', notice));

  setupTrouble({ log, words, showLog: () => showLog(log) });
  lockDown();
  setupMenu(language, () => dropWindow.current, {
    choose: (what) => void quickWays.choose(what),
    uploadClipboard: () => void quickWays.uploadClipboard(),
    show: (screen) => navigation.go({ screen, uploadId: null }),
    about: () => void help.about(),
    showLog: () => void showLog(log),
    reportProblem: () => void help.report(),
    quit: () => void leaving.quit(),
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
  followHistory(engine.queue.uploads, () => push(window.current, 'history:changed', null));
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
      keepUnread(engine, store);
      finish.close();
      updates.stop();
      stopForgetting();
      shortcut.close();
      reception?.close();
      leaveDrives();
      await folders.close();
      await connection.close();
      store.close();
    },
  });
  const fulfilment = new Fulfilment({ engine, preferences, quickWays, window, isLeaving });
  setupHandOver((second) => void fulfilment.inSight(second));
  setupLinks();
  app.on('activate', () => window.show());

  log.info(`Hoist ${app.getVersion()} started on ${process.platform} ${process.arch}`);
  hasTray = setupTray({
    history: store.history,
    ...{ engine, overview, quickWays, preferences, navigation, leaving, log, words, iconFolder },
    showWindow: () => window.show(),
  });
  // Before the keyring answers, which may take as long as a person looks for its password.
  openFirstWindow(window, { isHidden: wish.isHidden || wasOpenedAtLogin(), hasTray }).catch(failToStart);
  setupDropWindow(dropWindow, preferences);
  await connection.start();
  // Whoever quits while the keyring still asks gets no error any more.
  if (isLeaving()) return;
  reception = await Reception.open({ folder: app.getPath('userData'), engine });
  folders.start();
  // Neither a dialog over it nor what goes wrong with it may keep Hoist from starting.
  void clipboardUpload.goOn();
  goOnReading(store, ({ paths, retention }) => void addNamed(engine, paths, retention));
  void fulfilment.quietly(wish);
  opened.follow({
    take: (files) => void fulfilment.inSight({ ...PLAIN_START, files }),
    showWindow: () => window.show(),
  });
}

function failToStart(error: unknown): void {
  log.error('starting', error);
  const t = wordsIn(spokenLanguage('system', app.getLocale()));
  dialog.showErrorBox(t('trouble.startMessage'), startFailure(error, t));
  app.exit(1);
}
