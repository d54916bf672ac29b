import { app, clipboard, shell } from 'electron';
import type { Engine } from '../../core/engine.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import type { History } from '../../core/store/history.ts';
import type { AddActions } from '../add/add-actions.ts';
import { uploadPastAgain } from '../add/upload-again.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import { shownName } from '../shell/display-name.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Log } from '../shell/log.ts';
import { ask } from '../shell/message-box.ts';
import type { CloseBehavior } from '../windows/close-behavior.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { Navigation } from '../windows/navigation.ts';
import type { TrayAction } from './tray-menu.ts';

export interface TrayActionHandlers {
  readonly engine: Engine;
  readonly store: { readonly history: Pick<History, 'find'> };
  readonly addActions: AddActions;
  readonly preferences: PreferencesControl;
  readonly navigation: Navigation;
  readonly closeBehavior: CloseBehavior;
  readonly log: Pick<Log, 'error'>;
  readonly translations: () => Translations;
  readonly mainWindow: MainWindow;
}

/** Performs an action of the tray. A failure is shown in a dialog, since there may be no window. */
export function performTrayAction(action: TrayAction, parts: TrayActionHandlers): void {
  perform(action, parts).catch((error: unknown) => {
    parts.log.error(`tray: ${action.type}`, error);
    const t = parts.translations();
    void say(t, t('tray.failed'), error instanceof Error ? error.message : String(error));
  });
}

async function perform(action: TrayAction, parts: TrayActionHandlers): Promise<void> {
  const { engine, addActions, navigation } = parts;
  const { queue } = engine;
  const t = parts.translations();
  switch (action.type) {
    case 'choose-files':
      // Without a window in front, the dialog would open behind other apps.
      if (process.platform === 'darwin') app.focus({ steal: true });
      return addActions.choose('files');
    case 'upload-clipboard':
      return addActions.uploadClipboard();
    case 'copy-id':
      return clipboard.writeText(action.fileId);
    case 'reveal': {
      const { path, name } = action.upload;
      const isThere = await namedAnywhere.look(path).then(
        () => true,
        () => false,
      );
      if (!isThere) return say(t, t('tray.gone', { name: shownName(name) }));
      return shell.showItemInFolder(path);
    }
    case 'upload-again': {
      const { id, name } = action.upload;
      if (queue.uploadAgain([id]) > 0) return;
      // The row left the list after the menu was opened.
      const past = parts.store.history.find(id);
      const { queued } = await uploadPastAgain(engine, past === undefined ? [] : [past]);
      return queued > 0 ? undefined : say(t, t('tray.gone', { name: shownName(name) }));
    }
    case 'pause':
      return queue.pause();
    case 'resume':
      return queue.resume();
    case 'open':
      parts.mainWindow.show();
      return;
    case 'settings':
      return navigation.go({ screen: 'settings', uploadId: null });
    case 'go':
      return navigation.go(action.to);
    case 'quit':
      return parts.closeBehavior.quit();
  }
}

async function say(t: Translations, message: string, detail?: string): Promise<void> {
  const more = detail === undefined ? {} : { detail };
  await ask(null, { type: 'info', message, buttons: [t('add.ok')], defaultId: 0, cancelId: 0, ...more });
}
