import { app, type BrowserWindow, shell } from 'electron';
import type { ChannelOf, DataCalls } from '../../../preload/contract/contract.ts';
import { isActive } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';
import type { ConnectionControl } from '../connection/connection-control.ts';
import type { Help } from '../report/help.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Handlers } from '../shell/ipc.ts';
import { ask } from '../shell/message-box.ts';
import { FIRST_PREFERENCES } from '../shell/preferences-schema.ts';
import type { SystemPlaces } from '../system/system-places.ts';

/** What the window can ask of the app itself and of what it keeps. */
export function dataCalls(parts: {
  queue: Queue;
  connection: ConnectionControl;
  preferences: PreferencesControl;
  system: SystemPlaces;
  help: Help;
  showLog: () => Promise<void>;
  words: () => Translations;
  mainWindow: () => BrowserWindow | null;
}): Pick<Handlers, ChannelOf<DataCalls>> {
  const { queue, connection, preferences, system, words, mainWindow } = parts;
  const dataFolder = app.getPath('userData');
  return {
    'data:about': () => ({ version: app.getVersion(), dataFolder }),
    'data:show-folder': async () => {
      const problem = await shell.openPath(dataFolder);
      if (problem !== '') throw new Error(problem);
    },
    'data:show-log': parts.showLog,
    'data:show-about': parts.help.about,
    'data:report-problem': parts.help.report,
    'data:reset': async () => {
      const pending = [...queue.uploads.all()].filter(({ state }) => isActive(state)).length;
      if (!(await confirmReset(pending, words(), mainWindow()))) return false;
      await connection.forget();
      preferences.change(FIRST_PREFERENCES);
      system.reset();
      return true;
    },
  };
}

/** Asks outside of the window, as for a change of the account, and says what becomes of files that are under way. */
function confirmReset(pending: number, words: Translations, window: BrowserWindow | null): Promise<boolean> {
  const stays = words('reset.detail');
  return ask(window, {
    type: 'warning',
    message: words('reset.question'),
    detail: pending === 0 ? stays : `${stays}\n\n${words('reset.pending', { count: pending })}`,
    buttons: [words('reset.reset'), words('reset.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
}
