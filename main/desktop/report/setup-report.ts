import { mkdir } from 'node:fs/promises';
import { app as electronApp, shell } from 'electron';
import type { ChannelOf, DataCalls } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { isActive } from '../../core/model/upload.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import type { ConnectionControl } from '../connection/connection-control.ts';
import { endsText, type Leaving } from '../connection/connection-questions.ts';
import type { ProxyLoginControl } from '../connection/proxy-login-control.ts';
import type { SharedLimitsControl } from '../connection/shared-limits-control.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { SettingsFile } from '../settings/settings.ts';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow, Ipc } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';
import { ask } from '../shell/message-box.ts';
import type { SystemPlaces } from '../system/system-places.ts';
import { showAbout } from './about.ts';
import { collectReport } from './collect-report.ts';
import { reportProblem } from './report-problem.ts';

export interface ReportOptions {
  readonly ipc: Ipc;
  readonly engine: Engine;
  readonly folders: WatchedFolders;
  readonly connection: ConnectionControl;
  readonly sharedLimits: SharedLimitsControl;
  readonly proxyLogin: ProxyLoginControl;
  readonly settings: SettingsFile;
  readonly preferences: PreferencesControl;
  readonly system: SystemPlaces;
  readonly log: Log;
  readonly translations: () => Translations;
  readonly mainWindow: HoistWindow;
  readonly dialogs: FileDialogs;
  /** Holds what was built, with the licences. */
  readonly outFolder: string;
}

/** Help for a person, in dialogs of the system. */
export interface Help {
  about(): Promise<void>;
  report(): Promise<void>;
  showLog(): Promise<void>;
}

/** Lets the window show what Hoist is and keeps, report a problem, and reset the settings. */
export function setupReport(app: ReportOptions): Help {
  const dataFolder = electronApp.getPath('userData');
  const help = makeHelp(app, dataFolder);
  app.ipc.serve<ChannelOf<DataCalls>>({
    'data:about': {
      payload: [],
      handle: () => ({ version: electronApp.getVersion(), dataFolder }),
    },
    'data:show-folder': {
      payload: [],
      handle: async () => {
        const problem = await shell.openPath(dataFolder);
        if (problem !== '') throw new Error(problem);
      },
    },
    'data:show-log': { payload: [], handle: help.showLog },
    'data:show-about': { payload: [], handle: help.about },
    'data:report-problem': { payload: [], handle: help.report },
    'data:reset': { payload: [], handle: () => resetSettings(app) },
  });
  return help;
}

function makeHelp(app: ReportOptions, folder: string): Help {
  const { engine, folders, connection, settings, log, translations, mainWindow, dialogs, outFolder } = app;
  const hide = (text: string) =>
    app.proxyLogin.withoutPassword(app.sharedLimits.withoutPassword(connection.withoutKey(text)));
  return {
    about: () => showAbout({ t: translations(), window: mainWindow.current, outFolder }),
    report: () =>
      reportProblem({
        collect: () => collectReport({ queue: engine.queue, folders, settings, log, hide }),
        t: translations(),
        window: mainWindow.current,
        dialogs,
        folder,
      }),
    showLog: () => showLog(log),
  };
}

/** Opens the log's folder in the file manager and selects the log. */
async function showLog(log: Log): Promise<void> {
  await mkdir(log.folder, { recursive: true });
  log.info('the log is shown');
  shell.showItemInFolder(log.path);
}

/** @returns whether the person said yes */
async function resetSettings(app: ReportOptions): Promise<boolean> {
  const { engine, connection, preferences, system } = app;
  const pending = [...engine.queue.uploads.all()].filter(({ state }) => isActive(state)).length;
  const { leaving } = connection;
  if (!(await confirmReset({ pending: pending - (leaving?.waiting ?? 0), leaving }, app))) return false;
  await connection.forget();
  await app.sharedLimits.forget();
  await app.proxyLogin.forget();
  preferences.reset();
  system.reset();
  return true;
}

/** Asks in a dialog outside of the window, as for a change of the account, and says what becomes of pending files. */
function confirmReset(
  { pending, leaving }: { readonly pending: number; readonly leaving: Leaving | null },
  { translations, mainWindow }: ReportOptions,
): Promise<boolean> {
  const t = translations();
  const detail = [
    t('reset.detail'),
    ...(pending === 0 ? [] : [t('reset.pending', { count: pending })]),
    ...(leaving === null ? [] : [`${t('reset.sandbox')} ${endsText(leaving, t)}`]),
  ];
  return ask(mainWindow.current, {
    type: 'warning',
    message: t('reset.question'),
    detail: detail.join('\n\n'),
    buttons: [t('reset.reset'), t('reset.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
}
